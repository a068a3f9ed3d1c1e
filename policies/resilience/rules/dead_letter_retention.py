"""Dead-letter queues and their retention."""

from ...aws import types as aws
from ...aws.dead_letters import receives_failures
from ...checks import require
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_QUEUE = aws.SQS_QUEUE
_REDRIVE = aws.SQS_REDRIVE_POLICY

_MAXIMUM_SECONDS = 1_209_600  # Amazon SQS API, SetQueueAttributes: 14 days


def check(resource: Resource) -> Results:
    """A finding on a queue without a dead-letter queue, and on a dead-letter queue with less than maximum retention."""
    failures = receives_failures(resource)
    if failures is not False:
        yield from _retention(resource, undetermined=failures is None)
    if not failures:
        yield from _redrive(resource, undetermined=failures is None)


def _retention(resource: Resource, *, undetermined: bool) -> Results:
    results = require(
        resource["messageRetentionSeconds"],
        lambda known: known.number is not None and known.number >= _MAXIMUM_SECONDS,
        "is less than 1209600 (14 days)",
    )
    return (NotEvaluated(result.path) if undetermined else result for result in results)


def _redrive(resource: Resource, *, undetermined: bool) -> Results:
    policy = resource["redrivePolicy"]
    if not policy.unknown and not policy.absent:
        return
    own = any(resource.used_by(_REDRIVE, by="queueUrl"))
    if own or any(resource.edges.get(policy.path, ())):
        return
    yield (
        NotEvaluated(policy.path)
        if policy.unknown or undetermined
        else Finding(policy.path, "is not set, so failed messages are retried until they expire")
    )


RULE = Rule(
    id="dead-letter-retention",
    title="SQS queues have a dead-letter queue with 14 days of retention",
    description=(
        "A message keeps its age in the dead-letter queue, and with a shorter retention it may expire before anyone "
        "inspects it."
    ),
    severity=Severity.MEDIUM,
    types=(_QUEUE,),
    remediation="Set redrivePolicy on the queue, and messageRetentionSeconds to 1209600 on its dead-letter queue",
    url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    check=check,
    controls=("F30",),
    scope=Scope.STACK,
)
