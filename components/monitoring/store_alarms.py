"""The alarms on the stores of a cell: database, cache, tables, lake and backups."""

from collections.abc import Sequence

from ..plan.lake_schema import LakeFormat
from ..plan.objectives import Thresholds
from . import metrics
from .alarm import Alarm
from .metric import Series
from .watched import Watched

LAKE_SECONDS = 3600
"""Maximum age of records before they are in the lake; buffers hold a quarter of an hour at most."""

TRANSACTION_IDS = 1_000_000_000
"""Half of the ids that PostgreSQL can give out before it refuses writes; autovacuum freezes them at a tenth (Amazon
Aurora user guide, instance-level metrics, MaximumUsedTransactionIDs)."""

CACHE_MEMORY_PERCENT = 80


def store_alarms(watched: Watched, limits: Thresholds) -> list[Alarm]:
    """Every alarm on a store."""
    return [
        *_database(watched, limits),
        *_cache(watched, limits),
        *_tables(watched),
        *_lake(watched),
        *_backups(watched),
    ]


def _database(watched: Watched, limits: Thresholds) -> list[Alarm]:
    return [
        Alarm(
            "database-capacity",
            "An instance of the database works near its capacity limit: raise the load in the cell's settings.",
            metrics.DATABASE_CAPACITY.of(watched.database),
            limits.aurora_acu_percent,
            periods=3,
            runbook="database-capacity",
        ),
        Alarm(
            "database-replica-lag",
            "Readers are behind the writer: a takeover would begin with old pages.",
            metrics.REPLICA_LAG.of(watched.database),
            limits.replica_lag_ms,
            periods=3,
            runbook="database-replica-lag",
        ),
        Alarm(
            "database-transaction-ids",
            "The database has used half of its transaction ids: it refuses writes when it has used all.",
            metrics.TRANSACTION_IDS.of(watched.database),
            TRANSACTION_IDS,
            runbook="database-transaction-ids",
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
                runbook="cache-cpu",
            ),
            Alarm(
                f"{node}-evictions",
                f"Cache node {node} drops positions before they expire: it is too small.",
                metrics.CACHE_EVICTIONS.of(node),
                0,
                runbook="cache-evictions",
            ),
            Alarm(
                f"{node}-memory",
                f"Cache node {node} is nearly full: it will drop positions before they expire.",
                metrics.CACHE_MEMORY.of(node),
                CACHE_MEMORY_PERCENT,
                periods=3,
                runbook="cache-memory",
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
        Alarm(f"{role}-reads-throttled", f"{subject} refuses reads: {meaning}", reads, 0, runbook="table-throttled"),
        Alarm(f"{role}-writes-throttled", f"{subject} refuses writes: {meaning}", writes, 0, runbook="table-throttled"),
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
                runbook="lake-late",
            ),
            Alarm(
                f"{stream}-refused",
                f"{stream} delivers records that its table refuses: they wait under failed/ in the lake's bucket.",
                (metrics.ICEBERG_REFUSED if iceberg else metrics.FILE_REFUSED).of(stream),
                0,
                runbook="lake-refused",
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
            runbook="backup-failed",
        )
        for what, metric in (("jobs", metrics.BACKUPS_FAILED), ("copies", metrics.COPIES_FAILED))
    ]
