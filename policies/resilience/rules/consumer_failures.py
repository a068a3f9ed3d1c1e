"""What becomes of Kafka records that a function cannot take."""

from ...aws import types as aws
from ...checks import require, require_present
from ...model.values import Value
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity

_CLUSTERS = (aws.MSK_CLUSTER, aws.MSK_SERVERLESS_CLUSTER)


def check(resource: Resource) -> Results:
    """A finding on a function's Kafka source that drops failed records, or that retries one of them for ever."""
    if not _reads_kafka(resource):
        if resource["topics"].unknown:
            yield NotEvaluated("topics")
        return
    yield from require_present(
        resource, resource["destinationConfig"]["onFailure"]["destinationArn"], "is not set: failed records are lost"
    )
    yield from require(
        resource["maximumRetryAttempts"], _bounded, "has no bound: one bad record holds up its partition"
    )


def _reads_kafka(resource: Resource) -> bool:
    settings = ("amazonManagedKafkaEventSourceConfig", "selfManagedKafkaEventSourceConfig", "selfManagedEventSource")
    return (
        any(not resource[key].absent for key in settings)
        or (not resource["topics"].unknown and any(resource["topics"].elements()))
        or any(resource.sources(resource["eventSourceArn"], *_CLUSTERS))
    )


def _bounded(attempts: Value) -> bool:
    return attempts.number is not None and attempts.number >= 0


RULE = Rule(
    id="consumer-failures",
    title="Kafka consumers keep what they cannot take",
    description="Lambda retries a record of Kafka for ever unless told otherwise, and drops it when it gives up.",
    severity=Severity.MEDIUM,
    types=(aws.LAMBDA_EVENT_SOURCE_MAPPING,),
    remediation="Set destinationConfig.onFailure.destinationArn and maximumRetryAttempts of 0 or more",
    url="https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html",
    check=check,
    controls=("F23",),
    scope=Scope.STACK,
)
