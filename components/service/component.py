"""An ECS service on Fargate: its task, its place behind the load balancer, and its scaling."""

from collections.abc import Sequence
from typing import Final

import pulumi
import pulumi_aws as aws

from ..aws.names import LOAD_BALANCER
from ..core.component import Component, Props, Transforms
from ..task.component import Task
from .args import ServiceArgs
from .config import HttpConfig, ServiceConfig, resolve

CPU_TARGET_PERCENT: Final = 50.0
"""Leaves room for the loss of a zone: two thirds of the tasks then carry the load at 75 %."""


class Service(Component):
    """An ECS service of at least two tasks in different zones.

    An update ends when the new tasks are healthy. A deployment whose tasks do not become healthy is rolled back, and
    the update fails with the reason that ECS gives; in a first deployment there is nothing to roll back to, and the
    service is left without tasks. Tasks are added when their average CPU is above half.
    """

    _named_by = "service"

    service_name: pulumi.Output[str]
    """The service's name, a dimension of its metrics."""
    target_group: pulumi.Output[str] | None
    """Suffix of the target group's ARN, a dimension of its metrics; None without `http`."""

    def __init__(
        self,
        name: str,
        args: ServiceArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._task = self._component("task", Task, config.task_args)
        if config.http is None:
            service = self._make_service(config)
            self.target_group = None
        else:
            target = self._make_target(config, config.http)
            service = self._make_http_service(config, config.http, target)
            self.target_group = target.arn_suffix
        if config.scales:
            self._make_scaling(config, service)
        self.service_name = service.name
        self._finish()

    @property
    def task(self) -> Task:
        """The service's task."""
        return self._task

    def _make_target(self, config: ServiceConfig, http: HttpConfig) -> aws.lb.TargetGroup:
        return self._child(
            "target",
            aws.lb.TargetGroup,
            {
                "name": self._physical(config.task.service, LOAD_BALANCER),
                "vpc_id": http.vpc_id,
                "target_type": "ip",
                "port": http.port,
                # Inside the network only, from the load balancer's security group to the tasks' group.
                "protocol": "HTTP",
                "deregistration_delay": 30,
                "health_check": {
                    "path": http.health_path,
                    "matcher": "200",
                    "interval": 10,
                    "timeout": 5,
                    "healthy_threshold": 2,
                    "unhealthy_threshold": 3,
                },
            },
        )

    def _make_http_service(
        self, config: ServiceConfig, http: HttpConfig, target: aws.lb.TargetGroup
    ) -> aws.ecs.Service:
        balanced: Props = {
            "load_balancers": [
                {
                    "target_group_arn": target.arn,
                    "container_name": self._task.container_name,
                    "container_port": http.port,
                }
            ],
            "health_check_grace_period_seconds": 60,
        }
        # ECS rejects a target group that no listener uses yet.
        return self._make_service(config, balanced, [self._make_rule(http, target)])

    def _make_rule(self, http: HttpConfig, target: aws.lb.TargetGroup) -> aws.lb.ListenerRule:
        return self._child(
            "rule",
            aws.lb.ListenerRule,
            {
                "listener_arn": http.listener_arn,
                "priority": http.priority,
                "actions": [{"type": "forward", "target_group_arn": target.arn}],
                "conditions": [{"path_pattern": {"values": http.path_patterns}}],
            },
        )

    def _make_service(
        self, config: ServiceConfig, balanced: Props | None = None, after: Sequence[pulumi.Resource] = ()
    ) -> aws.ecs.Service:
        props: Props = {
            "name": self._physical(config.task.service),
            "cluster": config.cluster_arn,
            "task_definition": self._task.task_definition_arn,
            "desired_count": config.min_tasks,
            "launch_type": "FARGATE",
            "platform_version": "LATEST",
            "network_configuration": {
                "subnets": config.subnet_ids,
                "security_groups": [config.security_group_id],
                "assign_public_ip": False,
            },
            "deployment_circuit_breaker": {"enable": True, "rollback": True},
            "deployment_minimum_healthy_percent": 100,
            "deployment_maximum_percent": 200,
            "availability_zone_rebalancing": "ENABLED",
            "enable_execute_command": False,
            "propagate_tags": "SERVICE",
            "wait_for_steady_state": config.wait_for_steady_state,
            **(balanced or {}),
        }
        minutes = f"{config.deployment_minutes}m"
        # Scaling changes the count; an update must not change it back. Registering the scaling target moves a count
        # that is outside of the range into it (Application Auto Scaling API, RegisterScalableTarget).
        scaled = ["desiredCount"] if config.scales else []
        opts = pulumi.ResourceOptions(
            ignore_changes=scaled,
            # The task definition names roles, but a task cannot start or work without the policies of both.
            depends_on=[self._task, *after],
            custom_timeouts=pulumi.CustomTimeouts(create=minutes, update=minutes),
        )
        return self._child("service", aws.ecs.Service, props, opts)

    def _make_scaling(self, config: ServiceConfig, service: aws.ecs.Service) -> None:
        target = self._child(
            "scaling-target",
            aws.appautoscaling.Target,
            {
                "service_namespace": "ecs",
                "scalable_dimension": "ecs:service:DesiredCount",
                "resource_id": pulumi.Output.concat("service/", config.cluster_name, "/", service.name),
                "min_capacity": config.min_tasks,
                "max_capacity": config.max_tasks,
            },
        )
        self._child(
            "scaling-policy",
            aws.appautoscaling.Policy,
            {
                "name": self._physical(f"{config.task.service}-cpu"),
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
