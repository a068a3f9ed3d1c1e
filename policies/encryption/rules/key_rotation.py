"""Rotation of KMS keys."""

from typing import Any

from ...aws import types as aws
from ...checks import require, require_true
from ...engine.remediation import visible, with_value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a disabled key, and on a symmetric key without rotation. Other keys cannot be rotated."""
    yield from require(resource["isEnabled"], lambda known: not known.false, "is false, so the key is disabled")
    if resource["customKeyStoreId"].absent and _symmetric(resource):
        yield from require_true(resource["enableKeyRotation"], "is not enabled, so the key material never changes")


def _symmetric(resource: Resource) -> bool:
    spec, usage = resource["customerMasterKeySpec"].text, resource["keyUsage"].text
    return spec in {"", "SYMMETRIC_DEFAULT"} and usage in {"", "ENCRYPT_DECRYPT"}


def remediate(properties: dict[str, Any]) -> dict[str, Any]:
    """Enable rotation of a key that supports it. A disabled key stays disabled."""
    kinds = [visible(properties.get(key)) for key in ("customKeyStoreId", "customerMasterKeySpec", "keyUsage")]
    rotates = all(kind in (None, "", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT") for kind in kinds)
    return with_value(properties, "enableKeyRotation", value=True) if rotates else properties


RULE = Rule(
    id="key-rotation",
    title="KMS keys are rotated",
    description="Rotation limits how much data one version of a key encrypts. Existing data stays readable.",
    severity=Severity.MEDIUM,
    types=(aws.KMS_KEY,),
    remediation="Set enableKeyRotation to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
    check=check,
    controls=("B1",),
    remediate=remediate,
)
