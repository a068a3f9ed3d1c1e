"""Messages that failed, and how long somebody has to look at them."""

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_QUEUE = aws.SQS_QUEUE
_REDRIVE = aws.SQS_REDRIVE_POLICY
_FAILURES = frozenset({"redrivePolicy", "deadLetterConfig", "destinationConfig"})
"""Properties by which queues, functions, rules and consumers name where failures go."""

_MOST_SECONDS = 1_209_600  # Amazon SQS API, SetQueueAttributes: 14 days


def check(resource: Resource) -> Results:
    """A finding on a queue without a dead-letter queue, and on a dead-letter queue that forgets early."""
    if _takes_failures(resource):
        yield from require(
            resource["messageRetentionSeconds"],
            lambda known: known.number is not None and known.number >= _MOST_SECONDS,
            "keeps failed messages for less than 14 days",
        )
        return
    policy = resource["redrivePolicy"]
    if not policy.unknown and not policy.absent:
        return
    own = any(resource.used_by(_REDRIVE, by="queueUrl"))
    if own or any(resource.edges.get(policy.path, ())):
        return
    yield (
        NotEvaluated(policy.path) if policy.unknown else Finding(policy.path, "is not set: failures come back for ever")
    )


def _takes_failures(queue: Resource) -> bool:
    return any(key in _FAILURES for key, _ in queue.users)


RULE = Rule(
    id="dead-letter-retention",
    title="Queues keep their failures, for as long as SQS does",
    description="A failed message keeps its age on the way to the dead-letter queue, and is gone before anybody looks.",
    severity=Severity.MEDIUM,
    types=(_QUEUE,),
    remediation="Set redrivePolicy on the queue, and messageRetentionSeconds to 1209600 on its dead-letter queue",
    url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    check=check,
    controls=("F30",),
    scope=Scope.STACK,
)
