"""The configuration of `Cache`: its arguments with their defaults, validated for the kind of cache."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pulumi

from ..aws import published
from ..aws.windows import is_daily, is_time, is_weekly, overlap
from ..core.arguments import Arguments
from . import limits
from .args import CacheAccess, CacheArgs, CacheDurability, CacheEviction, CacheKind

ENGINE_VERSION: Final = "8.1"

_ACCEPTED: Mapping[CacheKind, tuple[str, ...]] = {
    CacheKind.NODES: limits.NODES_ARGUMENTS,
    CacheKind.SERVERLESS: limits.SERVERLESS_ARGUMENTS,
}
"""Arguments that only one kind accepts; both accept all others."""

_RESERVED_PARAMETERS: Mapping[str, str] = {
    "cluster-enabled": "every cache runs in cluster mode",
    "maxmemory-policy": "the argument eviction sets it",
}

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""Names of users and of Valkey's parameters."""

_PATTERN = re.compile(r"\S+")
_COMMANDS = re.compile(r"[+-]@?[a-z][a-z0-9|_-]*( [+-]@?[a-z][a-z0-9|_-]*)*")


@dataclass(frozen=True, kw_only=True)
class CacheUserConfig:
    """A user that signs in with an IAM role."""

    name: str
    access: CacheAccess
    keys: tuple[str, ...]
    channels: tuple[str, ...]
    commands: str | None
    """None unless the access is custom."""


@dataclass(frozen=True, kw_only=True)
class NodesConfig:
    """A cluster of nodes."""

    node_type: str
    log_key_arn: pulumi.Input[str]
    log_retention_days: int
    shards: int
    replicas: int
    data_tiering: bool
    durability: CacheDurability | None
    eviction: CacheEviction
    parameters: Mapping[str, str]
    maintenance_window: str | None
    snapshot_window: str | None
    notification_topic_arn: pulumi.Input[str] | None


@dataclass(frozen=True, kw_only=True)
class ServerlessConfig:
    """A serverless cache: its limits and when its snapshot is taken."""

    max_storage_gb: int
    max_ecpu_per_second: int
    min_storage_gb: int | None
    min_ecpu_per_second: int | None
    snapshot_time: str


@dataclass(frozen=True, kw_only=True)
class CacheConfig:
    """The resolved arguments of `Cache`."""

    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    users: tuple[CacheUserConfig, ...]
    engine_version: str
    keeps_engine_version: bool
    """Whether an update leaves the minor version to which AWS has upgraded."""
    snapshot_retention_days: int
    deployment: NodesConfig | ServerlessConfig
    """What only the kind of cache has."""


def resolve(name: str, args: CacheArgs) -> CacheConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no cache of the kind could be made from them.
    """
    arguments = Arguments("Cache", name, args, CacheArgs)
    arguments.cell()
    kind = arguments.enum("kind", CacheKind, CacheKind.NODES)
    _check_kind(arguments, kind)
    arguments.list_of("subnet_ids", 2, message="it must be at least two subnets, in different zones")
    users = _users(arguments)
    version = arguments.one_of("engine_version", published.valkey_versions(), ENGINE_VERSION)
    return CacheConfig(
        subnet_ids=arguments.input("subnet_ids"),
        security_group_id=arguments.input("security_group_id"),
        key_arn=arguments.input("key_arn"),
        users=users,
        engine_version=version,
        keeps_engine_version=not arguments.is_set("engine_version"),
        snapshot_retention_days=arguments.integer("snapshot_retention_days", 1, limits.MAX_SNAPSHOT_DAYS, 7),
        deployment=_nodes(arguments, version) if kind is CacheKind.NODES else _serverless(arguments),
    )


def _check_kind(arguments: Arguments, kind: CacheKind) -> None:
    """Every argument must mean something for the kind."""
    for owner, accepted in _ACCEPTED.items():
        for argument in accepted:
            arguments.requires(argument, owner is kind, f"it requires kind {owner}, and this cache has kind {kind}")


def _users(arguments: Arguments) -> tuple[CacheUserConfig, ...]:
    arguments.list_of("users", 1, limits.MAX_USERS, message=f"a cache has 1 to {limits.MAX_USERS} users")
    users = tuple(_user(user) for user in arguments.nested_items("users"))
    arguments.unique("users", [user.name for user in users])
    return users


def _user(user: Arguments) -> CacheUserConfig:
    message = "it must be lower case letters, digits and single hyphens, and not `default`, which Valkey reserves"
    name = user.string("name", predicate=_is_user_name, message=message)
    access = user.enum("access", CacheAccess)
    custom = access is CacheAccess.CUSTOM
    user.requires("commands", custom, "only custom access accepts commands")
    if custom:
        user.required("commands", "custom access requires commands")
    commands = "it must be words such as +@read, +set or -keys; sign-in, keys and channels have their own arguments"
    return CacheUserConfig(
        name=name,
        access=access,
        keys=_patterns(user, "keys", 1) if user.is_set("keys") else ("*",),
        channels=_patterns(user, "channels", 0),
        commands=user.string("commands", None, predicate=_is_commands, message=commands),
    )


def _patterns(user: Arguments, argument: str, minimum: int) -> tuple[str, ...]:
    patterns = user.list_of(argument, minimum)
    for index, pattern in enumerate(patterns):
        if not _PATTERN.fullmatch(pattern):
            raise user.error(f"{argument}[{index}]", pattern, "a pattern has at least one character and no spaces")
    return tuple(patterns)


def _is_user_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name != "default"


def _is_commands(text: str) -> bool:
    return _COMMANDS.fullmatch(text) is not None


def _nodes(arguments: Arguments, version: str) -> NodesConfig:
    for argument in ("node_type", "log_key_arn"):
        arguments.required(argument, "caches of kind nodes require it")
    region = arguments.string("region")
    node_type = arguments.one_of("node_type", published.cache_node_types(region), hint=f"in {region}")
    replicas = _replicas(arguments)
    eviction = arguments.enum("eviction", CacheEviction, CacheEviction.VOLATILE_TTL)
    maintenance_window, snapshot_window = _windows(arguments)
    return NodesConfig(
        node_type=node_type,
        log_key_arn=arguments.input("log_key_arn"),
        log_retention_days=arguments.log_retention_days(90),
        shards=_shards(arguments, replicas),
        replicas=replicas,
        data_tiering=_data_tiering(arguments, node_type, eviction),
        durability=_durability(arguments, version, node_type, replicas),
        eviction=eviction,
        parameters=_parameters(arguments),
        maintenance_window=maintenance_window,
        snapshot_window=snapshot_window,
        notification_topic_arn=arguments.input("notification_topic_arn"),
    )


def _replicas(arguments: Arguments) -> int:
    """Replicas of each shard; none only where the cell accepts that a node takes its data along."""
    replicas = arguments.integer("replicas", 0, limits.MAX_REPLICAS, 1)
    if arguments.boolean("without_standby", default=False):
        disposable = arguments.is_disposable()
        arguments.requires("without_standby", disposable, "only a disposable cell may lose its data with a node")
        arguments.requires(
            "without_standby", replicas == 0, f"it requires replicas to be 0, and replicas is {replicas}"
        )
    elif replicas == 0:
        message = "a shard without replicas cannot fail over; a disposable cell may set without_standby to accept this"
        raise arguments.error("replicas", replicas, message)
    return replicas


def _shards(arguments: Arguments, replicas: int) -> int:
    shards = arguments.integer("shards", 1, limits.MAX_NODES, 1)
    nodes = shards * (1 + replicas)
    if nodes > limits.MAX_NODES:
        message = f"with {replicas} replicas each these are {nodes} nodes, and a cluster has at most {limits.MAX_NODES}"
        raise arguments.error("shards", shards, message)
    return shards


def _data_tiering(arguments: Arguments, node_type: str, eviction: CacheEviction) -> bool:
    tiered = arguments.boolean("data_tiering", default=False)
    if tiered != (limits.family(node_type) == limits.TIERED_FAMILY):
        message = f"{limits.TIERED_FAMILY} node types require it and others do not accept it; this one is {node_type}"
        raise arguments.error("data_tiering", tiered, message)
    if tiered and eviction not in limits.TIERED_EVICTIONS:
        raise arguments.error("eviction", eviction, "data tiering does not support it", limits.TIERED_EVICTIONS)
    return tiered


def _durability(arguments: Arguments, version: str, node_type: str, replicas: int) -> CacheDurability | None:
    durability = arguments.enum("durability", CacheDurability, None)
    if durability is None:
        return None
    first = limits.MIN_DURABLE_VERSION
    message = f"it requires Valkey {first}.0, and engine_version is {version}"
    arguments.requires("durability", limits.major(version) >= first, message)
    if limits.family(node_type) not in limits.DURABLE_FAMILIES:
        message = f"the family of {node_type} does not support it"
        raise arguments.error("durability", durability, message, limits.DURABLE_FAMILIES)
    arguments.requires("durability", replicas > 0, "it requires a replica in another zone")
    return durability


def _parameters(arguments: Arguments) -> Mapping[str, str]:
    parameters = arguments.mapping("parameters")
    for key, value in parameters.items():
        argument = f"parameters.{key}"
        if key in _RESERVED_PARAMETERS:
            raise arguments.error(argument, value, _RESERVED_PARAMETERS[key])
        if not _NAME.fullmatch(key) or not value:
            raise arguments.error(argument, value, "a parameter has a name such as `timeout` and a value")
    return parameters


def _windows(arguments: Arguments) -> tuple[str | None, str | None]:
    """The maintenance window and the snapshot window."""
    weekly = arguments.string(
        "maintenance_window",
        None,
        predicate=lambda text: is_weekly(text, limits.MIN_WINDOW_MINUTES),
        message="it must be ddd:hh:mm-ddd:hh:mm and at least an hour",
    )
    daily = arguments.string(
        "snapshot_window",
        None,
        predicate=lambda text: is_daily(text, limits.MIN_WINDOW_MINUTES),
        message="it must be hh:mm-hh:mm and at least an hour",
    )
    if weekly and daily and overlap(weekly, daily):
        raise arguments.error("snapshot_window", daily, f"it overlaps the maintenance window {weekly}")
    return weekly, daily


def _serverless(arguments: Arguments) -> ServerlessConfig:
    region = arguments.string("region")
    if not published.is_offered("AWS::ElastiCache::ServerlessCache", region):
        message = f"ElastiCache Serverless is not available in {region}"
        raise arguments.error("kind", CacheKind.SERVERLESS, message, [CacheKind.NODES])
    bounds = arguments.nested("limits")
    if bounds is None:
        raise arguments.error("limits", None, "caches of kind serverless require it")
    min_storage, max_storage = _range(bounds, "storage_gb", limits.MIN_STORAGE_GB, limits.MAX_STORAGE_GB)
    min_ecpu, max_ecpu = _range(bounds, "ecpu_per_second", limits.MIN_ECPU, limits.MAX_ECPU)
    return ServerlessConfig(
        max_storage_gb=max_storage,
        max_ecpu_per_second=max_ecpu,
        min_storage_gb=min_storage,
        min_ecpu_per_second=min_ecpu,
        snapshot_time=arguments.string("snapshot_time", "02:00", predicate=is_time, message="it must be hh:mm"),
    )


def _range(bounds: Arguments, unit: str, minimum: int, maximum: int) -> tuple[int | None, int]:
    """The two limits of a unit, of which the lower one is optional."""
    highest = bounds.integer(f"max_{unit}", minimum, maximum)
    lowest = bounds.integer(f"min_{unit}", minimum, maximum, None)
    if lowest is not None and lowest > highest:
        raise bounds.error(f"min_{unit}", lowest, f"it must not be more than max_{unit}, which is {highest}")
    return lowest, highest
