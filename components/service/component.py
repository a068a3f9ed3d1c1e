"""An ECS service on Fargate: its task, its place behind the load balancer, and its scaling."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from ..aws.names import LOAD_BALANCER
from ..core.component import Component, Props, Transforms
from ..core.iam import document, trust
from ..task.component import Task
from . import props, scaling
from .args import ServiceArgs
from .config import HttpConfig, ServiceConfig, resolve
from .deployment_config import TestConfig
from .policies import traffic_shift_statements


class Service(Component):
    """An ECS service of at least two tasks in different zones.

    An update ends when the new tasks are healthy. A deployment whose tasks do not become healthy is rolled back, and
    the update fails with the reason that ECS gives; in a first deployment there is nothing to roll back to, and the
    service is left without tasks. Tasks are added when their average CPU is above half.

    Blue/green, linear and canary deployments shift the load balancer's requests from the old tasks to the new ones.
    Amazon ECS then changes the actions of the listener rules, and an update does not change them back.
    """

    _named_by = "service"

    service_name: pulumi.Output[str]
    """The service's name, a dimension of its metrics."""
    target_group: pulumi.Output[str] | None
    """Suffix of the target group's ARN, a dimension of its metrics; None without `http`."""
    alternate_target_group: pulumi.Output[str] | None
    """Suffix of the second target group's ARN; None without `deployment.test`. The requests go to one of the two, and
    to the other one after the next deployment."""

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
        self.target_group = self.alternate_target_group = None
        service = self._make_http_service(config, config.http) if config.http else self._make_service(config)
        if config.scales:
            self._make_scaling(config, service)
        self.service_name = service.name
        self._finish()

    @property
    def task(self) -> Task:
        """The service's task."""
        return self._task

    def _make_http_service(self, config: ServiceConfig, http: HttpConfig) -> aws.ecs.Service:
        target = self._make_target("target", config.task.service, http)
        self.target_group = target.arn_suffix
        rule = self._make_rule("rule", config, props.listener_rule(http, target.arn))
        # ECS rejects a target group that no listener uses yet.
        after: list[pulumi.Resource] = [rule]
        advanced = None
        if test := config.deployment.test:
            advanced, more = self._make_second_target(config, http, test, target, rule)
            after += more
        place = props.balanced(self._task.container_name, http, target.arn, advanced)
        return self._make_service(config, place, after)

    def _make_second_target(
        self,
        config: ServiceConfig,
        http: HttpConfig,
        test: TestConfig,
        target: aws.lb.TargetGroup,
        rule: aws.lb.ListenerRule,
    ) -> tuple[Props, list[pulumi.Resource]]:
        """The target group of the next release, the rule of its test requests, and the role with which ECS shifts them.

        Both target groups must be the target of one of the two rules, or the deployment fails (Amazon ECS developer
        guide, "Migrate CodeDeploy blue/green deployments to Amazon ECS blue/green deployments", prerequisites).
        """
        second = self._make_target("alternate-target", f"{config.task.service}-2", http)
        self.alternate_target_group = second.arn_suffix
        test_rule = self._make_rule("test-rule", config, props.listener_rule(http, second.arn, test))
        role = self._child(
            "deployment-role",
            aws.iam.Role,
            {
                "name": self._physical(f"{config.task.service}-deployment"),
                "assume_role_policy": trust("ecs.amazonaws.com", self._cell["account_id"]),
            },
        )
        statements = traffic_shift_statements([target.arn, second.arn], [rule.arn, test_rule.arn])
        policy = self._child(
            "deployment-policy", aws.iam.RolePolicy, {"role": role.name, "policy": document(statements)}
        )
        advanced: Props = {
            "alternate_target_group_arn": second.arn,
            "production_listener_rule": rule.arn,
            "test_listener_rule": test_rule.arn,
            "role_arn": role.arn,
        }
        return advanced, [test_rule, policy]

    def _make_target(self, role: str, short_name: str, http: HttpConfig) -> aws.lb.TargetGroup:
        name = self._physical(short_name, LOAD_BALANCER)
        return self._child(role, aws.lb.TargetGroup, props.target_group(name, http))

    def _make_rule(self, role: str, config: ServiceConfig, rule: Props) -> aws.lb.ListenerRule:
        # ECS turns the action into shares of two target groups, and turns them round with every deployment
        # (https://github.com/hashicorp/terraform-provider-aws/issues/43905). An update must not turn them back.
        shifted = ["actions"] if config.deployment.test else []
        return self._child(role, aws.lb.ListenerRule, rule, pulumi.ResourceOptions(ignore_changes=shifted))

    def _make_service(
        self, config: ServiceConfig, balanced: Props | None = None, after: Sequence[pulumi.Resource] = ()
    ) -> aws.ecs.Service:
        # A service with a share on Spot has another name, because the provider replaces it: the new one can then start
        # before the old one stops.
        suffix = f"{config.task.service}-spot" if config.spot else config.task.service
        inputs: Props = {
            "name": self._physical(suffix),
            **props.service(config, self._task.task_definition_arn),
            **(balanced or {}),
        }
        if config.connect:
            group, region = self._task.log_group_name, self._cell["region"]
            inputs |= props.connected(config.connect, region, group, config.task.service)
        minutes = f"{config.deployment.minutes}m"
        # Scaling changes the count; an update must not change it back. Registering the scaling target moves a count
        # that is outside of the range into it (Application Auto Scaling API, RegisterScalableTarget).
        scaled = ["desiredCount"] if config.scales else []
        opts = pulumi.ResourceOptions(
            ignore_changes=scaled,
            # The task definition names roles, but a task cannot start or work without the policies of both.
            depends_on=[self._task, *after],
            custom_timeouts=pulumi.CustomTimeouts(create=minutes, update=minutes),
        )
        return self._child("service", aws.ecs.Service, inputs, opts)

    def _make_scaling(self, config: ServiceConfig, service: aws.ecs.Service) -> None:
        wanted = config.scaling
        # Scheduled actions change the minimum; an update must not change it back.
        scheduled = ["minCapacity"] if wanted.schedule else []
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
            pulumi.ResourceOptions(ignore_changes=scheduled),
        )
        self._make_policy("scaling-policy", config, "cpu", target, scaling.cpu(wanted.cpu_percent))
        if wanted.requests_per_minute and config.http and config.http.metrics_name:
            groups = [group for group in (self.target_group, self.alternate_target_group) if group is not None]
            requests = scaling.requests(wanted.requests_per_minute, config.http.metrics_name, groups)
            self._make_policy("requests-policy", config, "requests", target, requests)
        if wanted.lag:
            lag = scaling.lag(wanted.lag, config.cluster_name, service.name)
            self._make_policy("lag-policy", config, "lag", target, lag)
        if wanted.predictive:
            forecast = scaling.predictive(wanted.predictive, wanted.cpu_percent)
            self._make_policy("predictive-policy", config, "predictive", target, forecast)
        self._make_schedule(config, target)

    def _make_policy(
        self, role: str, config: ServiceConfig, kind: str, target: aws.appautoscaling.Target, policy: Props
    ) -> None:
        name = self._physical(f"{config.task.service}-{kind}")
        self._child(role, aws.appautoscaling.Policy, {"name": name, **_scaled(target), **policy})

    def _make_schedule(self, config: ServiceConfig, target: aws.appautoscaling.Target) -> None:
        for change in config.scaling.schedule:
            self._child(
                f"scheduled-{change.name}",
                aws.appautoscaling.ScheduledAction,
                {
                    "name": self._physical(f"{config.task.service}-{change.name}"),
                    **_scaled(target),
                    "schedule": change.cron,
                    "timezone": config.scaling.time_zone,
                    "scalable_target_action": {"min_capacity": change.min_tasks},
                },
            )


def _scaled(target: aws.appautoscaling.Target) -> Props:
    """What a policy or a scheduled action changes."""
    return {
        "service_namespace": target.service_namespace,
        "scalable_dimension": target.scalable_dimension,
        "resource_id": target.resource_id,
    }
