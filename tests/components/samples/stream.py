"""Arguments of `Stream`."""

from components import Stream
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=Stream,
    good={
        "subnet_ids": ["a", "b", "c"],
        "security_group_id": "g",
        "key_arn": "k",
        "log_key_arn": "k",
        "topics": [{"name": "t", "partitions": 6, "retention_hours": 1}],
        "broker_type": "kafka.m7g.large",
    },
    bad=[
        ({"brokers": 4}, "brokers is 4, but it must be a multiple of 3"),
        ({"broker_type": "m7g.large"}, "broker_type is 'm7g.large', but it must be a standard broker's type"),
        ({"topics": []}, "topics is [], but a stream has at least one topic"),
        ({"topics": [{"name": "t", "partitions": 0, "retention_hours": 1}]}, "partitions of t is 0"),
    ],
)
