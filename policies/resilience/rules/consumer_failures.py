"""Failed records of Kafka event source mappings."""

from ...aws import types as aws
from ...checks import require, require_present
from ...model.values import Value
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity

_CLUSTERS = (aws.MSK_CLUSTER, aws.MSK_SERVERLESS_CLUSTER)


def check(resource: Resource) -> Results:
    """A finding on a Kafka event source mapping that drops failed records, or that retries a record forever."""
    if not _reads_kafka(resource):
        if resource["topics"].unknown:
            yield NotEvaluated("topics")
        return
    yield from require_present(
        resource, resource["destinationConfig"]["onFailure"]["destinationArn"], "is not set, so failed records are lost"
    )
    yield from require(
        resource["maximumRetryAttempts"], _bounded, "is not 0 or more, so a bad record blocks its partition"
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
    title="Kafka event source mappings keep failed records",
    description=(
        "By default, Lambda retries a failed Kafka record until it expires, which blocks the partition and loses the "
        "record."
    ),
    severity=Severity.MEDIUM,
    types=(aws.LAMBDA_EVENT_SOURCE_MAPPING,),
    remediation="Set destinationConfig.onFailure.destinationArn, and set maximumRetryAttempts to 0 or more",
    url="https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html",
    check=check,
    controls=("F23",),
    scope=Scope.STACK,
)
