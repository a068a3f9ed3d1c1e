"""Arguments of `Service`."""

from hypothesis import strategies as st

from components import Service
from tests.components.samples import Sample

KEY = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001"
IMAGE = f"registry.example/services@sha256:{'a' * 64}"

HTTP = {
    "vpc_id": "vpc-0a",
    "listener_arn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/lisbon-internal/0a/0b",
    "path_patterns": ["/*"],
    "priority": 100,
    "health_path": "/healthz",
}

SAMPLE = Sample(
    kind=Service,
    good={
        "service": "orders",
        "image": IMAGE,
        "command": ["serve"],
        "log_key_arn": KEY,
        "cluster_arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/lisbon-services",
        "cluster_name": "lisbon-services",
        "subnet_ids": ["subnet-0a", "subnet-0b"],
        "security_group_id": "sg-0a",
        "min_tasks": 2,
        "max_tasks": 4,
    },
    others=[{"http": HTTP, "port": 8080}, {"max_tasks": 2, "wait_for_steady_state": False}],
    bad=[
        ({"min_tasks": 1}, "min_tasks is 1, but it must be between 2 and 5000, so that one task may be lost"),
        ({"max_tasks": 1}, "max_tasks is 1, but it must be between 2 and 5000, no fewer than min_tasks"),
        ({"http": HTTP}, "a service behind the load balancer listens on a port"),
        ({"http": {}, "port": 8080}, "http.health_path is None, but it is required"),
        ({"http": HTTP | {"priority": 0}, "port": 8080}, "http.priority is 0"),
        ({"http": HTTP | {"path_patterns": []}, "port": 8080}, "http.path_patterns is []"),
        ({"http": HTTP | {"health_path": "healthz"}, "port": 8080}, "it must be a path that begins with /"),
        ({"deployment_minutes": 4}, "deployment_minutes is 4, but it must be between 5 and 180"),
        ({"wait_for_steady_state": "no"}, "wait_for_steady_state is 'no', but it must be true or false"),
        ({"cpu": 300}, "cpu is 300, but Fargate has 256, 512"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "service": st.from_regex(r"[a-z][a-z0-9-]{0,40}[a-z]", fullmatch=True),
            "min_tasks": st.integers(2, 4),
            "max_tasks": st.integers(4, 5000),
            "cpu": st.sampled_from([512, 1024, 2048]),
            "environment": st.just({"TOPIC": "order-events"}),
        },
    ),
)
