"""TLS for SQS queues and SNS topics."""

from ...aws import types as aws
from ...aws.plain_text import require_tls_only
from ...rule import Resource, Results, Rule, Severity

_CALLS: dict[str, tuple[str, ...]] = {
    aws.SQS_QUEUE_POLICY: ("sqs:SendMessage", "sqs:ReceiveMessage"),
    aws.SQS_QUEUE: ("sqs:SendMessage", "sqs:ReceiveMessage"),
    aws.SNS_TOPIC_POLICY: ("sns:Publish",),
    aws.SNS_TOPIC: ("sns:Publish",),
}
"""The calls that transfer messages, by resource type."""


def check(resource: Resource) -> Results:
    """A finding on a policy that does not deny messages without TLS. The policy may be a resource of its own."""
    policy, calls = resource["policy"], _CALLS[resource.type]
    if resource.type.endswith("Policy") or not policy.absent:
        yield from require_tls_only(
            policy, lambda refusing: all(any(statement.grants(call) for statement in refusing) for call in calls)
        )


RULE = Rule(
    id="message-tls",
    title="SQS queues and SNS topics require TLS",
    description="SQS and SNS accept unencrypted HTTP unless a policy denies it.",
    severity=Severity.MEDIUM,
    types=tuple(_CALLS),
    remediation=(
        "Deny sqs:SendMessage and sqs:ReceiveMessage, or sns:Publish, to every principal with the condition Bool "
        "aws:SecureTransport false"
    ),
    url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    check=check,
    controls=("C13",),
)
