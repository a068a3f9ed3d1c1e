"""The configuration of `Service`: its arguments with their defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pulumi

from ..core.arguments import Arguments
from ..core.cell import CellArgs
from ..task.args import TaskArgs
from ..task.config import TaskConfig, task_config
from . import limits
from .args import ServiceArgs

MIN_TASKS: Final = 2
"""With two tasks in different zones, the service survives the loss of one."""

DEPLOYMENT_MINUTES: Final = 20
"""The provider's own default (pulumi-aws, `aws.ecs.Service`, timeouts). The circuit breaker decides before."""

_TASK_ARGUMENTS: Final = (TaskArgs.__required_keys__ | TaskArgs.__optional_keys__) - (
    CellArgs.__required_keys__ | CellArgs.__optional_keys__
)


@dataclass(frozen=True, kw_only=True)
class HttpConfig:
    """How the load balancer reaches the service."""

    vpc_id: pulumi.Input[str]
    listener_arn: pulumi.Input[str]
    path_patterns: Sequence[str]
    priority: int
    health_path: str
    port: int
    """The port that the container listens on."""


@dataclass(frozen=True, kw_only=True)
class ServiceConfig:
    """What `Service` is made from."""

    task: TaskConfig
    task_args: Mapping[str, Any]
    """The arguments of the child component `Task`."""
    cluster_arn: pulumi.Input[str]
    cluster_name: pulumi.Input[str]
    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    min_tasks: int
    max_tasks: int
    wait_for_steady_state: bool
    deployment_minutes: int
    http: HttpConfig | None

    @property
    def scales(self) -> bool:
        """Whether the number of tasks follows the load."""
        return self.min_tasks < self.max_tasks


def resolve(name: str, args: ServiceArgs) -> ServiceConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no service could be made from them.
    """
    arguments = Arguments("Service", name, args, ServiceArgs)
    task = task_config(arguments)
    min_tasks = arguments.integer("min_tasks", MIN_TASKS, limits.MAX_TASKS, hint="so that one task may be lost")
    return ServiceConfig(
        task=task,
        task_args={key: arguments.input(key) for key in sorted(_TASK_ARGUMENTS) if arguments.is_set(key)},
        cluster_arn=arguments.input("cluster_arn"),
        cluster_name=arguments.input("cluster_name"),
        subnet_ids=arguments.input("subnet_ids"),
        security_group_id=arguments.input("security_group_id"),
        min_tasks=min_tasks,
        max_tasks=arguments.integer("max_tasks", min_tasks, limits.MAX_TASKS, hint="no fewer than min_tasks"),
        wait_for_steady_state=arguments.boolean("wait_for_steady_state", default=True),
        deployment_minutes=arguments.integer(
            "deployment_minutes", limits.MIN_DEPLOYMENT_MINUTES, limits.MAX_DEPLOYMENT_MINUTES, DEPLOYMENT_MINUTES
        ),
        http=_http(arguments, task.port),
    )


def _http(arguments: Arguments, port: int | None) -> HttpConfig | None:
    http = arguments.nested("http")
    if http is None:
        return None
    patterns = http.list_of("path_patterns", 1, limits.MAX_PATTERNS)
    priority = http.integer("priority", 1, limits.MAX_PRIORITY)
    message = "it must be a path that begins with /"
    health_path = http.string("health_path", predicate=lambda path: path.startswith("/"), message=message)
    if port is None:
        raise arguments.error("port", None, "a service behind the load balancer listens on a port")
    return HttpConfig(
        vpc_id=http.input("vpc_id"),
        listener_arn=http.input("listener_arn"),
        path_patterns=patterns,
        priority=priority,
        health_path=health_path,
        port=port,
    )
