"""Arguments of `Task`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs
from ..core.iam import Uses


class TaskArgs(CellArgs):
    """Arguments of `Task`."""

    service: str
    """Short name, such as `orders`; the task definition's family is `<cell>-<service>`."""
    image: pulumi.Input[str]
    """Image by digest, so that what runs is what was tested: `<repository>@sha256:<64 hex digits>`."""
    command: list[str]
    """Command that the container runs, as a list of at least one word."""
    environment: NotRequired[dict[str, pulumi.Input[str]]]
    """Environment variables beside `CELL`, `CITY` and `AWS_REGION`."""
    secrets: NotRequired[dict[str, pulumi.Input[str]]]
    """Environment variables whose values ECS reads from Secrets Manager when a task starts: name to the secret's
    ARN."""
    secret_key_arn: NotRequired[pulumi.Input[str]]
    """KMS key that encrypts those secrets. Required with `secrets`."""
    uses: NotRequired[Uses]
    """Everything that the code uses. The task's role allows this and nothing else."""
    port: NotRequired[int]
    """Port that the container listens on, 1 to 65535; none by default."""
    port_name: NotRequired[str]
    """Name of the port, by which ECS Service Connect finds it; none by default. Requires `port`."""
    labels: NotRequired[dict[str, str]]
    """Docker labels; none by default."""
    cpu: NotRequired[int]
    """CPU units, 1024 to a core: 256, 512, 1024, 2048 or 4096; 512 by default."""
    memory_mib: NotRequired[int]
    """Memory in MiB, whole GiB in the range that Fargate offers for the CPU units; twice the CPU units by default."""
    stop_timeout_seconds: NotRequired[int]
    """Seconds between SIGTERM and SIGKILL, 2 to 120; 30 by default. The code finishes its requests in that time."""
    log_key_arn: pulumi.Input[str]
    """KMS key that encrypts the log group."""
    log_retention_days: NotRequired[int]
    """How many days the log group keeps events; 90 by default. One of the periods that CloudWatch Logs offers."""
