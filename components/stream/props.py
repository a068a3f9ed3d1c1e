"""Inputs of the children of `Stream`, from its configuration: nothing here makes a resource."""

import json

import pulumi

from ..core.component import Props
from .config import BrokersConfig, StreamConfig, StreamLogsConfig, TopicConfig
from .limits import GUARDED, MIN_IN_SYNC, RACK_AWARE, SELECTOR, Capabilities, StreamKind

_HOUR_MS = 3_600_000


def server_properties(config: StreamConfig, brokers: BrokersConfig) -> str:
    """The brokers' settings as MSK takes them: those that every stream keeps, as far as the kind lets them be set."""
    properties = {key: value for key, value in GUARDED.items() if key in config.capabilities.properties}
    if brokers.nearest_reads:
        properties[SELECTOR] = RACK_AWARE
    properties |= brokers.properties
    return "".join(f"{key}={value}\n" for key, value in sorted(properties.items()))


def topic_configs(topic: TopicConfig, capabilities: Capabilities) -> str:
    """A topic's settings as JSON. Express brokers keep two replicas in sync themselves and reject the setting."""
    configs = {"cleanup.policy": topic.cleanup.value}
    if not capabilities.fixed_replicas:
        configs["min.insync.replicas"] = str(MIN_IN_SYNC)
    if topic.retention_hours is not None:
        configs["retention.ms"] = str(topic.retention_hours * _HOUR_MS)
    if topic.max_message_bytes is not None:
        configs["max.message.bytes"] = str(topic.max_message_bytes)
    if topic.local_retention_hours is not None:
        local_ms = str(topic.local_retention_hours * _HOUR_MS)
        configs |= {"remote.storage.enable": "true", "local.retention.ms": local_ms}
    return json.dumps(configs, sort_keys=True)


def broker_group(config: StreamConfig, brokers: BrokersConfig) -> Props:
    """Where brokers are placed, and how they are reached."""
    connectivity: Props = {"public_access": {"type": "DISABLED"}}
    if config.private_connectivity:
        connectivity["vpc_connectivity"] = {"client_authentication": {"sasl": {"iam": True, "scram": False}}}
    group: Props = {
        "instance_type": brokers.broker_type,
        "client_subnets": config.subnet_ids,
        "security_groups": [config.security_group_id],
        "connectivity_info": connectivity,
    }
    if config.kind is StreamKind.STANDARD:
        group["storage_info"] = {"ebs_storage_info": _volume(brokers)}
    return group


def _volume(brokers: BrokersConfig) -> Props:
    volume: Props = {"volume_size": brokers.storage_gib}
    if brokers.storage_mibps is not None:
        volume["provisioned_throughput"] = {"enabled": True, "volume_throughput": brokers.storage_mibps}
    return volume


def monitoring(brokers: BrokersConfig) -> Props:
    """Metrics for CloudWatch and for Prometheus."""
    exporter = {"enabled_in_broker": brokers.open_monitoring}
    return {
        "enhanced_monitoring": brokers.monitoring.value,
        "open_monitoring": {"prometheus": {"jmx_exporter": exporter, "node_exporter": exporter}},
    }


def kind_props(brokers: BrokersConfig, log_group: pulumi.Input[str] | None) -> Props:
    """Inputs that only Standard or only Express brokers have."""
    if brokers.logs is None:
        return {"rebalancing": {"status": "ACTIVE" if brokers.rebalancing else "PAUSED"}}
    return {
        "storage_mode": "TIERED" if brokers.tiered_storage else "LOCAL",
        "logging_info": {"broker_logs": _broker_logs(brokers.logs, log_group)},
    }


def _broker_logs(logs: StreamLogsConfig, log_group: pulumi.Input[str] | None) -> Props:
    """Every destination, on or off, so that one that is no longer an argument is turned off."""
    cloudwatch: Props = {"enabled": log_group is not None}
    bucket: Props = {"enabled": logs.bucket is not None}
    delivery: Props = {"enabled": logs.delivery_stream is not None}
    if log_group is not None:
        cloudwatch["log_group"] = log_group
    if logs.bucket is not None:
        bucket |= {"bucket": logs.bucket, "prefix": logs.prefix}
    if logs.delivery_stream is not None:
        delivery["delivery_stream"] = logs.delivery_stream
    return {"cloudwatch_logs": cloudwatch, "s3": bucket, "firehose": delivery}
