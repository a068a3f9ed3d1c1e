"""Reads functions and event source mappings from a stack's state.

A mapping is a resource of its own class or of the Cloud Control API. Values that it does not have are those that AWS
would use: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from ..errors import LocalError
from ..lambda_names import LATEST, function_name, qualifier
from ..state import Resource, StackState

FUNCTION: Final = "aws:lambda/function:Function"
MAPPING: Final = "aws:lambda/eventSourceMapping:EventSourceMapping"
CLOUD_CONTROL: Final = "aws:cloudcontrol/resource:Resource"
MAPPING_TYPE: Final = "AWS::Lambda::EventSourceMapping"

DEFAULT_TIMEOUT_SECONDS: Final = 3.0
"""Of a function that declares none (AWS Lambda API, CreateFunction)."""

_DEFAULT_BATCH_SIZE: Final = 100
_DEFAULT_WINDOW_SECONDS: Final = 0.5
"""Of Kafka sources."""
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
    version: str = LATEST
    """Its newest version, which an alias of the local cell always means: a local release is at once."""

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
    window_seconds: float
    """How long Lambda waits for more records after the first one of a batch."""
    from_beginning: bool
    """Whether a new group starts at `TRIM_HORIZON` instead of `LATEST`."""
    retries: int
    """Retries of a failed batch; -1 for infinite."""
    max_age_seconds: int
    """Older records are not delivered to the function; -1 for no limit."""
    bisect: bool
    partial_responses: bool
    failure_topic: str | None
    qualifier: str = LATEST
    """The version or alias that the mapping invokes."""
    filters: Sequence[Mapping[str, Any]] = ()
    """Patterns of which a record must match one; empty for all records."""
    start_at: float | None = None
    """Unix time at which a new group starts (`AT_TIMESTAMP`)."""


def functions(state: StackState) -> list[DeclaredFunction]:
    """Every function of a stack."""
    return [_function(resource) for resource in state.of_type(FUNCTION)]


def mappings(state: StackState) -> list[DeclaredMapping]:
    """Every enabled Kafka mapping of a stack.

    Raises:
        LocalError: a mapping has more than one topic, an unreadable filter, or a failure destination other than a
            Kafka topic.
    """
    found = [(resource.name, resource.id, _as_sent(resource.outputs)) for resource in state.of_type(MAPPING)]
    found += [
        (resource.name, resource.id, _provider_names(json.loads(resource.outputs.get("desiredState") or "{}")))
        for resource in state.of_type(CLOUD_CONTROL)
        if resource.outputs.get("typeName") == MAPPING_TYPE
    ]
    return [_mapping(name, identifier, known) for name, identifier, known in found if known.get("enabled", True)]


def _function(resource: Resource) -> DeclaredFunction:
    known = resource.outputs
    return DeclaredFunction(
        name=known["name"],
        arn=known["arn"],
        handler=known["handler"],
        runtime=known.get("runtime") or "python3.13",
        code=known.get("code") or resource.inputs.get("code") or {},
        environment=(known.get("environment") or {}).get("variables") or {},
        timeout_seconds=float(known.get("timeout") or DEFAULT_TIMEOUT_SECONDS),
        memory_mib=int(known.get("memorySize") or 128),
        version=known.get("version") or LATEST,
    )


def _as_sent(outputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The outputs of the provider's class without a window of 0, which it never sends.

    Source: `resourceEventSourceMappingCreate` in `internal/service/lambda/event_source_mapping.go` of
    hashicorp/terraform-provider-aws sends the window if `GetOk` finds it, which is false for 0.
    """
    return {key: value for key, value in outputs.items() if value or key != "maximumBatchingWindowInSeconds"}


def _provider_names(state: Any) -> Any:
    """A desired state in the names of the provider's class: `BatchSize` is `batchSize`, `Destination` an ARN."""
    if isinstance(state, Mapping):
        return {_provider_name(key): _provider_names(value) for key, value in cast("Mapping[str, Any]", state).items()}
    if isinstance(state, list):
        return [_provider_names(item) for item in cast("list[Any]", state)]
    return state


def _provider_name(name: str) -> str:
    return "destinationArn" if name == "Destination" else name[0].lower() + name[1:]


def _mapping(name: str, identifier: str, known: Mapping[str, Any]) -> DeclaredMapping:
    topics = known.get("topics") or []
    if len(topics) != 1:
        raise LocalError(f"event source mapping {name} has {len(topics)} topics; AWS allows exactly one")
    failure_topic = _failure_topic(name, known)
    if failure_topic == topics[0]:
        raise LocalError(f"event source mapping {name}: its failure topic {failure_topic} is its source topic")
    return DeclaredMapping(
        function=function_name(str(known["functionName"])),
        qualifier=qualifier(str(known["functionName"])),
        topic=topics[0],
        group=_group(known) or identifier or name,
        source_arn=known.get("eventSourceArn") or "",
        batch_size=int(known.get("batchSize") or _DEFAULT_BATCH_SIZE),
        window_seconds=_window_seconds(known),
        from_beginning=known.get("startingPosition") == "TRIM_HORIZON",
        retries=_retries(known.get("maximumRetryAttempts"), has_destination=failure_topic is not None),
        max_age_seconds=_or_unlimited(known.get("maximumRecordAgeInSeconds")),
        bisect=bool(known.get("bisectBatchOnFunctionError")),
        partial_responses="ReportBatchItemFailures" in (known.get("functionResponseTypes") or []),
        failure_topic=failure_topic,
        filters=_filters(name, known),
        start_at=_start_at(known),
    )


def _filters(name: str, known: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    filters: list[Mapping[str, Any]] = (known.get("filterCriteria") or {}).get("filters") or []
    try:
        return [json.loads(each["pattern"]) for each in filters]
    except ValueError:
        raise LocalError(f"event source mapping {name}: a filter pattern is not JSON") from None


def _start_at(known: Mapping[str, Any]) -> float | None:
    """The starting time: a text in the provider's class, Unix time in a desired state."""
    given = known.get("startingPositionTimestamp")
    if known.get("startingPosition") != "AT_TIMESTAMP" or given is None:
        return None
    return datetime.fromisoformat(given).timestamp() if isinstance(given, str) else float(given)


def _window_seconds(known: Mapping[str, Any]) -> float:
    given = known.get("maximumBatchingWindowInSeconds")
    return _DEFAULT_WINDOW_SECONDS if given is None else float(given)


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
