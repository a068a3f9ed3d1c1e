"""Encryption keys of SNS topics."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a topic without a customer managed key."""
    return require_customer_key(resource, resource["kmsMasterKeyId"])


RULE = Rule(
    id="topic-key",
    title="SNS topics are encrypted with a customer managed key",
    description="SNS stores alarms and events until it delivers them.",
    severity=Severity.MEDIUM,
    types=(aws.SNS_TOPIC,),
    remediation="Set kmsMasterKeyId to a customer managed key whose policy allows the publishing services to use it",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1",
    check=check,
    controls=("B15",),
    scope=Scope.STACK,
)
