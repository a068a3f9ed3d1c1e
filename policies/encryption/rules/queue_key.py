"""SQS under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a queue that is not encrypted, or under the key of AWS."""
    return require_customer_key(resource, resource["kmsMasterKeyId"])


RULE = Rule(
    id="queue-key",
    title="Queues are encrypted with a key of ours",
    description="Messages that nobody could handle rest in queues for days, with all they hold.",
    severity=Severity.MEDIUM,
    types=(aws.SQS_QUEUE,),
    remediation="Set kmsMasterKeyId",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",
    check=check,
    controls=("B16",),
    scope=Scope.STACK,
)
