"""The configuration of a function's Kafka source: its arguments with their defaults."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import pulumi

from ..core.arguments import Arguments
from ..core.outputs import is_late
from . import limits
from .args import DestinationKind, PollerLogLevel, SourceMetric, StartingPosition
from .patterns import pattern_fault

BATCH_SIZE: Final = 100
MAX_RETRIES: Final = 5
MAX_RECORD_AGE_SECONDS: Final = 3600
"""A record that could not be processed within an hour goes to the failure destination, so that its partition moves on.
"""


@dataclass(frozen=True, kw_only=True)
class FailureDestinationConfig:
    """Where records that failed go, if not to a topic."""

    kind: DestinationKind
    arn: pulumi.Input[str]
    key_arn: pulumi.Input[str] | None


@dataclass(frozen=True, kw_only=True)
class KafkaSourceConfig:
    """The topic that invokes the function."""

    cluster_arn: pulumi.Input[str]
    topic: pulumi.Input[str]
    failed_topic: pulumi.Input[str] | None
    """None with a `failure_destination`."""
    failure_destination: FailureDestinationConfig | None
    enabled: bool
    batch_size: int
    batching_window_seconds: int
    starting_position: StartingPosition
    starting_timestamp: int | None
    """Unix time in seconds."""
    max_retries: int
    max_record_age_seconds: int
    split_batches: bool
    partial_responses: bool
    filters: Sequence[str]
    """Patterns of whole records, as JSON."""
    min_pollers: int
    max_pollers: int
    poller_group: str | None
    metrics: Sequence[SourceMetric]
    log_level: PollerLogLevel | None


def kafka_source(source: Arguments) -> KafkaSourceConfig:
    """Validate the arguments of a source and fill in their defaults.

    Raises:
        ArgumentError: no mapping could be made from them.
    """
    min_pollers = source.integer("min_pollers", 1, limits.MAX_MIN_POLLERS)
    position = source.enum("starting_position", StartingPosition, StartingPosition.TRIM_HORIZON)
    return KafkaSourceConfig(
        cluster_arn=source.input("cluster_arn"),
        topic=source.input("topic"),
        failed_topic=_failed_topic(source),
        failure_destination=_destination(source),
        enabled=source.boolean("enabled", default=True),
        batch_size=source.integer("batch_size", 1, limits.MAX_BATCH_SIZE, BATCH_SIZE),
        batching_window_seconds=source.integer("batching_window_seconds", 0, limits.MAX_WINDOW_SECONDS, 0),
        starting_position=position,
        starting_timestamp=_timestamp(source, position),
        max_retries=source.integer("max_retries", limits.UNLIMITED, limits.MAX_RETRIES, MAX_RETRIES),
        max_record_age_seconds=_age(source),
        split_batches=source.boolean("split_batches", default=True),
        partial_responses=source.boolean("partial_responses", default=True),
        filters=_filters(source),
        min_pollers=min_pollers,
        max_pollers=source.integer("max_pollers", min_pollers, limits.MAX_POLLERS, hint="no fewer than min_pollers"),
        poller_group=_poller_group(source),
        metrics=source.enums("metrics", SourceMetric),
        log_level=source.enum("log_level", PollerLogLevel, None),
    )


def _failed_topic(source: Arguments) -> pulumi.Input[str] | None:
    if source.is_set("failure_destination"):
        source.requires("failed_topic", condition=False, message="failure_destination takes its place")
        return None
    source.required("failed_topic", "it is required unless failure_destination is set")
    return source.string("failed_topic", predicate=lambda topic: is_late(topic) or bool(topic))


def _destination(source: Arguments) -> FailureDestinationConfig | None:
    destination = source.nested("failure_destination")
    if destination is None:
        return None
    return FailureDestinationConfig(
        kind=destination.enum("kind", DestinationKind),
        arn=destination.input("arn"),
        key_arn=destination.input("key_arn"),
    )


def _age(source: Arguments) -> int:
    age = source.integer(
        "max_record_age_seconds", limits.UNLIMITED, limits.MAX_RECORD_AGE_SECONDS, MAX_RECORD_AGE_SECONDS
    )
    if limits.UNLIMITED < age < limits.MIN_RECORD_AGE_SECONDS:
        bounds = (
            f"{limits.MIN_RECORD_AGE_SECONDS} and {limits.MAX_RECORD_AGE_SECONDS}, or {limits.UNLIMITED} for no limit"
        )
        raise source.error("max_record_age_seconds", age, f"it must be between {bounds}")
    return age


def _timestamp(source: Arguments, position: StartingPosition) -> int | None:
    """The starting time as Unix time."""
    if position is not StartingPosition.AT_TIMESTAMP:
        source.requires("starting_timestamp", condition=False, message="only starting_position AT_TIMESTAMP uses it")
        return None
    source.required("starting_timestamp", "starting_position AT_TIMESTAMP needs it")
    text = source.string("starting_timestamp")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = "it must be a time with its offset from UTC, such as 2026-11-01T00:00:00+00:00"
        raise source.error("starting_timestamp", text, message)
    if moment > datetime.now(UTC):
        raise source.error("starting_timestamp", text, "it must not be in the future")
    return int(moment.timestamp())


def _filters(source: Arguments) -> tuple[str, ...]:
    """The patterns of records. Lambda filters Kafka records by their value only.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/kafka-filtering.html.
    """
    given: list[Mapping[str, Any]] = source.list_of("filters", 0, limits.MAX_FILTERS)
    for number, value in enumerate(given):
        if fault := pattern_fault(value, f"filters[{number}]"):
            raise source.error(*fault)
    patterns = [json.dumps({"value": value}, separators=(",", ":")) for value in given]
    for number, pattern in enumerate(patterns):
        if len(pattern) > limits.MAX_PATTERN_CHARACTERS:
            message = f"a pattern has {limits.MAX_PATTERN_CHARACTERS} characters at most"
            raise source.error(f"filters[{number}]", f"{len(pattern)} characters", message)
    source.unique("filters", patterns)
    return tuple(patterns)


def _poller_group(source: Arguments) -> str | None:
    message = "it must be letters, digits, hyphens and underscores, 128 characters at most"
    return source.string(
        "poller_group", None, predicate=lambda group: bool(re.fullmatch(limits.POLLER_GROUP, group)), message=message
    )
