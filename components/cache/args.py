"""What a cache is told: its kind, and what each kind can be told beside."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from .users import CacheUserArgs


class CacheKind(StrEnum):
    """Who decides how large the cache is."""

    NODES = "nodes"
    """Nodes of a chosen type in shards and zones: the cheaper kind for a steady load, with logs and parameters."""
    SERVERLESS = "serverless"
    """AWS scales it between limits and bills what is used: the cheaper kind for a load that comes and goes."""


class CacheEviction(StrEnum):
    """What a full cache drops (`maxmemory-policy` of Valkey)."""

    VOLATILE_TTL = "volatile-ttl"
    """Of the keys that expire, the one that does so first."""
    VOLATILE_LRU = "volatile-lru"
    """Of the keys that expire, one that was not used for long."""
    VOLATILE_LFU = "volatile-lfu"
    """Of the keys that expire, one that is seldom used."""
    VOLATILE_RANDOM = "volatile-random"
    """Any of the keys that expire."""
    ALLKEYS_LRU = "allkeys-lru"
    """A key that was not used for long."""
    ALLKEYS_LFU = "allkeys-lfu"
    """A key that is seldom used."""
    ALLKEYS_RANDOM = "allkeys-random"
    """Any key."""
    NOEVICTION = "noeviction"
    """Nothing: writes fail until there is room."""


class CacheDurability(StrEnum):
    """Whether writes are also kept in a log over several zones (ElastiCache user guide, Durability)."""

    ASYNC = "async"
    """Kept after the answer: microseconds, and up to 10 seconds of writes are lost when a node fails."""
    SYNC = "sync"
    """Kept before the answer: milliseconds, and nothing is lost."""
    DISABLED = "disabled"
    """Not kept; said by name, to turn the log off again."""


class CacheLimitsArgs(TypedDict):
    """Limits between which a serverless cache scales.

    1 to 5,000 GB and 1,000 to 15,000,000 processing units a second (AWS CDK, `CacheUsageLimitsProperty`). What is below
    a minimum is paid for all the same.
    """

    max_storage_gb: int
    """Data at most, in GB; a cache that is full drops keys that expire, and then refuses writes."""
    max_ecpu_per_second: int
    """ElastiCache processing units a second at most, one of them about a read or write of 1 KB; what is more waits."""
    min_storage_gb: NotRequired[int]
    """Data that there is always room for, in GB."""
    min_ecpu_per_second: NotRequired[int]
    """Processing units a second that are always ready, for a peak that comes at once."""


class CacheArgs(CellArgs):
    """Arguments of `Cache`."""

    kind: NotRequired[CacheKind]
    """Nodes by default."""
    subnet_ids: pulumi.Input[list[str]]
    """At least two subnets, in different zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the nodes, or of a serverless cache's endpoint."""
    key_arn: pulumi.Input[str]
    """Key that encrypts data and snapshots."""
    users: list[CacheUserArgs]
    """Who may sign in, with their IAM roles; 1 to 100 (ElastiCache quotas, users per user group)."""
    engine_version: NotRequired[str]
    """Version of Valkey, 8.1 by default; it can be raised and never lowered. AWS chooses the minor version of a
    serverless cache, which takes only the number before the dot."""
    snapshot_retention_days: NotRequired[int]
    """How long daily snapshots are kept, 1 to 35 days (AWS Config, elasticache-automatic-backup-check-enabled); 7 by
    default."""

    node_type: NotRequired[str]
    """Nodes: type of a node, such as `cache.t4g.small`; required."""
    log_key_arn: NotRequired[pulumi.Input[str]]
    """Nodes: key that encrypts the logs; required."""
    log_retention_days: NotRequired[int]
    """Nodes: how long slow and engine logs are kept, one of CloudWatch's periods; 90 by default."""
    shards: NotRequired[int]
    """Nodes: shards of the cluster, 1 to 500; one by default."""
    replicas: NotRequired[int]
    """Nodes: replicas of each shard, 0 to 5, in other zones; one by default. At most 500 nodes, of which AWS allows 90
    until asked for more (ElastiCache quotas)."""
    without_standby: NotRequired[bool]
    """Nodes: accepts that there are no replicas, so that a node that fails takes its data along. Only for a disposable
    cell; false by default."""
    data_tiering: NotRequired[bool]
    """Nodes: keeps seldom used values on local disks, which r6gd types have and need this for (ElastiCache user guide,
    Data tiering); false by default."""
    durability: NotRequired[CacheDurability]
    """Nodes: keeps writes in a log over several zones; needs Valkey 9.0 and a replica. None by default: positions are
    newer than any log a few seconds later."""
    eviction: NotRequired[CacheEviction]
    """Nodes: what a full cache drops; by default the key that expires first, as a position would anyway."""
    parameters: NotRequired[dict[str, str]]
    """Nodes: other parameters of Valkey by their names (ElastiCache user guide, Engine specific parameters)."""
    maintenance_window: NotRequired[str]
    """Nodes: when AWS may patch, such as `tue:03:00-tue:04:00` UTC, an hour at least; chosen by AWS by default."""
    snapshot_window: NotRequired[str]
    """Nodes: when snapshots begin, such as `01:00-02:00` UTC, an hour at least; chosen by AWS by default."""
    notification_topic_arn: NotRequired[pulumi.Input[str]]
    """Nodes: SNS topic that hears of failovers and maintenance."""

    limits: NotRequired[CacheLimitsArgs]
    """Serverless: between which limits it scales; required, since without a maximum neither has the bill one."""
    snapshot_time: NotRequired[str]
    """Serverless: when the daily snapshot is taken, `hh:mm` UTC; 02:00 by default."""


ONLY: dict[str, CacheKind] = {
    **dict.fromkeys(
        (
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
        ),
        CacheKind.NODES,
    ),
    "limits": CacheKind.SERVERLESS,
    "snapshot_time": CacheKind.SERVERLESS,
}
"""Argument to the only kind that has it; what is not here, both have."""

REQUIRED: dict[CacheKind, tuple[str, ...]] = {
    CacheKind.NODES: ("node_type", "log_key_arn"),
    CacheKind.SERVERLESS: ("limits",),
}
"""What a kind cannot be without."""
