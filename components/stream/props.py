"""What the children of `Stream` are told, from its arguments: nothing here makes a resource."""

import json
from collections.abc import Mapping
from typing import Any

import pulumi

from ..core.component import Props
from .args import CleanupPolicy, MonitoringLevel, StreamArgs, TopicArgs
from .limits import CAPABILITIES, GUARDED, MIN_IN_SYNC, RACK_AWARE, SELECTOR, Capabilities, StreamKind

_HOUR_MS = 3_600_000


def capabilities(args: StreamArgs) -> Capabilities:
    """What the stream's kind of cluster takes."""
    return CAPABILITIES[StreamKind(args.get("kind", StreamKind.STANDARD))]


def given(args: Mapping[str, Any], argument: str) -> bool:
    """Whether an argument without a default was given."""
    return args.get(argument) is not None


def server_properties(args: StreamArgs) -> str:
    """The brokers' settings as MSK takes them: those that every stream keeps, as far as the kind lets them be set."""
    can = capabilities(args)
    properties = {key: value for key, value in GUARDED.items() if key in can.properties}
    if args.get("nearest_reads", True):
        properties[SELECTOR] = RACK_AWARE
    properties |= args.get("broker_properties", {})
    return "".join(f"{key}={value}\n" for key, value in sorted(properties.items()))


def topic_configs(topic: TopicArgs, can: Capabilities) -> str:
    """A topic's settings as JSON. Express brokers keep two replicas in sync by themselves and refuse to be told."""
    cleanup = CleanupPolicy(topic.get("cleanup", CleanupPolicy.DELETE))
    configs = {"cleanup.policy": cleanup.value}
    if not can.fixed_replicas:
        configs["min.insync.replicas"] = str(MIN_IN_SYNC)
    if (hours := topic.get("retention_hours")) is not None:
        configs["retention.ms"] = str(int(hours) * _HOUR_MS)
    if (most := topic.get("max_message_bytes")) is not None:
        configs["max.message.bytes"] = str(int(most))
    if (local := topic.get("local_retention_hours")) is not None:
        configs |= {"remote.storage.enable": "true", "local.retention.ms": str(int(local) * _HOUR_MS)}
    return json.dumps(configs, sort_keys=True)


def broker_group(args: StreamArgs) -> Props:
    """Where brokers stand, and how they are reached."""
    connectivity: Props = {"public_access": {"type": "DISABLED"}}
    if args.get("private_connectivity", False):
        connectivity["vpc_connectivity"] = {"client_authentication": {"sasl": {"iam": True, "scram": False}}}
    group: Props = {
        "instance_type": args.get("broker_type"),
        "client_subnets": args["subnet_ids"],
        "security_groups": [args["security_group_id"]],
        "connectivity_info": connectivity,
    }
    if capabilities(args).kind is StreamKind.STANDARD:
        group["storage_info"] = {"ebs_storage_info": _volume(args)}
    return group


def _volume(args: StreamArgs) -> Props:
    volume: Props = {"volume_size": args.get("storage_gib", 100)}
    if given(args, "storage_mibps"):
        volume["provisioned_throughput"] = {"enabled": True, "volume_throughput": args.get("storage_mibps")}
    return volume


def monitoring(args: StreamArgs) -> Props:
    """Metrics for CloudWatch and for Prometheus."""
    exporter = {"enabled_in_broker": args.get("open_monitoring", True)}
    return {
        "enhanced_monitoring": MonitoringLevel(args.get("monitoring", MonitoringLevel.TOPIC)).value,
        "open_monitoring": {"prometheus": {"jmx_exporter": exporter, "node_exporter": exporter}},
    }


def of_kind(args: StreamArgs, log_group: pulumi.Input[str] | None) -> Props:
    """What only Standard or only Express brokers take."""
    if capabilities(args).kind is StreamKind.EXPRESS:
        return {"rebalancing": {"status": "ACTIVE" if args.get("rebalancing", True) else "PAUSED"}}
    return {
        "storage_mode": "TIERED" if args.get("tiered_storage", False) else "LOCAL",
        "logging_info": {"broker_logs": _broker_logs(args, log_group)},
    }


def _broker_logs(args: StreamArgs, log_group: pulumi.Input[str] | None) -> dict[str, Any]:
    """Every destination is said, on or off, so that one that left the arguments is turned off."""
    cloudwatch: Props = {"enabled": log_group is not None}
    bucket: Props = {"enabled": given(args, "log_bucket")}
    delivery: Props = {"enabled": given(args, "log_delivery_stream")}
    if log_group is not None:
        cloudwatch["log_group"] = log_group
    if bucket["enabled"]:
        bucket |= {"bucket": args.get("log_bucket"), "prefix": args.get("log_prefix", "stream")}
    if delivery["enabled"]:
        delivery["delivery_stream"] = args.get("log_delivery_stream")
    return {"cloudwatch_logs": cloudwatch, "s3": bucket, "firehose": delivery}
