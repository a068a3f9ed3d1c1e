"""A container that always runs: on Fargate, behind the load balancer when it serves HTTP, scaled by its load."""

from typing import Any, NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from ..aws.names import LOAD_BALANCER
from ..core.cell import cell_args
from ..core.component import Component, Transforms
from ..core.door import Door
from ..task.component import Task, TaskArgs, check_task

CPU_TARGET_PERCENT = 50.0
"""Room for a zone to fail: two thirds of the tasks then carry all at 75 %."""

LEAST_TASKS = 2
MAX_TASKS = 5000
"""Tasks of one service (Amazon ECS service quotas)."""

MAX_PRIORITY = 50_000
"""Of a listener's rule (Elastic Load Balancing API, CreateRule)."""

MAX_PATTERNS = 5
"""Values of the conditions of one rule (quotas for Application Load Balancers)."""


class HttpArgs(TypedDict):
    """How the load balancer reaches a service."""

    vpc_id: pulumi.Input[str]
    """The network."""
    listener_arn: pulumi.Input[str]
    """The listener that hands requests on."""
    path_patterns: list[str]
    """Paths that belong to the service, such as `/*`."""
    priority: int
    """Place among the listener's rules; the lowest number is asked first."""
    health_path: str
    """Path that answers 200 while a task can serve."""


class ServiceArgs(TaskArgs):
    """Arguments of `Service`: those of its task, and how many of it run where."""

    cluster_arn: pulumi.Input[str]
    """The ECS cluster."""
    cluster_name: pulumi.Input[str]
    """The ECS cluster's name, as auto scaling wants it."""
    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in different zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the tasks."""
    min_tasks: int
    """Tasks that always run; at least two, so that one may be lost."""
    max_tasks: int
    """Tasks at most."""
    http: NotRequired[HttpArgs]
    """Set for a service that the load balancer reaches."""


class Service(Component):
    """An ECS service of at least two tasks spread over zones.

    A deployment whose tasks do not become healthy is rolled back. Tasks are added when their CPU passes half.
    """

    service_name: pulumi.Output[str]
    """The service's name, a dimension of its metrics."""
    target_group: pulumi.Output[str]
    """Suffix of the target group's ARN, a dimension of its metrics; empty without HTTP."""

    def __init__(
        self,
        name: str,
        args: ServiceArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        task_keys = (TaskArgs.__required_keys__ | TaskArgs.__optional_keys__) - cell_args(args).keys()
        self._task = self._component("task", Task, {key: args[key] for key in task_keys if key in args})
        target = self._target(args)
        service = self._service(args, target)
        self._scaling(args, service)
        self.service_name = service.name
        self.target_group = target.arn_suffix if target else pulumi.Output.from_input("")
        self._finish()

    @property
    def task(self) -> Task:
        """The service's task."""
        return self._task

    def _target(self, args: ServiceArgs) -> aws.lb.TargetGroup | None:
        http = args.get("http")
        if http is None:
            return None
        return self._child(
            "target",
            aws.lb.TargetGroup,
            {
                "name": self._physical(args["service"], LOAD_BALANCER),
                "vpc_id": http["vpc_id"],
                "target_type": "ip",
                "port": args["port"],  # pyright: ignore[reportTypedDictNotRequiredAccess] - checked at the start
                # Inside the network, from the load balancer's group to the tasks' group only.
                "protocol": "HTTP",
                "deregistration_delay": 30,
                "health_check": {
                    "path": http["health_path"],
                    "matcher": "200",
                    "interval": 10,
                    "timeout": 5,
                    "healthy_threshold": 2,
                    "unhealthy_threshold": 3,
                },
            },
        )

    def _service(self, args: ServiceArgs, target: aws.lb.TargetGroup | None) -> aws.ecs.Service:
        props: dict[str, Any] = {
            "name": self._physical(args["service"]),
            "cluster": args["cluster_arn"],
            "task_definition": self._task.task_definition_arn,
            "desired_count": args["min_tasks"],
            "launch_type": "FARGATE",
            "platform_version": "LATEST",
            "network_configuration": {
                "subnets": args["subnet_ids"],
                "security_groups": [args["security_group_id"]],
                "assign_public_ip": False,
            },
            "deployment_circuit_breaker": {"enable": True, "rollback": True},
            "deployment_minimum_healthy_percent": 100,
            "deployment_maximum_percent": 200,
            "availability_zone_rebalancing": "ENABLED",
            "enable_execute_command": False,
            "propagate_tags": "SERVICE",
        }
        # Auto scaling moves the count; a deployment must not move it back.
        opts = pulumi.ResourceOptions(ignore_changes=["desiredCount"])
        if target is not None and (http := args.get("http")):
            props["load_balancers"] = [
                {
                    "target_group_arn": target.arn,
                    "container_name": self._task.container_name,
                    "container_port": args["port"],  # pyright: ignore[reportTypedDictNotRequiredAccess] - checked
                }
            ]
            props["health_check_grace_period_seconds"] = 60
            rule = self._child(
                "rule",
                aws.lb.ListenerRule,
                {
                    "listener_arn": http["listener_arn"],
                    "priority": http["priority"],
                    "actions": [{"type": "forward", "target_group_arn": target.arn}],
                    "conditions": [{"path_pattern": {"values": http["path_patterns"]}}],
                },
            )
            # ECS refuses a target group that no listener uses yet.
            opts.depends_on = [rule]
        return self._child("service", aws.ecs.Service, props, opts)

    def _scaling(self, args: ServiceArgs, service: aws.ecs.Service) -> None:
        if args["min_tasks"] == args["max_tasks"]:
            return
        target = self._child(
            "scaling-target",
            aws.appautoscaling.Target,
            {
                "service_namespace": "ecs",
                "scalable_dimension": "ecs:service:DesiredCount",
                "resource_id": pulumi.Output.concat("service/", args["cluster_name"], "/", service.name),
                "min_capacity": args["min_tasks"],
                "max_capacity": args["max_tasks"],
            },
        )
        self._child(
            "scaling-policy",
            aws.appautoscaling.Policy,
            {
                "name": self._physical(f"{args['service']}-cpu"),
                "policy_type": "TargetTrackingScaling",
                "service_namespace": target.service_namespace,
                "scalable_dimension": target.scalable_dimension,
                "resource_id": target.resource_id,
                "target_tracking_scaling_policy_configuration": {
                    "target_value": CPU_TARGET_PERCENT,
                    "predefined_metric_specification": {"predefined_metric_type": "ECSServiceAverageCPUUtilization"},
                    "scale_in_cooldown": 300,
                    "scale_out_cooldown": 60,
                },
            },
        )


def _check(name: str, args: ServiceArgs) -> None:
    door = Door("Service", name, args, ServiceArgs)
    check_task(door)
    least = door.whole("min_tasks", LEAST_TASKS, MAX_TASKS, why="so that one task may be lost")
    door.whole("max_tasks", least, MAX_TASKS, why="no fewer than min_tasks")
    if door.given("http"):
        http = door.inside("http", HttpArgs)
        http.items("path_patterns", 1, MAX_PATTERNS)
        http.whole("priority", 1, MAX_PRIORITY)
        http.text("health_path", fits=_is_path, limit="it must be a path that begins with /")
        if not door.given("port"):
            raise door.refuse("port", None, "a service behind the load balancer listens on a port")


def _is_path(text: str) -> bool:
    return text.startswith("/")
