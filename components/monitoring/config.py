"""The configuration of `Monitoring`: its arguments with their defaults, validated."""

from dataclasses import dataclass

import pulumi

from ..core.arguments import Arguments
from ..plan.lake_schema import LakeFormat
from ..plan.objectives import Thresholds
from ..plan.topics import Topic
from ..stream.args import MonitoringLevel
from ..stream.limits import StreamKind
from . import limits
from .alarm import Alarm, MathAlarm
from .alarms import alarms, stream_alarms
from .args import MonitoringArgs
from .limits import MAX_BROKERS, MAX_THRESHOLD
from .objectives import objectives
from .slo import Objective, burn_alarms
from .traffic_alarms import traffic_alarms
from .watched import Watched, WatchedService

RUNBOOKS = "docs/runbooks"
"""The folder of the runbooks in the repository."""

BROKER_KINDS = (StreamKind.STANDARD, StreamKind.EXPRESS)
"""Kinds of Kafka cluster with brokers."""


@dataclass(frozen=True, kw_only=True)
class MonitoringConfig:
    """What `Monitoring` is made from."""

    watched: Watched
    objectives: tuple[Objective, ...]
    alarms: tuple[Alarm | MathAlarm, ...]
    """All alarms on metrics."""
    key_arn: pulumi.Input[str]
    budget_notices: bool
    """Whether AWS Budgets may publish to the topic of tickets."""
    email: str | None
    ticket_email: str | None
    runbooks: str
    """Where the pages of the runbooks are, without the last `/`."""


def resolve(name: str, args: MonitoringArgs) -> MonitoringConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: an argument cannot be used.
    """
    arguments = Arguments("Monitoring", name, args, MonitoringArgs)
    arguments.cell()
    watched, thresholds = _watched(arguments), _thresholds(arguments)
    _check_stream(arguments, watched, thresholds)
    promised = objectives(arguments, watched.cell)
    usual = arguments.boolean("anomaly_alarms", not arguments.is_disposable())
    email = arguments.mail_address("email")
    return MonitoringConfig(
        watched=watched,
        objectives=promised,
        alarms=(
            *alarms(watched, thresholds),
            *burn_alarms(promised),
            *(traffic_alarms(watched.cell) if usual else ()),
        ),
        key_arn=arguments.input("key_arn"),
        budget_notices=arguments.boolean("budget_notices", default=False),
        email=email,
        ticket_email=arguments.mail_address("ticket_email") or email,
        runbooks=(runbooks_url(arguments) or RUNBOOKS).rstrip("/"),
    )


def runbooks_url(arguments: Arguments) -> str | None:
    """The argument `runbooks_url`, which `CityCell` has too.

    Raises:
        ArgumentError: it is no URL, or one that is too long for a description.
    """
    message = f"it must begin with https:// and have {limits.MAX_URL} characters at most"

    def fits(url: str) -> bool:
        return url.startswith("https://") and len(url) <= limits.MAX_URL

    return arguments.string("runbooks_url", None, predicate=fits, message=message)


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
        cell=arguments.string("cell"),
        services=_services(arguments),
        tracking=_tracking(arguments),
        dispatcher=_output(arguments, "dispatcher"),
        canary=arguments.string("canary", None),
    )


def _services(arguments: Arguments) -> tuple[WatchedService, ...]:
    found = tuple(
        WatchedService(
            role=service.string("service"),
            cluster=service.input("cluster_name"),
            name=service.input("service_name"),
            min_tasks=service.integer("min_tasks", 1, limits.MAX_TASKS),
        )
        for service in arguments.nested_items("services")
    )
    arguments.unique("services", [service.role for service in found])
    return found


def _tracking(arguments: Arguments) -> tuple[pulumi.Input[str], pulumi.Input[str]] | None:
    api = arguments.nested("tracking")
    return None if api is None else (api.input("api_id"), api.input("stage"))


def _output(arguments: Arguments, argument: str) -> pulumi.Output[str] | None:
    """An optional name as an output, which others can wait for."""
    value: pulumi.Input[str] | None = arguments.input(argument)
    return None if value is None else pulumi.Output.from_input(value)


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
