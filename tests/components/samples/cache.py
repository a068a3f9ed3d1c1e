"""Arguments of `Cache`."""

from components import Cache
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=Cache,
    good={
        "subnet_ids": ["a", "b"],
        "security_group_id": "g",
        "key_arn": "k",
        "log_key_arn": "k",
        "users": ["u"],
        "node_type": "cache.t4g.small",
    },
    bad=[
        ({"shards": 0}, "shards is 0, but it must be between 1 and 500"),
        ({"replicas": 6}, "replicas is 6, but it must be between 1 and 5"),
        ({"users": []}, "users is [], but nobody could sign in"),
        ({"node_type": "t4g.small"}, "node_type is 't4g.small'"),
    ],
)
