"""Keys that never change."""

from typing import Any

from ...aws import types as aws
from ...checks import require, require_true
from ...engine.remediation import visible, with_value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a symmetric key that is not rotated, or that is switched off; other keys cannot be rotated."""
    yield from require(resource["isEnabled"], lambda known: not known.false, "switches the key off")
    if resource["customKeyStoreId"].absent and _symmetric(resource):
        yield from require_true(resource["enableKeyRotation"], "is off, so the key never changes")


def _symmetric(resource: Resource) -> bool:
    spec, usage = resource["customerMasterKeySpec"].text, resource["keyUsage"].text
    return spec in {"", "SYMMETRIC_DEFAULT"} and usage in {"", "ENCRYPT_DECRYPT"}


def remediate(properties: dict[str, Any]) -> dict[str, Any]:
    """Rotates a key that can be; whether one that is switched off should work again is for a person to say."""
    kinds = [visible(properties.get(key)) for key in ("customKeyStoreId", "customerMasterKeySpec", "keyUsage")]
    rotates = all(kind in (None, "", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT") for kind in kinds)
    return with_value(properties, "enableKeyRotation", value=True) if rotates else properties


RULE = Rule(
    id="key-rotation",
    title="Keys are rotated",
    description="Rotation limits how much one version of a key has encrypted; old data stays readable.",
    severity=Severity.MEDIUM,
    types=(aws.KMS_KEY,),
    remediation="Set enableKeyRotation to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
    check=check,
    controls=("B1",),
    remediate=remediate,
)
