"""Arguments of the components that keep data longer than the stores do: the data lake and the backups."""

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

ROUNDING = "round-coordinates"
"""The function that rounds positions in every record before the lake stores it."""

ROUNDING_ARGS: dict[str, Any] = {
    "description": "Makes positions coarse on their way to the lake.",
    # Firehose waits 60 seconds for the answer to a batch and then sends it again.
    "timeout_seconds": 60,
}

FIREHOSE_ACCESS: dict[str, Any] = {"private_connectivity": True, "services": [StreamService.FIREHOSE]}
"""Arguments of a stream for Firehose as a reader of its topics."""


def lake_args(stream: Stream, keys: Keys, rounding: Function) -> dict[str, Any]:
    """Arguments of `Lake`: all topics of the cell; each delivery is made after its topic."""
    return {
        "key_arn": keys.lake_arn,
        "log_key_arn": keys.logs_arn,
        "cluster_arn": stream.connectable_cluster_arn,
        "transform_arn": rounding.function_arn,
        "topics": [_created(stream, topic) for topic in cell_topics()],
    }


def backup_args(keys: Keys, config: CityConfig) -> dict[str, Any]:
    """Arguments of `Backup`: the keys of all stores and of the lake, which may be added later."""
    region = config.backup_copy_region
    return {
        "key_arn": keys.orders_arn,
        "source_key_arns": [keys.orders_arn, keys.personal_arn, keys.lake_arn],
        **({"copy_region": region} if region else {}),
    }


def deliveries(lake: Lake) -> list[DeliveryArgs]:
    """The delivery streams of a lake that `Monitoring` monitors."""
    return [{"stream": lake.delivery_streams[topic], "format": lake_format} for topic, lake_format in FORMATS.items()]


def _created(stream: Stream, topic: LakeTopicArgs) -> LakeTopicArgs:
    return {**topic, "created_topic": stream.topic_name(topic["topic"])}
