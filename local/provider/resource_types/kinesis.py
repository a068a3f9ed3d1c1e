"""Kinesis streams, and Amazon Data Firehose, which the SDK keeps under its old family name."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _delivery_stream(made: Made) -> Mapping[str, Any]:
    arn = made.arn("firehose", f"deliverystream/{made.get('name')}")
    return {"id": arn, "arn": arn, "destinationId": "destinationId-000000000001", "versionId": f"{_version(made)}"}


def _version(made: Made) -> int:
    return int(made.old.get("versionId", 0)) + 1


def _stream(made: Made) -> Mapping[str, Any]:
    arn = made.arn("kinesis", f"stream/{made.get('name')}")
    return {"id": arn, "arn": arn}


SHAPES = (
    Shape(
        "aws:kinesis/stream:Stream",
        _stream,
        published="AWS::Kinesis::Stream",
        named="name",
        longest_name=128,
        replaces=("name",),
        defaults={"encryptionType": "NONE", "retentionPeriod": 24},
    ),
    Shape(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        _delivery_stream,
        published="AWS::KinesisFirehose::DeliveryStream",
        named="name",
        longest_name=64,
        # Nothing rests in a stream: a new one begins where `readFromTimestamp` says, and rows may come twice.
        replaces=(
            "destination",
            "kinesisSourceConfiguration",
            "mskSourceConfiguration",
            "icebergConfiguration.appendOnly",
            "icebergConfiguration.catalogArn",
        ),
    ),
)
