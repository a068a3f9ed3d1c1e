"""The door of `Cache`: what each kind can be told, and which arguments go together."""

import re
from collections.abc import Mapping

from ..aws import published
from ..aws.windows import is_daily, is_time, is_weekly, overlap
from ..core.cell import CellArgs
from ..core.door import Door
from .args import ONLY, REQUIRED, CacheArgs, CacheDurability, CacheEviction, CacheKind, CacheLimitsArgs
from .users import check_users

ENGINE_VERSION = "8.1"
LOG_DAYS = 90
SNAPSHOT_DAYS = 7
MAX_SNAPSHOT_DAYS = 35
"""Days (AWS Config, elasticache-automatic-backup-check-enabled; ElastiCache API, CreateServerlessCache)."""

MAX_NODES = 500
"""Shards, and nodes of all shards together (ElastiCache user guide, Replication)."""

MAX_REPLICAS = 5
"""Of one shard (ElastiCache API, CreateReplicationGroup)."""

WINDOW_MINUTES = 60
"""The shortest window for maintenance or snapshots (ElastiCache API, CreateReplicationGroup)."""

MAX_STORAGE_GB = 5_000
MIN_ECPU, MAX_ECPU = 1_000, 15_000_000
"""Of a serverless cache, the latter a second (AWS CDK, `CacheUsageLimitsProperty`)."""

TIERED_FAMILY = "r6gd"
TIERED_EVICTIONS = (CacheEviction.VOLATILE_LRU, CacheEviction.ALLKEYS_LRU, CacheEviction.NOEVICTION)
"""Node types with local disks, and what they can drop when full (ElastiCache user guide, Data tiering)."""

DURABLE_FAMILIES = ("r8g", "r7g", "r6g", "m8g", "m7g", "m6g", "c8gn", "c7gn")
DURABLE_VERSION = 9
"""Node types and the first version that keep a log of writes (ElastiCache user guide, Durability, Limitations)."""

OWN_PARAMETERS = {"cluster-enabled": "every cache is a cluster", "maxmemory-policy": "that is the argument eviction"}
"""Parameters that have an argument, or must be what they are."""

_PARAMETER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def check(name: str, args: CacheArgs) -> None:
    """Refuse what AWS would refuse, what the kind does not have, and what would lose data unsaid."""
    door = Door("Cache", name, args, CacheArgs)
    door.cell()
    kind = door.choice("kind", CacheKind, CacheKind.NODES)
    for argument, only in ONLY.items():
        door.only_with(argument, only is kind, f"only a cache of {only.value} has it, and this one is of {kind.value}")
    for argument in REQUIRED[kind]:
        if not door.given(argument):
            raise door.refuse(argument, None, f"a cache of {kind.value} must have it")
    if isinstance(args["subnet_ids"], list):
        door.items("subnet_ids", 2, limit="it must be at least two, in different zones")
    check_users(door)
    door.one_of("engine_version", published.valkey_versions(), ENGINE_VERSION)
    door.whole("snapshot_retention_days", 1, MAX_SNAPSHOT_DAYS, SNAPSHOT_DAYS)
    if kind is CacheKind.NODES:
        _check_nodes(door, args)
    else:
        _check_serverless(door, args)


def _check_nodes(door: Door, args: CellArgs) -> None:
    region = args["region"]
    node_type = door.one_of("node_type", published.cache_node_types(region), why=f"in {region}")
    days = door.whole("log_retention_days", 1, published.log_retention_days()[-1], LOG_DAYS)
    if days not in published.log_retention_days():
        raise door.refuse(
            "log_retention_days", days, "CloudWatch does not have it", map(str, published.log_retention_days())
        )
    replicas = _check_size(door, disposable=args.get("disposable", False))
    eviction = door.choice("eviction", CacheEviction, CacheEviction.VOLATILE_TTL)
    _check_tiering(door, node_type, eviction)
    _check_durability(door, node_type, replicas)
    _check_parameters(door, args.get("parameters", {}))
    _check_windows(door)


def _check_size(door: Door, *, disposable: bool) -> int:
    shards = door.whole("shards", 1, MAX_NODES, 1)
    replicas = door.whole("replicas", 0, MAX_REPLICAS, 1)
    alone = door.flag("without_standby", default=False)
    if alone and not disposable:
        raise door.refuse("without_standby", alone, "only a disposable cell may lose its data with a node")
    if alone and replicas:
        raise door.refuse("without_standby", alone, f"there are {replicas} replicas, which take over")
    if not replicas and not alone:
        limit = "a shard without replicas cannot fail over; say without_standby in a disposable cell to accept it"
        raise door.refuse("replicas", replicas, limit)
    if shards * (1 + replicas) > MAX_NODES:
        limit = f"with {replicas} replicas each they are {shards * (1 + replicas)} nodes, and {MAX_NODES} is the most"
        raise door.refuse("shards", shards, limit)
    return replicas


def _check_tiering(door: Door, node_type: str, eviction: CacheEviction) -> None:
    tiered = door.flag("data_tiering", default=False)
    if tiered != (_family(node_type) == TIERED_FAMILY):
        limit = f"{TIERED_FAMILY} types need it and others cannot have it, and this is {node_type}"
        raise door.refuse("data_tiering", tiered, limit)
    if tiered and eviction not in TIERED_EVICTIONS:
        raise door.refuse("eviction", eviction.value, "data tiering does not have it", TIERED_EVICTIONS)


def _check_durability(door: Door, node_type: str, replicas: int) -> None:
    if not door.given("durability"):
        return
    durability = door.choice("durability", CacheDurability).value
    version = door.text("engine_version", ENGINE_VERSION)
    if int(version.split(".")[0]) < DURABLE_VERSION:
        raise door.refuse("durability", durability, f"it needs Valkey {DURABLE_VERSION}.0, and this is {version}")
    if _family(node_type) not in DURABLE_FAMILIES:
        raise door.refuse("durability", durability, f"no node of the family of {node_type} has it", DURABLE_FAMILIES)
    if not replicas:
        raise door.refuse("durability", durability, "it needs a replica in another zone")


def _check_parameters(door: Door, parameters: Mapping[str, object]) -> None:
    if not isinstance(parameters, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - a program's, not a type's
        raise door.refuse("parameters", parameters, "it must be an object of names and values")
    for key, value in parameters.items():
        path = f"parameters.{key}"
        if key in OWN_PARAMETERS:
            raise door.refuse(path, value, OWN_PARAMETERS[key])
        if not _PARAMETER.fullmatch(key) or not isinstance(value, str) or not value:
            raise door.refuse(path, value, "a parameter is a name such as `timeout` with its value as text")


def _check_windows(door: Door) -> None:
    weekly = door.text(
        "maintenance_window",
        fits=lambda text: is_weekly(text, WINDOW_MINUTES),
        limit="it must be ddd:hh:mm-ddd:hh:mm, an hour at least",
    )
    daily = door.text(
        "snapshot_window",
        fits=lambda text: is_daily(text, WINDOW_MINUTES),
        limit="it must be hh:mm-hh:mm, an hour at least",
    )
    if weekly and daily and overlap(weekly, daily):
        raise door.refuse("snapshot_window", daily, f"it overlaps the maintenance window {weekly}")


def _check_serverless(door: Door, args: CellArgs) -> None:
    region = args["region"]
    if not published.is_offered("AWS::ElastiCache::ServerlessCache", region):
        raise door.refuse("kind", CacheKind.SERVERLESS.value, f"{region} does not have it", [CacheKind.NODES])
    door.text("snapshot_time", fits=is_time, limit="it must be hh:mm")
    limits = door.inside("limits", CacheLimitsArgs)
    for unit, least, most in (("storage_gb", 1, MAX_STORAGE_GB), ("ecpu_per_second", MIN_ECPU, MAX_ECPU)):
        maximum = limits.whole(f"max_{unit}", least, most)
        minimum = limits.whole(f"min_{unit}", least, most, least)
        if minimum > maximum:
            raise limits.refuse(f"min_{unit}", minimum, f"the maximum is {maximum}")


def _family(node_type: str) -> str:
    return node_type.split(".")[1]
