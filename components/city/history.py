"""What a cell remembers beyond the day: backups of its stores, and the lake that its topics flow into."""

from typing import Any

from ..function.component import Function
from ..keys.component import Keys
from ..lake.args import LakeTopicArgs
from ..lake.component import Lake
from ..lake.topics import cell_topics
from ..monitoring.args import DeliveryArgs
from ..plan.lake_schema import FORMATS
from ..stream.args import StreamService
from ..stream.component import Stream
from .config import CityConfig

COARSE = "round-coordinates"
"""The function that every record passes on its way to the lake."""

COARSE_ARGS: dict[str, Any] = {
    "description": "Makes positions coarse on their way to the lake.",
    # Firehose waits so long for a batch, and sends it again after that.
    "timeout_seconds": 60,
}

OPENED: dict[str, Any] = {"private_connectivity": True, "services": [StreamService.FIREHOSE]}
"""What a stream is told whose topics Firehose reads."""


def lake_args(stream: Stream, keys: Keys, coarse: Function) -> dict[str, Any]:
    """The lake of the cell's topics."""
    return {
        "key_arn": keys.lake_arn,
        "log_key_arn": keys.logs_arn,
        "cluster_arn": stream.connectable_cluster_arn,
        "transform_arn": coarse.function_arn,
        "topics": [_standing(stream, topic) for topic in cell_topics()],
    }


def backup_args(keys: Keys, config: CityConfig) -> dict[str, Any]:
    """Backups of every store of the cell, those of a lake that comes later among them."""
    region = config.backup_copy_region
    return {
        "key_arn": keys.orders_arn,
        "source_key_arns": [keys.orders_arn, keys.personal_arn, keys.lake_arn],
        **({"copy_region": region} if region else {}),
    }


def deliveries(lake: Lake) -> list[DeliveryArgs]:
    """What `Monitoring` watches of a lake."""
    return [{"stream": lake.delivery_streams[topic], "format": lake_format} for topic, lake_format in FORMATS.items()]


def _standing(stream: Stream, topic: LakeTopicArgs) -> LakeTopicArgs:
    return {**topic, "created_topic": stream.topic_name(topic["topic"])}
