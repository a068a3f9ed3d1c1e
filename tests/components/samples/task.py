"""Arguments of `Task`."""

from components import Task
from tests.components.samples import Sample

IMAGE = f"registry.example/services@sha256:{'a' * 64}"

SAMPLE = Sample(
    kind=Task,
    good={"service": "s", "image": IMAGE, "command": ["c"], "log_key_arn": "k"},
    bad=[
        ({"image": "registry.example/services:latest"}, "it must name an image by digest"),
        ({"cpu": 300}, "cpu is 300, but Fargate has 256, 512"),
        ({"memory_mib": 8192}, "memory_mib is 8192, but with 512 CPU units it is 1024 to 4096"),
        ({"secrets": {"A": "arn"}}, "secrets need the key that encrypts them"),
    ],
)
