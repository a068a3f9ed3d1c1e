"""The alarms of a cell as data: metric, threshold, and meaning for the engineer on call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi

from ..plan.lake_schema import LakeFormat
from ..plan.objectives import PERIOD_SECONDS, Thresholds
from ..plan.topics import Topic


@dataclass(frozen=True)
class Watched:
    """AWS names of the monitored resources; each is a dimension of CloudWatch metrics."""

    stream: str
    brokers: int
    database: str
    load_balancer: pulumi.Input[str]
    cache_nodes: tuple[str, ...]
    functions: tuple[str, ...]
    tables: tuple[str, ...]
    consumers: tuple[tuple[str, Topic], ...]
    """Consumer group and the topic that it reads."""
    mappings: tuple[str, ...] = ()
    """Functions that a topic invokes."""
    deliveries: tuple[tuple[str, LakeFormat], ...] = ()
    """Delivery streams of the lake and their formats."""
    vault: str | None = None
    """The backup vault."""


LAKE_SECONDS = 3600
"""Maximum age of records before they are in the lake; buffers hold a quarter of an hour at most."""


@dataclass(frozen=True)
class Alarm:
    """One alarm: it compares the metric with the threshold in each of the last periods."""

    role: str
    meaning: str
    namespace: str
    metric: str
    threshold: float
    dimensions: Mapping[str, pulumi.Input[str]] = field(default_factory=dict[str, pulumi.Input[str]])
    statistic: str = "Maximum"
    """A CloudWatch statistic, or an extended statistic such as `p99`."""
    periods: int = 1
    below: bool = False
    """Whether the alarm starts below the threshold instead of above it."""
    missing_is_bad: bool = False


def alarms(watched: Watched, limits: Thresholds) -> list[Alarm]:
    """Every alarm of a cell."""
    return [
        *_stream(watched, limits),
        *_functions(watched),
        *_api(watched, limits),
        *_database(watched, limits),
        *_cache(watched, limits),
        *_tables(watched),
        *_lake(watched),
        *_backups(watched),
    ]


def _stream(watched: Watched, limits: Thresholds) -> list[Alarm]:
    cluster = {"Cluster Name": watched.stream}
    found = [
        Alarm(
            "offline-partitions",
            "Partitions have no leader: their records can be neither written nor read.",
            "AWS/Kafka",
            "OfflinePartitionsCount",
            0,
            cluster,
            missing_is_bad=True,
        )
    ]
    found += [
        Alarm(
            f"under-replicated-{broker}",
            f"Broker {broker} leads partitions with missing replicas: losing one more broker stops writing.",
            "AWS/Kafka",
            "UnderReplicatedPartitions",
            0,
            cluster | {"Broker ID": str(broker)},
            periods=3,
        )
        for broker in range(1, watched.brokers + 1)
    ]
    found += [
        Alarm(
            f"lag-{group}-{topic.value}",
            f"{group} is further behind on {topic.value} than the promised freshness allows.",
            "AWS/Kafka",
            "SumOffsetLag",
            limits.consumer_lag_records,
            cluster | {"Consumer Group": group, "Topic": topic.value},
            periods=2,
        )
        for group, topic in watched.consumers
    ]
    found += [
        Alarm(
            f"failed-records-{broker}",
            "Records could not be handled and wait in the failure topic: look at their reasons, then redrive.",
            "AWS/Kafka",
            "MessagesInPerSec",
            0,
            cluster | {"Broker ID": str(broker), "Topic": Topic.FAILED_RECORDS.value},
        )
        for broker in range(1, watched.brokers + 1)
    ]
    return found


def _functions(watched: Watched) -> list[Alarm]:
    found: list[Alarm] = []
    for function in watched.functions:
        dimensions = {"FunctionName": function}
        for metric, meaning in (
            ("Errors", "invocations fail: their records are retried, then go to the failure topic."),
            ("Throttles", "invocations are refused: the account's concurrency is used up."),
        ):
            role = f"{function}-{metric.lower()}"
            found.append(Alarm(role, f"{function}: {meaning}", "AWS/Lambda", metric, 0, dimensions, "Sum", periods=2))
    found += [
        Alarm(
            f"{function}-destination-failures",
            f"{function}: failed records could not be kept in the failure topic, and are lost to the redrive.",
            "AWS/Lambda",
            "DestinationDeliveryFailures",
            0,
            {"FunctionName": function},
            "Sum",
        )
        for function in watched.mappings
    ]
    return found


def _api(watched: Watched, limits: Thresholds) -> list[Alarm]:
    balancer = {"LoadBalancer": watched.load_balancer}
    return [
        Alarm(
            "api-errors",
            "The order service answers with errors of its own more often than promised.",
            "AWS/ApplicationELB",
            "HTTPCode_Target_5XX_Count",
            limits.api_errors,
            balancer,
            "Sum",
        ),
        Alarm(
            "api-unreachable",
            "The load balancer finds no healthy task, or cuts calls off.",
            "AWS/ApplicationELB",
            "HTTPCode_ELB_5XX_Count",
            limits.api_errors,
            balancer,
            "Sum",
        ),
        Alarm(
            "api-p99",
            "The slowest of a hundred calls takes longer than promised.",
            "AWS/ApplicationELB",
            "TargetResponseTime",
            limits.api_p99_seconds,
            balancer,
            "p99",
            periods=2,
        ),
    ]


def _database(watched: Watched, limits: Thresholds) -> list[Alarm]:
    cluster = {"DBClusterIdentifier": watched.database}
    return [
        Alarm(
            "database-capacity",
            "The database works near its capacity limit: raise the load in the cell's settings.",
            "AWS/RDS",
            "ACUUtilization",
            limits.aurora_acu_percent,
            cluster,
            "Average",
            periods=3,
        ),
        Alarm(
            "database-replica-lag",
            "Readers are behind the writer: a takeover would begin with old pages.",
            "AWS/RDS",
            "AuroraReplicaLagMaximum",
            limits.replica_lag_ms,
            cluster,
            periods=3,
        ),
    ]


def _cache(watched: Watched, limits: Thresholds) -> list[Alarm]:
    found: list[Alarm] = []
    for node in watched.cache_nodes:
        dimensions = {"CacheClusterId": node}
        found += [
            Alarm(
                f"{node}-cpu",
                f"Cache node {node} is busy: positions will be late.",
                "AWS/ElastiCache",
                "EngineCPUUtilization",
                limits.cache_cpu_percent,
                dimensions,
                "Average",
                periods=3,
            ),
            Alarm(
                f"{node}-evictions",
                f"Cache node {node} drops positions before they expire: it is too small.",
                "AWS/ElastiCache",
                "Evictions",
                0,
                dimensions,
                "Sum",
            ),
        ]
    return found


def _tables(watched: Watched) -> list[Alarm]:
    return [
        Alarm(
            f"{table}-throttled",
            f"Table {table} refuses requests: one key is hot, or the account's limit is reached.",
            "AWS/DynamoDB",
            "ThrottledRequests",
            0,
            {"TableName": table},
            "Sum",
        )
        for table in watched.tables
    ]


def _lake(watched: Watched) -> list[Alarm]:
    """Alarms on freshness (Amazon Data Firehose developer guide, best practices with CloudWatch alarms)."""
    found: list[Alarm] = []
    for stream, kind in watched.deliveries:
        iceberg = kind is LakeFormat.ICEBERG
        destination = "DeliveryToIceberg" if iceberg else "DeliveryToS3"
        dimensions = {"DeliveryStreamName": stream}
        found += [
            Alarm(
                f"{stream}-late",
                f"{stream} has not delivered for an hour: the topic forgets what stays longer than its retention.",
                "AWS/Firehose",
                f"{destination}.DataFreshness",
                LAKE_SECONDS,
                dimensions,
                periods=3,
            ),
            Alarm(
                f"{stream}-refused",
                f"{stream} delivers records that its table refuses: they wait under failed/ in the lake's bucket.",
                "AWS/Firehose",
                f"{destination}.FailedRowCount" if iceberg else "FailedConversion.Records",
                0,
                dimensions,
                "Sum",
            ),
        ]
    return found


def _backups(watched: Watched) -> list[Alarm]:
    """Alarms on the jobs of a vault (AWS Backup developer guide, metrics by vault)."""
    if not watched.vault:
        return []
    dimensions = {"BackupVaultName": watched.vault}
    return [
        Alarm(
            f"backup-{what}",
            f"A {what.removesuffix('s')} of the cell's stores failed: its message is in the job, in AWS Backup.",
            "AWS/Backup",
            metric,
            0,
            dimensions,
            "Sum",
        )
        for what, metric in (("jobs", "NumberOfBackupJobsFailed"), ("copies", "NumberOfCopyJobsFailed"))
    ]


def dashboard(watched: Watched, region: str) -> dict[str, object]:
    """The body of the cell's dashboard: one row from intake to page."""
    rows: list[tuple[str, Sequence[Sequence[pulumi.Input[str]]], str]] = [
        (
            "API calls and errors",
            [
                ["AWS/ApplicationELB", metric, "LoadBalancer", watched.load_balancer]
                for metric in ("RequestCount", "HTTPCode_Target_5XX_Count")
            ],
            "Sum",
        ),
        ("API p99, s", [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", watched.load_balancer]], "p99"),
        (
            "Consumer lag, records",
            [
                ["AWS/Kafka", "SumOffsetLag", "Cluster Name", watched.stream, "Consumer Group", group, "Topic", topic]
                for group, topic in watched.consumers
            ],
            "Maximum",
        ),
        ("Function errors", [["AWS/Lambda", "Errors", "FunctionName", name] for name in watched.functions], "Sum"),
        ("Database ACU, %", [["AWS/RDS", "ACUUtilization", "DBClusterIdentifier", watched.database]], "Average"),
        (
            "Cache CPU, %",
            [["AWS/ElastiCache", "EngineCPUUtilization", "CacheClusterId", node] for node in watched.cache_nodes],
            "Average",
        ),
    ]
    return {
        "widgets": [
            {
                "type": "metric",
                "width": 12,
                "height": 6,
                "x": index % 2 * 12,
                "y": index // 2 * 6,
                "properties": {
                    "title": title,
                    "region": region,
                    "metrics": metrics,
                    "stat": statistic,
                    "period": PERIOD_SECONDS // 5,
                },
            }
            for index, (title, metrics, statistic) in enumerate(rows)
        ]
    }
