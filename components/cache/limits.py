"""What ElastiCache for Valkey accepts: sizes, windows, users, and what depends on the node type."""

from typing import Final

PORT: Final = 6379

MAX_USERS: Final = 100
"""Users of a user group (ElastiCache quotas)."""

MAX_SNAPSHOT_DAYS: Final = 35
"""AWS Config, elasticache-automatic-backup-check-enabled; ElastiCache API, CreateServerlessCache."""

MAX_NODES: Final = 500
"""Shards, and nodes of all shards together (ElastiCache user guide, Replication)."""

MAX_REPLICAS: Final = 5
"""Replicas of one shard (ElastiCache API, CreateReplicationGroup)."""

MIN_WINDOW_MINUTES: Final = 60
"""Shortest maintenance or snapshot window (ElastiCache API, CreateReplicationGroup)."""

MIN_STORAGE_GB: Final = 1
MAX_STORAGE_GB: Final = 5_000
MIN_ECPU: Final = 1_000
MAX_ECPU: Final = 15_000_000
"""Storage of a serverless cache, and its processing units per second (AWS CDK, `CacheUsageLimitsProperty`)."""

TIERED_FAMILY: Final = "r6gd"
TIERED_EVICTIONS: Final = ("volatile-lru", "allkeys-lru", "noeviction")
"""Node types with local SSDs, and their eviction policies (ElastiCache user guide, Data tiering)."""

DURABLE_FAMILIES: Final = ("r8g", "r7g", "r6g", "m8g", "m7g", "m6g", "c8gn", "c7gn")
MIN_DURABLE_VERSION: Final = 9
"""Node types and first major version with a transaction log (ElastiCache user guide, Durability, Limitations)."""


NODES_ARGUMENTS: Final = (
    "node_type",
    "log_key_arn",
    "log_retention_days",
    "shards",
    "replicas",
    "without_standby",
    "data_tiering",
    "durability",
    "eviction",
    "parameters",
    "maintenance_window",
    "snapshot_window",
    "notification_topic_arn",
)
SERVERLESS_ARGUMENTS: Final = ("limits", "snapshot_time")
"""Arguments of `Cache` that only one kind has (ElastiCache API, CreateReplicationGroup and CreateServerlessCache)."""


def family(node_type: str) -> str:
    """The family of a node type: `r7g` of `cache.r7g.large`."""
    return node_type.split(".")[1]


def major(version: str) -> int:
    """The major version of `8.1`."""
    return int(version.split(".", maxsplit=1)[0])
