"""Arguments of `Service`."""

from components import Service
from tests.components.samples import Sample

IMAGE = f"registry.example/services@sha256:{'a' * 64}"

SAMPLE = Sample(
    kind=Service,
    good={
        "service": "s",
        "image": IMAGE,
        "command": ["c"],
        "log_key_arn": "k",
        "cluster_arn": "c",
        "cluster_name": "c",
        "subnet_ids": ["a"],
        "security_group_id": "g",
        "min_tasks": 2,
        "max_tasks": 4,
    },
    bad=[
        ({"min_tasks": 1}, "min_tasks is 1, but it must be 2 or more"),
        ({"max_tasks": 1}, "max_tasks is 1, but it must be 2 (min_tasks) or more"),
        ({"http": {}}, "a service behind the load balancer listens on a port"),
    ],
)
