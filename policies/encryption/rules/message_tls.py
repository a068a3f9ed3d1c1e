"""Queues and topics in transit."""

from ...aws import types as aws
from ...aws.plain_text import require_tls_only
from ...rule import Resource, Results, Rule, Severity

_CALLS: dict[str, tuple[str, ...]] = {
    aws.SQS_QUEUE_POLICY: ("sqs:SendMessage", "sqs:ReceiveMessage"),
    aws.SQS_QUEUE: ("sqs:SendMessage", "sqs:ReceiveMessage"),
    aws.SNS_TOPIC_POLICY: ("sns:Publish",),
    aws.SNS_TOPIC: ("sns:Publish",),
}
"""The calls that carry messages, by type."""


def check(resource: Resource) -> Results:
    """A finding on a policy that does not refuse messages in plain text; a queue or topic may have it beside it."""
    policy, calls = resource["policy"], _CALLS[resource.type]
    if resource.type.endswith("Policy") or not policy.absent:
        yield from require_tls_only(
            policy, lambda refusing: all(any(statement.grants(call) for statement in refusing) for call in calls)
        )


RULE = Rule(
    id="message-tls",
    title="Queues and topics accept TLS only",
    description="SQS and SNS answer plain HTTP unless a policy refuses it.",
    severity=Severity.MEDIUM,
    types=tuple(_CALLS),
    remediation=(
        "Deny sqs:SendMessage and sqs:ReceiveMessage, or sns:Publish, to everyone with the condition Bool "
        "aws:SecureTransport false"
    ),
    url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    check=check,
    controls=("C13",),
)
