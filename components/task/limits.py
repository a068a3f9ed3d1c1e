"""What AWS Fargate accepts."""

import re
from typing import Final

CPU_UNITS: Final = {256: (512, 2048), 512: (1024, 4096), 1024: (2048, 8192), 2048: (4096, 16384), 4096: (8192, 30720)}
"""CPU units to the minimum and maximum memory in MiB (Amazon ECS developer guide, "Amazon ECS task definition
parameters for Fargate", task size)."""

SMALLEST_MEMORY_MIB: Final = 512
MEMORY_STEP_MIB: Final = 1024
"""Memory comes in whole GiB, beside the 512 MiB of the smallest task (the same page)."""

MAX_PORT: Final = 65_535

MIN_STOP_TIMEOUT_SECONDS: Final = 2
MAX_STOP_TIMEOUT_SECONDS: Final = 120
"""Seconds between SIGTERM and SIGKILL on Fargate: "the max stop timeout value is 120 seconds" (Amazon ECS API,
ContainerDefinition, stopTimeout). The minimum is our own. Fargate Spot sends SIGTERM two minutes before it takes a task
away (Amazon ECS developer guide, "Amazon ECS clusters for Fargate", termination notices)."""

PORT_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]{0,63}")
"""Name of a port mapping (Amazon ECS API, PortMapping): up to 64 characters, and the first is no hyphen."""
