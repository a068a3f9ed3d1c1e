"""The configuration of `Task`: its arguments with their defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pulumi

from ..core.arguments import Arguments
from ..core.iam import Uses
from ..core.outputs import is_late
from . import limits
from .args import TaskArgs
from .images import ecr_repository_arn, is_by_digest
from .limits import CPU_UNITS, MAX_PORT, MEMORY_STEP_MIB, PORT_NAME, SMALLEST_MEMORY_MIB

CPU: Final = 512
MIB_PER_CPU_UNIT: Final = 2
"""Memory by default, for each CPU unit."""

STOP_TIMEOUT_SECONDS: Final = 30
"""Longer than a request may take; also the default of Amazon ECS (API, ContainerDefinition, stopTimeout)."""

LOG_RETENTION_DAYS: Final = 90


@dataclass(frozen=True, kw_only=True)
class TaskConfig:
    """What `Task` is made from."""

    service: str
    image: pulumi.Input[str]
    command: Sequence[str]
    environment: Mapping[str, pulumi.Input[str]]
    secrets: Mapping[str, pulumi.Input[str]]
    secret_key_arn: pulumi.Input[str] | None
    uses: Uses
    port: int | None
    port_name: str | None
    labels: Mapping[str, str]
    cpu: int
    memory_mib: int
    stop_timeout_seconds: int
    log_key_arn: pulumi.Input[str]
    log_retention_days: int


def resolve(name: str, args: TaskArgs) -> TaskConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no task definition could be made from them.
    """
    return task_config(Arguments("Task", name, args, TaskArgs))


def task_config(arguments: Arguments) -> TaskConfig:
    """The configuration of the task, from the arguments of `Task` or of a component that extends them.

    Raises:
        ArgumentError: no task definition could be made from them.
    """
    arguments.cell()
    cpu = _cpu(arguments)
    if arguments.is_set("secrets"):
        arguments.required("secret_key_arn", "secrets need the key that encrypts them")
    return TaskConfig(
        service=arguments.string("service"),
        image=_image(arguments),
        command=arguments.list_of("command", 1),
        environment=arguments.mapping("environment"),
        secrets=arguments.mapping("secrets"),
        secret_key_arn=arguments.input("secret_key_arn"),
        uses=cast("Uses", arguments.mapping("uses")),
        port=arguments.integer("port", 1, MAX_PORT, None),
        port_name=_port_name(arguments),
        labels=arguments.mapping("labels"),
        cpu=cpu,
        memory_mib=_memory(arguments, cpu),
        stop_timeout_seconds=arguments.integer(
            "stop_timeout_seconds",
            limits.MIN_STOP_TIMEOUT_SECONDS,
            limits.MAX_STOP_TIMEOUT_SECONDS,
            STOP_TIMEOUT_SECONDS,
        ),
        log_key_arn=arguments.input("log_key_arn"),
        log_retention_days=arguments.log_retention_days(LOG_RETENTION_DAYS),
    )


IMAGE_MESSAGE: Final = "it must name an image by digest: <repository>@sha256:<64 hex digits>"


def image_by_digest(arguments: Arguments, argument: str) -> str:
    """The image of a task, also as an argument of another name of a component that makes tasks.

    Raises:
        ArgumentError: the reference does not name an image by its digest.
    """
    return arguments.string(argument, predicate=is_by_digest, message=IMAGE_MESSAGE)


def _image(arguments: Arguments) -> pulumi.Input[str]:
    """The image. One of a repository that is made in the same update is checked once it is known."""
    image = arguments.input("image")
    if not is_late(image):
        return image_by_digest(arguments, "image")

    def checked(known: str) -> str:
        if ecr_repository_arn(known) is None or not is_by_digest(known):
            raise arguments.error("image", known, f"{IMAGE_MESSAGE}, in Amazon ECR as it comes from another resource")
        return known

    return pulumi.Output.from_input(image).apply(checked)


def _port_name(arguments: Arguments) -> str | None:
    message = "it must be lower case letters, digits, _ and -, 64 characters at most"
    arguments.requires("port_name", arguments.is_set("port"), "the task listens on no port")
    return arguments.string("port_name", None, predicate=lambda text: bool(PORT_NAME.fullmatch(text)), message=message)


def _cpu(arguments: Arguments) -> int:
    message = f"Fargate has {', '.join(map(str, CPU_UNITS))}"
    return int(arguments.one_of_numbers("cpu", tuple(CPU_UNITS), CPU, message=message))


def _memory(arguments: Arguments, cpu: int) -> int:
    minimum, maximum = CPU_UNITS[cpu]
    hint = f"with {cpu} CPU units"
    memory = arguments.integer("memory_mib", minimum, maximum, cpu * MIB_PER_CPU_UNIT, hint=hint)
    if memory % MEMORY_STEP_MIB and memory != SMALLEST_MEMORY_MIB:
        raise arguments.error("memory_mib", memory, "it must be whole GiB, a multiple of 1024")
    return memory
