"""The alarms of a cell as data: metric, threshold, and meaning for the engineer on call."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from ..plan.lake_schema import LakeFormat
from ..plan.objectives import Thresholds
from ..plan.topics import Topic
from ..stream.args import MonitoringLevel
from ..stream.limits import StreamKind
from . import metrics
from .metric import Series


@dataclass(frozen=True)
class Watched:
    """AWS names of the monitored resources; each is a dimension of CloudWatch metrics."""

    stream: pulumi.Input[str]
    brokers: int
    database: pulumi.Input[str]
    load_balancer: pulumi.Input[str]
    cache_nodes: tuple[str, ...]
    functions: tuple[str, ...]
    tables: tuple[str, ...]
    consumers: tuple[tuple[str, Topic], ...]
    """Consumer group and the topic that it reads."""
    mappings: tuple[str, ...] = ()
    """Functions that a topic invokes."""
    indexes: tuple[tuple[str, str], ...] = ()
    """Table and its index."""
    deliveries: tuple[tuple[str, LakeFormat], ...] = ()
    """Delivery streams of the lake and their formats."""
    vault: str | None = None
    """The backup vault."""
    stream_kind: StreamKind = StreamKind.STANDARD
    """The kind of the Kafka cluster."""
    stream_level: MonitoringLevel = MonitoringLevel.TOPIC
    """The monitoring level of the Kafka cluster."""


LAKE_SECONDS = 3600
"""Maximum age of records before they are in the lake; buffers hold a quarter of an hour at most."""


@dataclass(frozen=True)
class Alarm:
    """One alarm: it compares the metric with the threshold in each of the last periods."""

    role: str
    meaning: str
    series: Series
    threshold: float
    periods: int = 1
    below: bool = False
    """Whether the alarm starts below the threshold instead of above it."""


def alarms(watched: Watched, limits: Thresholds) -> list[Alarm]:
    """Every alarm of a cell."""
    return [
        *stream_alarms(watched, limits),
        *_functions(watched),
        *_api(watched, limits),
        *_database(watched, limits),
        *_cache(watched, limits),
        *_tables(watched),
        *_lake(watched),
        *_backups(watched),
    ]


def stream_alarms(watched: Watched, limits: Thresholds) -> list[Alarm]:
    """The alarms on the Kafka cluster, except those on metrics that its kind does not have."""
    brokers = [str(broker) for broker in range(1, watched.brokers + 1)]
    found = [
        Alarm(
            "offline-partitions",
            "Partitions have no leader: their records can be neither written nor read.",
            metrics.OFFLINE_PARTITIONS.of(watched.stream),
            0,
        )
    ]
    found += [
        Alarm(
            f"under-replicated-{broker}",
            f"Broker {broker} leads partitions with missing replicas: losing one more broker stops writing.",
            metrics.UNDER_REPLICATED.of(watched.stream, broker),
            0,
            periods=3,
        )
        for broker in brokers
    ]
    found += [
        Alarm(
            f"lag-{group}-{topic.value}",
            f"{group} is further behind on {topic.value} than the promised freshness allows.",
            metrics.CONSUMER_LAG.of(watched.stream, group, topic.value),
            limits.consumer_lag_records,
            periods=2,
        )
        for group, topic in watched.consumers
    ]
    found += [
        Alarm(
            f"failed-records-{broker}",
            "Records could not be handled and wait in the failure topic: look at their reasons, then redrive.",
            metrics.TOPIC_MESSAGES.of(watched.stream, broker, Topic.FAILED_RECORDS.value),
            0,
        )
        for broker in brokers
    ]
    return [alarm for alarm in found if watched.stream_kind in alarm.series.metric.kinds]


def _functions(watched: Watched) -> list[Alarm]:
    found: list[Alarm] = []
    for function in watched.functions:
        for metric, meaning in (
            (metrics.FUNCTION_ERRORS, "invocations fail: their records are retried, then go to the failure topic."),
            (metrics.FUNCTION_THROTTLES, "invocations are refused: the account's concurrency is used up."),
        ):
            role = f"{function}-{metric.name.lower()}"
            found.append(Alarm(role, f"{function}: {meaning}", metric.of(function), 0, periods=2))
    found += [
        Alarm(
            f"{function}-destination-failures",
            f"{function}: failed records could not be kept in the failure topic, and are lost to the redrive.",
            metrics.DESTINATION_FAILURES.of(function),
            0,
        )
        for function in watched.mappings
    ]
    return found


def _api(watched: Watched, limits: Thresholds) -> list[Alarm]:
    return [
        Alarm(
            "api-errors",
            "The order service answers with errors of its own more often than promised.",
            metrics.API_ERRORS.of(watched.load_balancer),
            limits.api_errors,
        ),
        Alarm(
            "api-unreachable",
            "The load balancer finds no healthy task, or cuts calls off.",
            metrics.API_UNREACHABLE.of(watched.load_balancer),
            limits.api_errors,
        ),
        Alarm(
            "api-p99",
            "The slowest of a hundred calls takes longer than promised.",
            metrics.API_TIME.of(watched.load_balancer),
            limits.api_p99_seconds,
            periods=2,
        ),
    ]


def _database(watched: Watched, limits: Thresholds) -> list[Alarm]:
    return [
        Alarm(
            "database-capacity",
            "An instance of the database works near its capacity limit: raise the load in the cell's settings.",
            metrics.DATABASE_CAPACITY.of(watched.database),
            limits.aurora_acu_percent,
            periods=3,
        ),
        Alarm(
            "database-replica-lag",
            "Readers are behind the writer: a takeover would begin with old pages.",
            metrics.REPLICA_LAG.of(watched.database),
            limits.replica_lag_ms,
            periods=3,
        ),
    ]


def _cache(watched: Watched, limits: Thresholds) -> list[Alarm]:
    found: list[Alarm] = []
    for node in watched.cache_nodes:
        found += [
            Alarm(
                f"{node}-cpu",
                f"Cache node {node} is busy: positions will be late.",
                metrics.CACHE_CPU.of(node),
                limits.cache_cpu_percent,
                periods=3,
            ),
            Alarm(
                f"{node}-evictions",
                f"Cache node {node} drops positions before they expire: it is too small.",
                metrics.CACHE_EVICTIONS.of(node),
                0,
            ),
        ]
    return found


def _tables(watched: Watched) -> list[Alarm]:
    """Alarms on throttled events: by table, and by index, which the metrics of the table do not include."""
    found: list[Alarm] = []
    for table in watched.tables:
        reads, writes = metrics.TABLE_READS_THROTTLED.of(table), metrics.TABLE_WRITES_THROTTLED.of(table)
        found += _throttled(table, f"Table {table}", reads, writes)
    for table, index in watched.indexes:
        reads, writes = metrics.INDEX_READS_THROTTLED.of(table, index), metrics.INDEX_WRITES_THROTTLED.of(table, index)
        found += _throttled(f"{table}/{index}", f"Index {index} of table {table}", reads, writes)
    return found


def _throttled(role: str, subject: str, reads: Series, writes: Series) -> Sequence[Alarm]:
    meaning = "one key is hot, or the account's limit is reached."
    return [
        Alarm(f"{role}-reads-throttled", f"{subject} refuses reads: {meaning}", reads, 0),
        Alarm(f"{role}-writes-throttled", f"{subject} refuses writes: {meaning}", writes, 0),
    ]


def _lake(watched: Watched) -> list[Alarm]:
    """Alarms on freshness (Amazon Data Firehose developer guide, best practices with CloudWatch alarms)."""
    found: list[Alarm] = []
    for stream, kind in watched.deliveries:
        iceberg = kind is LakeFormat.ICEBERG
        found += [
            Alarm(
                f"{stream}-late",
                f"{stream} has not delivered for an hour: the topic forgets what stays longer than its retention.",
                (metrics.ICEBERG_FRESHNESS if iceberg else metrics.FILE_FRESHNESS).of(stream),
                LAKE_SECONDS,
                periods=3,
            ),
            Alarm(
                f"{stream}-refused",
                f"{stream} delivers records that its table refuses: they wait under failed/ in the lake's bucket.",
                (metrics.ICEBERG_REFUSED if iceberg else metrics.FILE_REFUSED).of(stream),
                0,
            ),
        ]
    return found


def _backups(watched: Watched) -> list[Alarm]:
    if not watched.vault:
        return []
    return [
        Alarm(
            f"backup-{what}",
            f"A {what.removesuffix('s')} of the cell's stores failed: its message is in the job, in AWS Backup.",
            metric.of(watched.vault),
            0,
        )
        for what, metric in (("jobs", metrics.BACKUPS_FAILED), ("copies", metrics.COPIES_FAILED))
    ]
