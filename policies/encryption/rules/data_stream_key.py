"""Kinesis data streams under a key of ours."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a data stream that is not encrypted, or under the key of AWS."""
    yield from require(resource["encryptionType"], lambda known: known.text == "KMS", "is not KMS")
    yield from require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="data-stream-key",
    title="Data streams are encrypted with a key of ours",
    description="A data stream keeps its records for a day to a year, in plain text unless it is told to encrypt them.",
    severity=Severity.MEDIUM,
    types=(aws.KINESIS_STREAM,),
    remediation="Set encryptionType to KMS and kmsKeyId",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1",
    check=check,
    controls=("B14",),
    scope=Scope.STACK,
)
