"""The configuration of `Stream`: its arguments with their defaults, validated for the kind of cluster."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from ..aws import published
from ..core.arguments import Arguments
from . import limits
from .args import CleanupPolicy, MonitoringLevel, StreamArgs, StreamService
from .limits import CAPABILITIES, Capabilities, StreamKind

ZONES = 3

_TOPIC_NAME = re.compile(r"[A-Za-z0-9._-]{1,249}")
_MAX_HOURS = 24 * 365 * 100
_MAX_PARTITIONS = 100_000
"""No limit of AWS: a bound that no cluster reaches, for a number that was meant otherwise."""
_MAX_MESSAGE_BYTES = 2**31 - 1
"""Kafka keeps the number in 32 bits (Apache Kafka documentation, topic configs, max.message.bytes)."""


@dataclass(frozen=True, kw_only=True)
class TopicConfig:
    """One topic."""

    name: str
    partitions: int
    cleanup: CleanupPolicy
    retention_hours: int | None
    local_retention_hours: int | None
    max_message_bytes: int | None


@dataclass(frozen=True, kw_only=True)
class StreamLogsConfig:
    """Where Standard brokers log."""

    cloudwatch: bool
    key_arn: pulumi.Input[str] | None
    retention_days: int
    bucket: pulumi.Input[str] | None
    prefix: str
    delivery_stream: pulumi.Input[str] | None


@dataclass(frozen=True, kw_only=True)
class BrokersConfig:
    """The brokers of a Standard or Express cluster."""

    key_arn: pulumi.Input[str] | None
    broker_type: str
    count: int
    kafka_version: str
    properties: Mapping[str, str]
    nearest_reads: bool
    monitoring: MonitoringLevel
    open_monitoring: bool
    rebalancing: bool
    storage_gib: int
    max_storage_gib: int | None
    storage_target_percent: int
    storage_mibps: int | None
    tiered_storage: bool
    logs: StreamLogsConfig | None
    """None where brokers cannot log: Express has no broker logs."""


@dataclass(frozen=True, kw_only=True)
class StreamConfig:
    """What `Stream` is made from."""

    kind: StreamKind
    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    services: tuple[StreamService, ...]
    private_connectivity: bool
    topics: tuple[TopicConfig, ...]
    brokers: BrokersConfig | None
    """None for Serverless, which has no brokers to configure."""

    @property
    def capabilities(self) -> Capabilities:
        """What the kind of cluster accepts."""
        return CAPABILITIES[self.kind]


def resolve(name: str, args: StreamArgs) -> StreamConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no cluster of the kind could be made from them.
    """
    arguments = Arguments("Stream", name, args, StreamArgs)
    arguments.cell()
    kind = arguments.enum("kind", StreamKind, StreamKind.STANDARD)
    capabilities = CAPABILITIES[kind]
    _check_kind(arguments, capabilities)
    message = "it must be one subnet in each of three zones"
    subnets = arguments.list_of("subnet_ids", ZONES, ZONES, message=message)
    arguments.unique("subnet_ids", [subnet for subnet in subnets if isinstance(subnet, str)])
    serverless = kind is StreamKind.SERVERLESS
    brokers = None if serverless else _brokers(arguments, capabilities)
    topics = () if brokers is None else _topics(arguments, tiered=brokers.tiered_storage)
    if brokers is not None:
        _check_partitions(arguments, capabilities, brokers, topics)
    private_connectivity = arguments.boolean("private_connectivity", serverless)
    return StreamConfig(
        kind=kind,
        subnet_ids=arguments.input("subnet_ids"),
        security_group_id=arguments.input("security_group_id"),
        services=_services(arguments, private_connectivity=private_connectivity),
        private_connectivity=private_connectivity,
        topics=topics,
        brokers=brokers,
    )


def _check_kind(arguments: Arguments, capabilities: Capabilities) -> None:
    """Every argument must mean something for the kind, and the required ones must be there."""
    kind = capabilities.kind
    for argument in sorted(frozenset().union(*(other.arguments for other in CAPABILITIES.values()))):
        accepted = ", ".join(sorted(capabilities.arguments)) or "none of those of brokers"
        message = f"{kind} streams do not accept it; they accept {accepted}"
        arguments.requires(argument, argument in capabilities.arguments, message)
    for argument in sorted(capabilities.required):
        arguments.required(argument, f"{kind} streams require it")
    region = arguments.string("region")
    if kind is StreamKind.SERVERLESS and not published.is_offered("AWS::MSK::ServerlessCluster", region):
        raise arguments.error("kind", kind, f"MSK Serverless is not available in {region}")


def _services(arguments: Arguments, *, private_connectivity: bool) -> tuple[StreamService, ...]:
    services = arguments.enums("services", StreamService)
    if services:
        message = "services need private_connectivity to reach the brokers"
        arguments.requires("services", private_connectivity, message)
    return services


def _brokers(arguments: Arguments, capabilities: Capabilities) -> BrokersConfig:
    standard = capabilities.kind is StreamKind.STANDARD
    hint = f"for {capabilities.kind} streams in KRaft mode"
    broker_type = arguments.one_of("broker_type", list(capabilities.sizes), hint=hint)
    count = arguments.integer("brokers", ZONES, _MAX_PARTITIONS, ZONES, hint="the same number in each zone")
    if count % ZONES:
        raise arguments.error("brokers", count, "it must be a multiple of 3, the same number in each zone")
    tiered = arguments.boolean("tiered_storage", default=False)
    storage_gib = arguments.integer("storage_gib", 1, limits.MAX_STORAGE_GIB, 100)
    return BrokersConfig(
        key_arn=arguments.input("key_arn"),
        broker_type=broker_type,
        count=count,
        kafka_version=arguments.one_of(
            "kafka_version", capabilities.kafka_versions, capabilities.default_version, hint=hint
        ),
        properties=_properties(arguments, capabilities, tiered=tiered),
        nearest_reads=arguments.boolean("nearest_reads", default=True),
        monitoring=arguments.enum("monitoring", MonitoringLevel, MonitoringLevel.TOPIC),
        open_monitoring=arguments.boolean("open_monitoring", default=True),
        rebalancing=arguments.boolean("rebalancing", default=True),
        storage_gib=storage_gib,
        max_storage_gib=_max_storage(arguments, storage_gib),
        storage_target_percent=arguments.integer("storage_target_percent", 10, 80, 60),
        storage_mibps=_throughput(arguments, capabilities, broker_type, storage_gib),
        tiered_storage=tiered,
        logs=_logs(arguments) if standard else None,
    )


def _properties(arguments: Arguments, capabilities: Capabilities, *, tiered: bool) -> Mapping[str, str]:
    properties = arguments.mapping("broker_properties")
    free = sorted(capabilities.properties - limits.GUARDED.keys() - {limits.SELECTOR})
    for key, value in properties.items():
        argument = f"broker_properties.{key}"
        if key in limits.GUARDED:
            raise arguments.error(argument, value, f"every stream keeps it at {limits.GUARDED[key]}")
        if key == limits.SELECTOR:
            raise arguments.error(argument, value, "set nearest_reads instead")
        if key not in free:
            raise arguments.error(argument, value, f"MSK does not let {capabilities.kind} streams set it", free)
        if not value or "\n" in value:
            raise arguments.error(argument, value, "it must be one line of text")
    policy = properties.get("log.cleanup.policy", "delete")
    if tiered and policy != "delete":
        raise arguments.error("broker_properties.log.cleanup.policy", policy, "with tiered_storage it must be delete")
    return properties


def _max_storage(arguments: Arguments, storage_gib: int) -> int | None:
    hint = "over storage_gib"
    maximum = arguments.integer("max_storage_gib", storage_gib + 1, limits.MAX_STORAGE_GIB, None, hint=hint)
    arguments.requires("storage_target_percent", maximum is not None, "it has no effect without max_storage_gib")
    return maximum


def _throughput(arguments: Arguments, capabilities: Capabilities, broker_type: str, storage_gib: int) -> int | None:
    fast = [name for name, offered in capabilities.sizes.items() if offered.storage_mibps]
    message = f"{broker_type} does not have it; types that do are {', '.join(fast)}"
    arguments.requires("storage_mibps", broker_type in fast, message)
    enough = storage_gib >= limits.MIN_PROVISIONED_GIB
    arguments.requires("storage_mibps", enough, "it needs a storage_gib of 10 at least")
    maximum = capabilities.sizes[broker_type].storage_mibps
    hint = f"the range of {broker_type}"
    return arguments.integer("storage_mibps", limits.MIN_PROVISIONED_MIBPS, maximum, None, hint=hint)


def _logs(arguments: Arguments) -> StreamLogsConfig:
    cloudwatch = arguments.boolean("cloudwatch_logs", default=True)
    if cloudwatch:
        arguments.required("log_key_arn", "the log group of the brokers needs it")
    elif not (arguments.is_set("log_bucket") or arguments.is_set("log_delivery_stream")):
        message = "brokers must log somewhere: give log_bucket or log_delivery_stream instead"
        raise arguments.error("cloudwatch_logs", value=False, message=message)
    for argument in ("log_key_arn", "log_retention_days"):
        arguments.requires(argument, cloudwatch, "it has no effect without cloudwatch_logs")
    arguments.requires("log_prefix", arguments.is_set("log_bucket"), "it has no effect without log_bucket")
    return StreamLogsConfig(
        cloudwatch=cloudwatch,
        key_arn=arguments.input("log_key_arn"),
        retention_days=arguments.log_retention_days(90),
        bucket=arguments.input("log_bucket"),
        prefix=arguments.string("log_prefix", "stream"),
        delivery_stream=arguments.input("log_delivery_stream"),
    )


def _topics(arguments: Arguments, *, tiered: bool) -> tuple[TopicConfig, ...]:
    readers = arguments.nested_items("topics", 1, message="a stream has at least one topic")
    topics = tuple(_topic(topic, tiered=tiered) for topic in readers)
    arguments.unique("topics", [topic.name for topic in topics])
    return topics


def _topic(topic: Arguments, *, tiered: bool) -> TopicConfig:
    message = "it must be 1 to 249 letters, digits, dots, underscores and hyphens, and not begin with two underscores"
    cleanup = topic.enum("cleanup", CleanupPolicy, CleanupPolicy.DELETE)
    timed = cleanup is not CleanupPolicy.COMPACT
    topic.requires("retention_hours", timed, "a compacted topic has no retention; compact,delete does")
    if timed:
        topic.required("retention_hours")
    return TopicConfig(
        name=topic.string("name", predicate=_is_topic_name, message=message),
        partitions=topic.integer("partitions", 1, _MAX_PARTITIONS),
        cleanup=cleanup,
        retention_hours=topic.integer("retention_hours", 1, _MAX_HOURS, None),
        local_retention_hours=_local_retention(topic, cleanup, tiered=tiered),
        max_message_bytes=topic.integer("max_message_bytes", 1, _MAX_MESSAGE_BYTES, None),
    )


def _local_retention(topic: Arguments, cleanup: CleanupPolicy, *, tiered: bool) -> int | None:
    """Hours on the brokers' own volumes; makes the topic a tiered one."""
    if not topic.is_set("local_retention_hours"):
        return None
    topic.requires("local_retention_hours", cleanup is CleanupPolicy.DELETE, "a compacted topic cannot be tiered")
    topic.requires("local_retention_hours", tiered, "it needs tiered_storage")
    hours = topic.integer("retention_hours", limits.MIN_TIERED_HOURS, _MAX_HOURS, hint="since the topic is tiered")
    return topic.integer("local_retention_hours", 1, hours - 1, hint="less than retention_hours")


def _is_topic_name(name: str) -> bool:
    """Whether Kafka accepts the name (Topic.validate) and does not reserve it."""
    return _TOPIC_NAME.fullmatch(name) is not None and name not in {".", ".."} and not name.startswith("__")


def _check_partitions(
    arguments: Arguments, capabilities: Capabilities, brokers: BrokersConfig, topics: tuple[TopicConfig, ...]
) -> None:
    """All replicas must fit on the brokers; beyond that, MSK rejects every further update."""
    size = brokers.broker_type
    total = sum(topic.partitions for topic in topics)
    maximum = capabilities.most_partitions(size, brokers.count)
    if total > maximum:
        message = (
            f"{brokers.count} brokers of {size} hold {maximum} partitions with their replicas beside Kafka's own: use "
            f"{capabilities.brokers_for(size, total)} brokers, or a larger type"
        )
        raise arguments.error("topics[].partitions", total, message)
