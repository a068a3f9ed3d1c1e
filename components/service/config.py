"""The configuration of `Service`: its arguments with their defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pulumi

from ..core.arguments import Arguments
from ..core.cell import CellArgs
from ..task.args import TaskArgs
from ..task.config import TaskConfig, task_config
from ..task.limits import MAX_STOP_TIMEOUT_SECONDS
from . import limits
from .args import ServiceArgs
from .connect_config import ConnectConfig, connect_config
from .deployment_config import DeploymentConfig, deployment_config
from .scaling_config import ScalingConfig, scaling_config

MIN_TASKS: Final = 2
"""With two tasks in different zones, the service survives the loss of one."""

DEREGISTRATION_SECONDS: Final = 20
"""Shorter than the 30 seconds between SIGTERM and SIGKILL, longer than the slowest request."""

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
    deregistration_seconds: int
    metrics_name: pulumi.Input[str] | None


@dataclass(frozen=True, kw_only=True)
class SpotConfig:
    """How tasks are shared between on-demand capacity and Spot."""

    percent: int
    on_demand_tasks: int


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
    spot: SpotConfig | None
    """None if all tasks are on demand."""
    scaling: ScalingConfig
    deployment: DeploymentConfig
    connect: ConnectConfig | None
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
    max_tasks = arguments.integer("max_tasks", min_tasks, limits.MAX_TASKS, hint="no fewer than min_tasks")
    spot = _spot(arguments)
    connect = connect_config(arguments, task)
    http = _http(arguments, task, spot)
    return ServiceConfig(
        task=task,
        task_args=_task_args(arguments, spot, connect),
        cluster_arn=arguments.input("cluster_arn"),
        cluster_name=arguments.input("cluster_name"),
        subnet_ids=arguments.input("subnet_ids"),
        security_group_id=arguments.input("security_group_id"),
        min_tasks=min_tasks,
        max_tasks=max_tasks,
        spot=spot,
        scaling=scaling_config(arguments, min_tasks, max_tasks),
        deployment=deployment_config(arguments),
        connect=connect,
        http=http,
    )


def _task_args(arguments: Arguments, spot: SpotConfig | None, connect: ConnectConfig | None) -> Mapping[str, Any]:
    """What the task is made from: its own arguments, and what Spot and Service Connect need of it."""
    given = {key: arguments.input(key) for key in sorted(_TASK_ARGUMENTS) if arguments.is_set(key)}
    implied: dict[str, Any] = {"stop_timeout_seconds": MAX_STOP_TIMEOUT_SECONDS} if spot else {}
    if connect and connect.server:
        implied["port_name"] = connect.server.port_name
    return implied | given


def _spot(arguments: Arguments) -> SpotConfig | None:
    percent = arguments.integer("spot_percent", 0, limits.MAX_SPOT_PERCENT, 0)
    arguments.requires("on_demand_tasks", percent > 0, "all tasks are on demand unless spot_percent is more than 0")
    on_demand = arguments.integer("on_demand_tasks", 0, limits.MAX_TASKS, MIN_TASKS)
    return SpotConfig(percent=percent, on_demand_tasks=on_demand) if percent else None


def _http(arguments: Arguments, task: TaskConfig, spot: SpotConfig | None) -> HttpConfig | None:
    http = arguments.nested("http")
    if http is None:
        return None
    patterns = http.list_of("path_patterns", 1, limits.MAX_PATTERNS)
    priority = http.integer("priority", 1, limits.MAX_PRIORITY)
    message = "it must be a path that begins with /"
    health_path = http.string("health_path", predicate=lambda path: path.startswith("/"), message=message)
    if task.port is None:
        raise arguments.error("port", None, "a service behind the load balancer listens on a port")
    return HttpConfig(
        vpc_id=http.input("vpc_id"),
        listener_arn=http.input("listener_arn"),
        path_patterns=patterns,
        priority=priority,
        health_path=health_path,
        port=task.port,
        deregistration_seconds=_deregistration(arguments, http, task, spot),
        metrics_name=http.input("metrics_name"),
    )


def _deregistration(arguments: Arguments, http: Arguments, task: TaskConfig, spot: SpotConfig | None) -> int:
    """How long requests are finished. A task on Spot gets SIGTERM while the load balancer still drains it."""
    is_implied = spot is not None and not arguments.is_set("stop_timeout_seconds")
    stop = MAX_STOP_TIMEOUT_SECONDS if is_implied else task.stop_timeout_seconds
    hint = f"less than the {stop} seconds after which a task is killed (stop_timeout_seconds)"
    return http.integer("deregistration_seconds", 0, stop - 1, min(DEREGISTRATION_SECONDS, stop - 1), hint=hint)
