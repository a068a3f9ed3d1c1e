"""Encryption keys of Firehose streams."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity

# AWS rejects server-side encryption if the source is a stream; the encryption of the source applies.
_SOURCES = ("mskSourceConfiguration", "kinesisSourceConfiguration")


def check(resource: Resource) -> Results:
    """A finding on a stream with direct puts and no encryption or no customer managed key."""
    if any(resource[source].unknown or not resource[source].absent for source in _SOURCES):
        return
    encryption = resource["serverSideEncryption"]
    yield from require(encryption["enabled"], lambda known: known.true, "is not enabled")
    yield from require(
        encryption["keyType"], lambda known: known.text == "CUSTOMER_MANAGED_CMK", "is not CUSTOMER_MANAGED_CMK"
    )
    yield from require_customer_key(resource, encryption["keyArn"])


RULE = Rule(
    id="delivery-stream-key",
    title="Firehose streams are encrypted with a customer managed key",
    description="Firehose stores records while it buffers them.",
    severity=Severity.MEDIUM,
    types=(aws.KINESIS_FIREHOSE_DELIVERY_STREAM,),
    remediation="Set serverSideEncryption with enabled true, keyType CUSTOMER_MANAGED_CMK and keyArn",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/datafirehose-controls.html#datafirehose-1",
    check=check,
    controls=("B13",),
    scope=Scope.STACK,
)
