"""Reads functions and event source mappings from a stack's state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..errors import LocalError
from ..state import Resource, StackState

FUNCTION: Final = "aws:lambda/function:Function"
MAPPING: Final = "aws:lambda/eventSourceMapping:EventSourceMapping"
_KAFKA_DESTINATION: Final = "kafka://"
_RETRIES_WITH_DESTINATION: Final = 10
"""The retries that AWS applies with a failure destination if they are infinite:
https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html."""


@dataclass(frozen=True)
class DeclaredFunction:
    """One function as deployed."""

    name: str
    arn: str
    handler: str
    runtime: str
    code: Mapping[str, Any]
    environment: Mapping[str, str]
    timeout_seconds: float
    memory_mib: int

    @property
    def region(self) -> str:
        """The region in its ARN."""
        return self.arn.split(":")[3]


@dataclass(frozen=True)
class DeclaredMapping:
    """One Kafka event source mapping as deployed."""

    function: str
    topic: str
    group: str
    source_arn: str
    batch_size: int
    from_beginning: bool
    """Whether a new group starts at `TRIM_HORIZON` instead of `LATEST`."""
    retries: int
    """Retries of a failed batch; -1 for infinite."""
    max_age_seconds: int
    """Older records are not delivered to the function; -1 for no limit."""
    bisect: bool
    partial_responses: bool
    failure_topic: str | None


def functions(state: StackState) -> list[DeclaredFunction]:
    """Every function of a stack."""
    return [_function(resource) for resource in state.of_type(FUNCTION)]


def mappings(state: StackState) -> list[DeclaredMapping]:
    """Every enabled Kafka mapping of a stack.

    Raises:
        LocalError: a mapping has more than one topic, a filter, or a failure destination other than a Kafka topic.
    """
    found = state.of_type(MAPPING)
    return [_mapping(resource) for resource in found if resource.outputs.get("enabled", True)]


def _function(resource: Resource) -> DeclaredFunction:
    known = resource.outputs
    return DeclaredFunction(
        name=known["name"],
        arn=known["arn"],
        handler=known["handler"],
        runtime=known.get("runtime") or "python3.13",
        code=known.get("code") or resource.inputs.get("code") or {},
        environment=(known.get("environment") or {}).get("variables") or {},
        timeout_seconds=float(known.get("timeout") or 3),
        memory_mib=int(known.get("memorySize") or 128),
    )


def _mapping(resource: Resource) -> DeclaredMapping:
    known = resource.outputs
    topics = known.get("topics") or []
    if len(topics) != 1:
        raise LocalError(f"event source mapping {resource.name} has {len(topics)} topics; AWS allows exactly one")
    if (known.get("filterCriteria") or {}).get("filters"):
        raise LocalError(f"event source mapping {resource.name} filters records, which a local cell does not support")
    failure_topic = _failure_topic(resource.name, known)
    if failure_topic == topics[0]:
        raise LocalError(f"event source mapping {resource.name}: its failure topic {failure_topic} is its source topic")
    return DeclaredMapping(
        function=str(known["functionName"]).rsplit(":", 1)[-1],
        topic=topics[0],
        group=_group(known) or resource.id or resource.name,
        source_arn=known.get("eventSourceArn") or "",
        batch_size=int(known.get("batchSize") or 100),
        from_beginning=known.get("startingPosition") == "TRIM_HORIZON",
        retries=_retries(known.get("maximumRetryAttempts"), has_destination=failure_topic is not None),
        max_age_seconds=_or_unlimited(known.get("maximumRecordAgeInSeconds")),
        bisect=bool(known.get("bisectBatchOnFunctionError")),
        partial_responses="ReportBatchItemFailures" in (known.get("functionResponseTypes") or []),
        failure_topic=failure_topic,
    )


def _group(known: Mapping[str, Any]) -> str | None:
    return (known.get("amazonManagedKafkaEventSourceConfig") or {}).get("consumerGroupId")


def _failure_topic(name: str, known: Mapping[str, Any]) -> str | None:
    config = known.get("destinationConfig") or {}
    destination: str | None = (config.get("onFailure") or {}).get("destinationArn")
    if destination and not destination.startswith(_KAFKA_DESTINATION):
        raise LocalError(
            f"event source mapping {name}: a local cell supports failure destination kafka://, not {destination}"
        )
    return destination.removeprefix(_KAFKA_DESTINATION) if destination else None


def _retries(declared: Any, *, has_destination: bool) -> int:
    retries = _or_unlimited(declared)
    return _RETRIES_WITH_DESTINATION if retries < 0 and has_destination else retries


def _or_unlimited(value: Any) -> int:
    return -1 if value is None else int(value)
