"""The door of `Stream`: what its arguments must be, by kind of cluster."""

import re
from collections.abc import Mapping
from typing import Any

from ..aws import published
from ..core.door import Door
from . import limits as brokers
from .args import CleanupPolicy, MonitoringLevel, StreamArgs, StreamService, TopicArgs
from .limits import CAPABILITIES, Capabilities, StreamKind

ZONES = 3

_TOPIC_NAME = re.compile(r"[A-Za-z0-9._-]{1,249}")
_MAX_HOURS = 24 * 365 * 100
_MAX_PARTITIONS = 100_000
"""No limit of AWS's: only a bound that no cluster reaches, for a figure that was meant otherwise."""
_MAX_MESSAGE_BYTES = 2**31 - 1
"""Kafka keeps the figure in 32 bits (Apache Kafka documentation, topic configs, max.message.bytes)."""


def check(name: str, args: StreamArgs) -> None:
    """Refuse arguments that no cluster of their kind could be made from."""
    door = Door("Stream", name, args, StreamArgs)
    door.cell()
    kind = door.choice("kind", StreamKind, StreamKind.STANDARD)
    can = CAPABILITIES[kind]
    _check_kind(door, can, args["region"])
    subnets = door.items("subnet_ids", ZONES, ZONES, limit="it must be one subnet in each of three zones")
    door.unique("subnet_ids", [subnet for subnet in subnets if isinstance(subnet, str)])
    _check_services(door, can)
    if kind is StreamKind.SERVERLESS:
        return
    tiered = door.flag("tiered_storage", default=False)
    _check_brokers(door, can)
    _check_properties(door, can, args.get("broker_properties", {}), tiered=tiered)
    if kind is StreamKind.STANDARD:
        _check_storage(door, can, args.get("broker_type", ""))
        _check_logs(door)
    _check_topics(door, tiered=tiered)
    _check_partitions(door, can, args)


def _check_kind(door: Door, can: Capabilities, region: str) -> None:
    """Every argument must mean something for the kind, and those it cannot do without must be there."""
    for argument in sorted(frozenset().union(*(other.arguments for other in CAPABILITIES.values()))):
        takes = ", ".join(sorted(can.arguments)) or "none of those of brokers"
        door.only_with(
            argument, argument in can.arguments, f"{can.kind} streams do not take it; what they take is {takes}"
        )
    for argument in sorted(can.required):
        if not door.given(argument):
            raise door.refuse(argument, None, f"{can.kind} streams cannot be made without it")
    if can.kind is StreamKind.SERVERLESS and not published.is_offered("AWS::MSK::ServerlessCluster", region):
        raise door.refuse("kind", can.kind.value, f"MSK Serverless is not in {region}")


def _check_services(door: Door, can: Capabilities) -> None:
    services = door.items("services")
    for service in services:
        if service not in list(StreamService):
            raise door.refuse("services", service, "that is none of its values", list(StreamService))
    door.unique("services", services)
    if can.kind is StreamKind.SERVERLESS:
        return
    private = door.flag("private_connectivity", default=False)
    if services:
        door.only_with("services", private, "they need private_connectivity to reach the brokers")


def _check_brokers(door: Door, can: Capabilities) -> None:
    door.one_of("broker_type", list(can.sizes), why=f"for {can.kind} streams in KRaft mode")
    door.one_of("kafka_version", can.kafka_versions, can.default_version, why=f"for {can.kind} streams in KRaft mode")
    count = door.whole("brokers", ZONES, _MAX_PARTITIONS, ZONES, why="the same number in each zone")
    if count % ZONES:
        raise door.refuse("brokers", count, "it must be a multiple of 3, the same number in each zone")
    door.choice("monitoring", MonitoringLevel, MonitoringLevel.TOPIC)
    for flag in ("open_monitoring", "nearest_reads", "rebalancing"):
        door.flag(flag, default=True)


def _check_properties(door: Door, can: Capabilities, properties: Any, *, tiered: bool) -> None:
    if not isinstance(properties, Mapping):
        raise door.refuse("broker_properties", properties, "it must be an object of texts")
    free = sorted(can.properties - brokers.GUARDED.keys() - {brokers.SELECTOR})
    for key, value in properties.items():
        argument = f"broker_properties.{key}"
        if key in brokers.GUARDED:
            raise door.refuse(argument, value, f"every stream keeps it at {brokers.GUARDED[key]}")
        if key == brokers.SELECTOR:
            raise door.refuse(argument, value, "nearest_reads says which it is")
        if key not in free:
            raise door.refuse(argument, value, f"MSK does not let {can.kind} streams set it", free)
        if not isinstance(value, str) or not value or "\n" in value:
            raise door.refuse(argument, value, "it must be one line of text")
    policy = properties.get("log.cleanup.policy", "delete")
    if tiered and policy != "delete":
        raise door.refuse("broker_properties.log.cleanup.policy", policy, "with tiered_storage it must be delete")


def _check_storage(door: Door, can: Capabilities, broker_type: str) -> None:
    size = door.whole("storage_gib", 1, brokers.MAX_STORAGE_GIB, 100)
    door.whole("max_storage_gib", size + 1, brokers.MAX_STORAGE_GIB, brokers.MAX_STORAGE_GIB, why="over storage_gib")
    door.whole("storage_target_percent", 10, 80, 60)
    door.only_with("storage_target_percent", door.given("max_storage_gib"), "it means nothing without max_storage_gib")
    if not door.given("storage_mibps"):
        return
    fast = [name for name, offered in can.sizes.items() if offered.storage_mibps]
    most = can.sizes[broker_type].storage_mibps
    limit = f"a {broker_type} takes none; those that do are {', '.join(fast)}"
    door.only_with("storage_mibps", broker_type in fast, limit)
    door.only_with("storage_mibps", size >= brokers.MIN_PROVISIONED_GIB, "it needs a storage_gib of 10 at least")
    door.whole("storage_mibps", brokers.MIN_PROVISIONED_MIBPS, most, why=f"which is what a {broker_type} takes")


def _check_logs(door: Door) -> None:
    cloudwatch = door.flag("cloudwatch_logs", default=True)
    if cloudwatch and not door.given("log_key_arn"):
        raise door.refuse("log_key_arn", None, "the log group of the brokers needs it")
    if not (cloudwatch or door.given("log_bucket") or door.given("log_delivery_stream")):
        limit = "brokers must log somewhere: give log_bucket or log_delivery_stream instead"
        raise door.refuse("cloudwatch_logs", value=False, limit=limit)
    for argument in ("log_key_arn", "log_retention_days"):
        door.only_with(argument, cloudwatch, "it means nothing without cloudwatch_logs")
    days = published.log_retention_days()
    kept = door.whole("log_retention_days", days[0], days[-1], 90)
    if kept not in days:
        raise door.refuse(
            "log_retention_days", kept, "CloudWatch Logs does not keep them so long", [str(day) for day in days]
        )
    door.only_with("log_prefix", door.given("log_bucket"), "it means nothing without log_bucket")
    door.text("log_prefix")


def _check_topics(door: Door, *, tiered: bool) -> None:
    topics = door.items("topics", 1, limit="a stream has at least one topic")
    names = [_check_topic(door.inside("topics", TopicArgs, index), tiered=tiered) for index in range(len(topics))]
    door.unique("topics", names)


def _check_topic(door: Door, *, tiered: bool) -> str:
    """One topic; answers its name."""
    limit = "it must be 1 to 249 letters, digits, dots, underscores and hyphens, and not begin with two underscores"
    name = door.text("name", fits=_is_topic_name, limit=limit)
    door.whole("partitions", 1, _MAX_PARTITIONS)
    door.whole("max_message_bytes", 1, _MAX_MESSAGE_BYTES, 1)
    cleanup = door.choice("cleanup", CleanupPolicy, CleanupPolicy.DELETE)
    timed = cleanup is not CleanupPolicy.COMPACT
    door.only_with("retention_hours", timed, "a compacted topic knows no time; compact,delete does")
    if not timed:
        door.only_with("local_retention_hours", timed, "a compacted topic cannot be tiered")
        return name
    if not door.given("retention_hours"):
        raise door.refuse("retention_hours", None, "it is required")
    hours = door.whole("retention_hours", 1, _MAX_HOURS)
    if door.given("local_retention_hours"):
        door.only_with("local_retention_hours", tiered, "it needs tiered_storage")
        door.only_with("local_retention_hours", cleanup is CleanupPolicy.DELETE, "a compacted topic cannot be tiered")
        door.whole("retention_hours", brokers.MIN_TIERED_HOURS, _MAX_HOURS, why="since the topic is tiered")
        door.whole("local_retention_hours", 1, hours - 1, why="less than retention_hours")
    return name


def _is_topic_name(name: str) -> bool:
    """What Kafka takes (Topic.validate), without the names that it keeps for itself."""
    return _TOPIC_NAME.fullmatch(name) is not None and name not in {".", ".."} and not name.startswith("__")


def _check_partitions(door: Door, can: Capabilities, args: StreamArgs) -> None:
    """All replicas must fit on the brokers; beyond, MSK refuses every further update."""
    size, count = args.get("broker_type", ""), args.get("brokers", ZONES)
    total = sum(topic["partitions"] for topic in args.get("topics", []))
    most = can.most_partitions(size, count)
    if total > most:
        limit = (
            f"{count} brokers of {size} hold {most} partitions with their replicas beside Kafka's own: it takes "
            f"{can.brokers_for(size, total)} brokers, or a larger type"
        )
        raise door.refuse("topics[].partitions", total, limit)
