"""Encryption keys of SQS queues."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a queue without a customer managed key."""
    return require_customer_key(resource, resource["kmsMasterKeyId"])


RULE = Rule(
    id="queue-key",
    title="SQS queues are encrypted with a customer managed key",
    description="Failed messages stay in queues for days, with all their contents.",
    severity=Severity.MEDIUM,
    types=(aws.SQS_QUEUE,),
    remediation="Set kmsMasterKeyId to a customer managed key",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",
    check=check,
    controls=("B16",),
    scope=Scope.STACK,
)
