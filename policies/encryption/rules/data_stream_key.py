"""Encryption keys of Kinesis data streams."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a data stream without encryption or without a customer managed key."""
    yield from require(resource["encryptionType"], lambda known: known.text == "KMS", "is not KMS")
    yield from require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="data-stream-key",
    title="Kinesis data streams are encrypted with a customer managed key",
    description="A data stream keeps its records for a day to a year, by default unencrypted.",
    severity=Severity.MEDIUM,
    types=(aws.KINESIS_STREAM,),
    remediation="Set encryptionType to KMS and kmsKeyId to a customer managed key",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1",
    check=check,
    controls=("B14",),
    scope=Scope.STACK,
)
