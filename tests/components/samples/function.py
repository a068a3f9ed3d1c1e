"""Arguments of `Function`."""

import pulumi

from components import Function
from tests.components.samples import Sample

SOURCE = {"cluster_arn": "c", "topic": "t", "failed_topic": "f", "min_pollers": 1, "max_pollers": 2}

SAMPLE = Sample(
    kind=Function,
    good={
        "function": "f",
        "description": "d",
        "handler": "h.h",
        "code": pulumi.AssetArchive({}),
        "key_arn": "k",
        "log_key_arn": "k",
    },
    bad=[
        ({"timeout_seconds": 901}, "timeout_seconds is 901, but it must be between 1 and 900"),
        ({"memory_mb": 64}, "memory_mb is 64, but it must be between 128 and 10240"),
        ({"kafka_source": SOURCE, "timeout_seconds": 900}, "but it must be between 1 and 840"),
        ({"kafka_source": SOURCE | {"batch_size": 0}}, "batch_size is 0"),
        ({"kafka_source": SOURCE | {"min_pollers": 201}}, "min_pollers is 201"),
        ({"kafka_source": SOURCE | {"max_pollers": 0}}, "max_pollers is 0"),
    ],
)
