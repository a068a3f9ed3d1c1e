"""What AWS Fargate accepts."""

from typing import Final

CPU_UNITS: Final = {256: (512, 2048), 512: (1024, 4096), 1024: (2048, 8192), 2048: (4096, 16384), 4096: (8192, 30720)}
"""CPU units to the minimum and maximum memory in MiB (Amazon ECS developer guide, "Amazon ECS task definition
parameters for Fargate", task size)."""

SMALLEST_MEMORY_MIB: Final = 512
MEMORY_STEP_MIB: Final = 1024
"""Memory comes in whole GiB, beside the 512 MiB of the smallest task (the same page)."""

MAX_PORT: Final = 65_535
