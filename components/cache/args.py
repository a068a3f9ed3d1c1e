"""Arguments of `Cache`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs


class CacheKind(StrEnum):
    """How ElastiCache runs Valkey. A cache cannot become one of the other kind: make a second cache and move."""

    NODES = "nodes"
    """Nodes of a chosen type in shards and zones: cheaper for a steady load, with logs and parameters. The default."""
    SERVERLESS = "serverless"
    """AWS scales the cache between limits and bills for usage: cheaper for a load that comes and goes."""


class CacheEviction(StrEnum):
    """Which key a full cache evicts (`maxmemory-policy` of Valkey)."""

    VOLATILE_TTL = "volatile-ttl"
    """The key that expires first. The default."""
    VOLATILE_LRU = "volatile-lru"
    """The least recently used key, among keys that expire."""
    VOLATILE_LFU = "volatile-lfu"
    """The least frequently used key, among keys that expire."""
    VOLATILE_RANDOM = "volatile-random"
    """A random key, among keys that expire."""
    ALLKEYS_LRU = "allkeys-lru"
    """The least recently used key."""
    ALLKEYS_LFU = "allkeys-lfu"
    """The least frequently used key."""
    ALLKEYS_RANDOM = "allkeys-random"
    """A random key."""
    NOEVICTION = "noeviction"
    """None: writes fail until there is room."""


class CacheDurability(StrEnum):
    """Whether writes also go to a transaction log in several zones (ElastiCache user guide, Durability)."""

    ASYNC = "async"
    """Logged after the response: writes take microseconds, and a node failure loses up to 10 seconds of them."""
    SYNC = "sync"
    """Logged before the response: writes take milliseconds, and none is lost."""
    DISABLED = "disabled"
    """Not logged. Set it to turn the log off again."""


class CacheAccess(StrEnum):
    """Which commands a user may run."""

    READ_ONLY = "read-only"
    """Commands that read, and commands that subscribe to the user's channels."""
    READ_WRITE = "read-write"
    """All commands except administrative and dangerous ones, such as FLUSHALL, KEYS or CONFIG."""
    CUSTOM = "custom"
    """The commands in `commands`."""


class CacheUserArgs(TypedDict):
    """A user that signs in with an IAM role."""

    name: str
    """Short name, such as `positions`: lower case letters, digits and single hyphens. The user signs in as
    `<cell>-<name>`. The name `default` is reserved by Valkey."""
    access: CacheAccess
    """Which commands the user may run."""
    keys: NotRequired[list[str]]
    """Patterns of the keys that the user may access, such as `courier:*`; all keys by default."""
    channels: NotRequired[list[str]]
    """Patterns of the channels that the user may access; none by default."""
    commands: NotRequired[str]
    """Categories and commands to add and remove, such as `+@read +set -keys`. Required for custom access, and rejected
    for any other."""


class CacheLimitsArgs(TypedDict):
    """Limits between which a serverless cache scales.

    Storage is 1 to 5,000 GB, throughput 1,000 to 15,000,000 ElastiCache processing units (ECPU) per second (AWS CDK,
    `CacheUsageLimitsProperty`). AWS bills at least the minimums.
    """

    max_storage_gb: int
    """Maximum data in GB. A full cache evicts keys that expire, and then rejects writes."""
    max_ecpu_per_second: int
    """Maximum ECPU per second; one ECPU is about one read or write of 1 KB. Requests over the limit are throttled."""
    min_storage_gb: NotRequired[int]
    """Data in GB that always has room; no minimum by default."""
    min_ecpu_per_second: NotRequired[int]
    """ECPU per second that are always available, for a sudden peak; no minimum by default."""


class CacheArgs(CellArgs):
    """Arguments of `Cache`. Arguments that the kind of cache does not have are rejected by name."""

    kind: NotRequired[CacheKind]
    """How ElastiCache runs Valkey; nodes by default. Cannot be changed."""
    subnet_ids: pulumi.Input[list[str]]
    """Subnets of the cache, at least two, in different zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the nodes, or of the endpoint of a serverless cache."""
    key_arn: pulumi.Input[str]
    """KMS key that encrypts data and snapshots. A change replaces the cache."""
    users: list[CacheUserArgs]
    """Users that may sign in, 1 to 100 (ElastiCache quotas, users per user group)."""
    engine_version: NotRequired[str]
    """Version of Valkey. By default a cache begins with `8.1` and stays at the version to which AWS upgrades it. A
    version that is given is kept: after AWS has upgraded the cache, raise it here as well, since a lower one would
    replace the cache. For a serverless cache, only the major version counts: AWS selects the minor version."""
    snapshot_retention_days: NotRequired[int]
    """How many days daily snapshots are kept, 1 to 35 (AWS Config, elasticache-automatic-backup-check-enabled); 7 by
    default."""

    node_type: NotRequired[str]
    """Nodes: instance type of each node, such as `cache.t4g.small`. Required."""
    log_key_arn: NotRequired[pulumi.Input[str]]
    """Nodes: KMS key that encrypts the log group. Required."""
    log_retention_days: NotRequired[int]
    """Nodes: how many days the log group keeps slow and engine logs; 90 by default."""
    shards: NotRequired[int]
    """Nodes: number of shards, 1 to 500; 1 by default. All shards together have at most 500 nodes, of which AWS allows
    90 until you request more (ElastiCache quotas)."""
    replicas: NotRequired[int]
    """Nodes: replicas of each shard in other zones, 0 to 5; 1 by default. A replica takes over when its primary
    fails."""
    without_standby: NotRequired[bool]
    """Nodes: allows shards without replicas, whose data is lost when the node fails. Accepted only in a disposable
    cell, with `replicas` 0; false by default."""
    data_tiering: NotRequired[bool]
    """Nodes: moves the least recently used values to local SSDs. Required for r6gd node types, and rejected for all
    others (ElastiCache user guide, Data tiering); false by default."""
    durability: NotRequired[CacheDurability]
    """Nodes: logs writes in several zones. Requires Valkey 9.0, a replica, and a node family that supports it. No log
    by default: couriers send newer positions within seconds."""
    eviction: NotRequired[CacheEviction]
    """Nodes: which key a full cache evicts; the key that expires first by default, as positions expire soon anyway."""
    parameters: NotRequired[dict[str, str]]
    """Nodes: other parameters of Valkey by name (ElastiCache user guide, Engine specific parameters). A value that is
    the documented default is left out. Those that the guide says need a reboot wait for the next one, which an update
    does not make."""
    maintenance_window: NotRequired[str]
    """Nodes: weekly window in UTC for patches, at least an hour, such as `tue:03:00-tue:04:00`; chosen by AWS by
    default."""
    snapshot_window: NotRequired[str]
    """Nodes: daily window in UTC for snapshots, at least an hour, such as `01:00-02:00`; chosen by AWS by default. It
    must not overlap the maintenance window."""
    notification_topic_arn: NotRequired[pulumi.Input[str]]
    """Nodes: SNS topic for events such as failovers and maintenance; none by default."""

    limits: NotRequired[CacheLimitsArgs]
    """Serverless: limits between which the cache scales. Required: without a maximum, the bill has none either."""
    snapshot_time: NotRequired[str]
    """Serverless: time in UTC of the daily snapshot, `hh:mm`; 02:00 by default."""
