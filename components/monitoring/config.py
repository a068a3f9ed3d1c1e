"""The configuration of `Monitoring`: its arguments with their defaults, validated."""

from dataclasses import dataclass

import pulumi

from ..core.arguments import Arguments
from ..plan.lake_schema import LakeFormat
from ..plan.objectives import Thresholds
from ..plan.topics import Topic
from ..stream.args import MonitoringLevel
from ..stream.limits import StreamKind
from .alarms import Watched, stream_alarms
from .args import MonitoringArgs
from .limits import MAX_BROKERS, MAX_THRESHOLD

BROKER_KINDS = (StreamKind.STANDARD, StreamKind.EXPRESS)
"""Kinds of Kafka cluster with brokers."""


@dataclass(frozen=True, kw_only=True)
class MonitoringConfig:
    """What `Monitoring` is made from."""

    watched: Watched
    thresholds: Thresholds
    key_arn: pulumi.Input[str]
    email: str | None


def resolve(name: str, args: MonitoringArgs) -> MonitoringConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: an argument cannot be used.
    """
    arguments = Arguments("Monitoring", name, args, MonitoringArgs)
    arguments.cell()
    watched, thresholds = _watched(arguments), _thresholds(arguments)
    _check_stream(arguments, watched, thresholds)
    return MonitoringConfig(
        watched=watched,
        thresholds=thresholds,
        key_arn=arguments.input("key_arn"),
        email=arguments.mail_address("email"),
    )


def _watched(arguments: Arguments) -> Watched:
    return Watched(
        stream=arguments.input("stream"),
        brokers=arguments.integer("brokers", 1, MAX_BROKERS),
        database=arguments.input("database"),
        load_balancer=arguments.input("load_balancer"),
        cache_nodes=_names(arguments, "cache_nodes"),
        functions=_names(arguments, "functions"),
        tables=_names(arguments, "tables"),
        consumers=tuple(
            (consumer.string("group"), consumer.enum("topic", Topic))
            for consumer in arguments.nested_items("consumers")
        ),
        mappings=_names(arguments, "sources"),
        deliveries=tuple(
            (delivery.string("stream"), delivery.enum("format", LakeFormat))
            for delivery in arguments.nested_items("deliveries")
        ),
        vault=arguments.string("vault", None),
        indexes=_indexes(arguments),
        stream_kind=arguments.enum("stream_kind", StreamKind, StreamKind.STANDARD),
        stream_level=arguments.enum("stream_monitoring", MonitoringLevel, MonitoringLevel.TOPIC),
    )


def _indexes(arguments: Arguments) -> tuple[tuple[str, str], ...]:
    tables = arguments.list_of("tables")
    found: list[tuple[str, str]] = []
    for index in arguments.nested_items("indexes"):
        table = index.string("table")
        if table not in tables:
            raise index.error("table", table, "it is not one of tables", tables)
        found.append((table, index.string("index")))
    return tuple(found)


def _check_stream(arguments: Arguments, watched: Watched, thresholds: Thresholds) -> None:
    """Each alarm on the cluster needs a metric that the cluster publishes; without data it would never start."""
    kind, level = watched.stream_kind, watched.stream_level
    if kind is StreamKind.SERVERLESS:
        raise arguments.error("stream_kind", kind, "it has no brokers to monitor", BROKER_KINDS)
    for alarm in stream_alarms(watched, thresholds):
        metric = alarm.series.metric
        if not metric.published(kind, level):
            message = f"{metric.name} of {'/'.join(metric.dimensions)} needs {metric.level} or finer"
            raise arguments.error("stream_monitoring", level, message)


def _names(arguments: Arguments, argument: str) -> tuple[str, ...]:
    names = tuple(arguments.list_of(argument))
    arguments.unique(argument, names)
    return names


def _thresholds(arguments: Arguments) -> Thresholds:
    return Thresholds(
        consumer_lag_records=arguments.integer("consumer_lag_records", 1, MAX_THRESHOLD),
        api_p99_seconds=arguments.float_("api_p99_seconds", 0.001, MAX_THRESHOLD),
        api_errors=arguments.integer("api_errors", 1, MAX_THRESHOLD),
        aurora_acu_percent=arguments.float_("aurora_acu_percent", 1, 100),
        replica_lag_ms=arguments.float_("replica_lag_ms", 0.001, MAX_THRESHOLD),
        cache_cpu_percent=arguments.float_("cache_cpu_percent", 1, 100),
    )
