"""Kinesis streams, and Amazon Data Firehose, which is in module `kinesis` of the SDK."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _delivery_stream(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("firehose", f"deliverystream/{context.get('name')}")
    return {"id": arn, "arn": arn, "destinationId": "destinationId-000000000001", "versionId": f"{_version(context)}"}


def _version(context: ResourceContext) -> int:
    return int(context.old.get("versionId", 0)) + 1


def _stream(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("kinesis", f"stream/{context.get('name')}")
    return {"id": arn, "arn": arn}


RESOURCE_TYPES = (
    ResourceType(
        "aws:kinesis/stream:Stream",
        _stream,
        cloudformation_type="AWS::Kinesis::Stream",
        name_property="name",
        max_name_length=128,
        force_new=("name",),
        defaults={"encryptionType": "NONE", "retentionPeriod": 24},
    ),
    ResourceType(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        _delivery_stream,
        cloudformation_type="AWS::KinesisFirehose::DeliveryStream",
        name_property="name",
        max_name_length=64,
        # Nothing rests in a stream: a new one begins where `readFromTimestamp` says, and rows may come twice.
        force_new=(
            "destination",
            "kinesisSourceConfiguration",
            "mskSourceConfiguration",
            "icebergConfiguration.appendOnly",
            "icebergConfiguration.catalogArn",
        ),
    ),
)
