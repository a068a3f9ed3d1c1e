"""SNS under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a topic that is not encrypted, or under the key of AWS."""
    return require_customer_key(resource, resource["kmsMasterKeyId"])


RULE = Rule(
    id="topic-key",
    title="Notification topics are encrypted with a key of ours",
    description="Alarms and events rest in SNS while they wait to be delivered.",
    severity=Severity.MEDIUM,
    types=(aws.SNS_TOPIC,),
    remediation="Set kmsMasterKeyId to a key whose policy lets the publishing services use it",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1",
    check=check,
    controls=("B15",),
    scope=Scope.STACK,
)
