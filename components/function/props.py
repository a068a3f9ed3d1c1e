"""The inputs of a function, and its Kafka event source mapping in the names of its CloudFormation type."""

from collections.abc import Mapping
from typing import Any, Final

import pulumi

from ..core.component import Props
from .config import FunctionConfig
from .source import KafkaSourceConfig

RUNTIME: Final = "python3.13"
SOURCE_TYPE: Final = "AWS::Lambda::EventSourceMapping"


def code_props(config: FunctionConfig) -> Props:
    """Where the code is."""
    if (signed := config.signed_code) is None:
        return {"code": config.code}
    props: Props = {"s3_bucket": signed.bucket, "s3_key": signed.key}
    return props if signed.version is None else props | {"s3_object_version": signed.version}


def option_props(config: FunctionConfig) -> Props:
    """The inputs of what was asked for; AWS has a default for each."""
    props: Props = {}
    if config.live_alias:
        props["publish"] = True
    if config.snap_start:
        props["snap_start"] = {"apply_on": "PublishedVersions"}
    if config.reserved_concurrency is not None:
        props["reserved_concurrent_executions"] = config.reserved_concurrency
    if placement := config.placement:
        props["vpc_config"] = {
            "subnet_ids": placement.subnet_ids,
            "security_group_ids": [placement.security_group_id],
        }
    return props


def source_state(
    group: str, source: KafkaSourceConfig, target_arn: pulumi.Input[str], key_arn: pulumi.Input[str]
) -> Mapping[str, Any]:
    """The desired state of the mapping.

    The window is 0 by default, as AWS asks for end-to-end latencies below 100 ms. Without a value it would be 500 ms:
    https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-low-latency.html.
    """
    state: dict[str, Any] = {
        "EventSourceArn": source.cluster_arn,
        "FunctionName": target_arn,
        "Topics": [source.topic],
        "StartingPosition": source.starting_position.value,
        "AmazonManagedKafkaEventSourceConfig": {"ConsumerGroupId": group},
        "BatchSize": source.batch_size,
        "MaximumBatchingWindowInSeconds": source.batching_window_seconds,
        "ProvisionedPollerConfig": _pollers(source),
        "MaximumRetryAttempts": source.max_retries,
        "MaximumRecordAgeInSeconds": source.max_record_age_seconds,
        "DestinationConfig": {"OnFailure": {"Destination": _destination(source)}},
    }
    return state | _options(source, key_arn)


def _options(source: KafkaSourceConfig, key_arn: pulumi.Input[str]) -> dict[str, Any]:
    """What is left out unless it was asked for. AWS does none of it by default, and polls."""
    state: dict[str, Any] = {}
    if not source.enabled:
        state["Enabled"] = False
    if source.partial_responses:
        state["FunctionResponseTypes"] = ["ReportBatchItemFailures"]
    if source.split_batches:
        state["BisectBatchOnFunctionError"] = True
    if source.starting_timestamp is not None:
        state["StartingPositionTimestamp"] = source.starting_timestamp
    if source.filters:
        state["FilterCriteria"] = {"Filters": [{"Pattern": pattern} for pattern in source.filters]}
        state["KmsKeyArn"] = key_arn
    if source.metrics:
        state["MetricsConfig"] = {"Metrics": [metric.value for metric in source.metrics]}
    if source.log_level is not None:
        state["LoggingConfig"] = {"SystemLogLevel": source.log_level.value}
    return state


def _pollers(source: KafkaSourceConfig) -> Mapping[str, Any]:
    pollers = {"MinimumPollers": source.min_pollers, "MaximumPollers": source.max_pollers}
    return pollers if source.poller_group is None else pollers | {"PollerGroupName": source.poller_group}


def _destination(source: KafkaSourceConfig) -> pulumi.Input[str]:
    if source.failure_destination is not None:
        return source.failure_destination.arn
    return pulumi.Output.concat("kafka://", source.failed_topic or "")
