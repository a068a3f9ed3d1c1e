"""Queues and topics in transit."""

from ...documents import Document, Statement, parse
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity

_CALLS: dict[str, tuple[str, ...]] = {
    "aws:sqs/queuePolicy:QueuePolicy": ("sqs:SendMessage", "sqs:ReceiveMessage"),
    "aws:sqs/queue:Queue": ("sqs:SendMessage", "sqs:ReceiveMessage"),
    "aws:sns/topicPolicy:TopicPolicy": ("sns:Publish",),
    "aws:sns/topic:Topic": ("sns:Publish",),
}
"""The calls that carry messages, by type."""


def check(resource: Resource) -> Results:
    """A finding on a policy that does not refuse messages in plain text; a queue or topic may have it beside it."""
    policy = resource["policy"]
    if resource.type.endswith("Policy") or not policy.absent:
        yield from _judge(parse(policy), _CALLS[resource.type])


def _judge(document: Document, calls: tuple[str, ...]) -> Results:
    refusing = [statement for statement in document.statements if _refuses_plain_text(statement)]
    if all(any(statement.grants(call) for statement in refusing) for call in calls):
        return
    unknown = [*document.unknown, *(path for statement in document.statements for path in statement.unknown)]
    if unknown:
        yield NotEvaluated(unknown[0])
    else:
        yield Finding("policy", "does not refuse plain text")


def _refuses_plain_text(statement: Statement) -> bool:
    return (
        statement.effect == "Deny"
        and statement.anyone
        and not statement.condition_unknown
        and [(condition.operator, condition.key, condition.values) for condition in statement.conditions]
        == [("Bool", "aws:securetransport", ("false",))]
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
