"""Firehose under a key of ours."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity

# AWS refuses server-side encryption when the source is a stream: that one's encryption holds.
_SOURCES = ("mskSourceConfiguration", "kinesisSourceConfiguration")


def check(resource: Resource) -> Results:
    """A finding on a stream that takes direct puts and is not encrypted, or under the key of AWS."""
    if any(resource[source].unknown or not resource[source].absent for source in _SOURCES):
        return
    encryption = resource["serverSideEncryption"]
    yield from require(encryption["enabled"], lambda known: known.true, "is off")
    yield from require(encryption["keyType"], lambda known: known.text == "CUSTOMER_MANAGED_CMK", "is a key of AWS")
    yield from require_customer_key(resource, encryption["keyArn"])


RULE = Rule(
    id="delivery-stream-key",
    title="Delivery streams are encrypted with a key of ours",
    description="Records rest in Firehose while it gathers them.",
    severity=Severity.MEDIUM,
    types=(aws.KINESIS_FIREHOSE_DELIVERY_STREAM,),
    remediation="Set serverSideEncryption with enabled, keyType CUSTOMER_MANAGED_CMK and keyArn",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/datafirehose-controls.html#datafirehose-1",
    check=check,
    controls=("B13",),
    scope=Scope.STACK,
)
