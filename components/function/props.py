"""The Kafka event source mapping of a function, in the names of its CloudFormation type."""

from collections.abc import Mapping
from typing import Any, Final

import pulumi

from .config import KafkaSourceConfig

SOURCE_TYPE: Final = "AWS::Lambda::EventSourceMapping"

MAX_RETRIES: Final = 5
MAX_RECORD_AGE_SECONDS: Final = 3600
"""A record that could not be processed within an hour goes to the failure topic, so that its partition moves on."""


def source_state(group: str, source: KafkaSourceConfig, function_arn: pulumi.Input[str]) -> Mapping[str, Any]:
    """The desired state of the mapping.

    The window is 0, as AWS asks for end-to-end latencies below 100 ms. Without a value it would be 500 ms:
    https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-low-latency.html.
    """
    return {
        "EventSourceArn": source.cluster_arn,
        "FunctionName": function_arn,
        "Topics": [source.topic],
        "StartingPosition": "TRIM_HORIZON",
        "AmazonManagedKafkaEventSourceConfig": {"ConsumerGroupId": group},
        "BatchSize": source.batch_size,
        "MaximumBatchingWindowInSeconds": 0,
        "ProvisionedPollerConfig": {"MinimumPollers": source.min_pollers, "MaximumPollers": source.max_pollers},
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "BisectBatchOnFunctionError": True,
        "MaximumRetryAttempts": MAX_RETRIES,
        "MaximumRecordAgeInSeconds": MAX_RECORD_AGE_SECONDS,
        "DestinationConfig": {"OnFailure": {"Destination": pulumi.Output.concat("kafka://", source.failed_topic)}},
    }
