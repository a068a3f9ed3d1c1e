"""Arguments of `Task`."""

from hypothesis import strategies as st

from components import Task
from tests.components.samples import Sample

KEY = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001"
IMAGE = f"registry.example/services@sha256:{'a' * 64}"

SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-abc123"

SAMPLE = Sample(
    kind=Task,
    good={"service": "orders", "image": IMAGE, "command": ["serve"], "log_key_arn": KEY},
    others=[
        {"secrets": {"PASSWORD": SECRET}, "secret_key_arn": KEY, "port": 8080, "labels": {"a": "b"}},
        {"log_retention_days": 7},
        {"image": f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/services@sha256:{'a' * 64}"},
    ],
    bad=[
        ({"image": "registry.example/services:latest"}, "it must name an image by digest"),
        ({"cpu": 300}, "cpu is 300, but Fargate has 256, 512"),
        ({"memory_mib": 8192}, "memory_mib is 8192, but it must be between 1024 and 4096, with 512 CPU units"),
        ({"memory_mib": 1536}, "memory_mib is 1536, but it must be whole GiB"),
        ({"port": 0}, "port is 0, but it must be between 1 and 65535"),
        ({"command": []}, "command is [], but it must have at least 1 items"),
        ({"secrets": {"A": "arn"}}, "secrets need the key that encrypts them"),
        ({"log_retention_days": 8}, "log_retention_days is 8, but CloudWatch Logs does not offer that retention"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "service": st.from_regex(r"[a-z][a-z0-9-]{0,40}[a-z]", fullmatch=True),
            "cpu": st.sampled_from([512, 1024, 2048]),
            "memory_mib": st.just(4096),
            "port": st.integers(1, 65_535),
            "environment": st.just({"TOPIC": "order-events"}),
            "labels": st.just({"citycell.run": "before-services"}),
        },
    ),
)
