"""A Fargate task definition: one container, its two roles and its log group."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from ..core.component import Component, Transforms
from ..core.iam import Statement, document, statements, trust
from ..core.outputs import json_text
from .args import TaskArgs
from .config import TaskConfig, resolve
from .policies import execution_statements
from .props import container


class Task(Component):
    """A Fargate task definition on arm64 with one container.

    The container runs as an unprivileged user, on a read-only root file system with a writable `/tmp`, without Linux
    capabilities. The code has one role; ECS, which pulls the image and reads secrets, has another.
    """

    _named_by = "service"

    task_definition_arn: pulumi.Output[str]
    """The current revision."""
    container_name: str
    """The container's name."""
    role_name: pulumi.Output[str]
    """The role that the code runs as."""
    log_group_name: pulumi.Output[str]
    """The log group of the container."""

    def __init__(
        self,
        name: str,
        args: TaskArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        group = self._make_log_group(f"services/{config.service}", config.log_retention_days, config.log_key_arn)
        role = self._make_role("role", config.service)
        self._make_policy("policy", role, statements(config.uses, self._cell["region"]))
        execution_role = self._make_role("execution-role", f"{config.service}-start")
        self._make_policy("execution-policy", execution_role, execution_statements(config, self._cell, group.arn))
        self.task_definition_arn = self._make_definition(config, role, execution_role, group).arn
        self.container_name = config.service
        self.role_name = role.name
        self.log_group_name = group.name
        self._finish()

    def _make_role(self, role: str, suffix: str) -> aws.iam.Role:
        trusted = trust("ecs-tasks.amazonaws.com", self._cell["account_id"])
        return self._child(role, aws.iam.Role, {"name": self._physical(suffix), "assume_role_policy": trusted})

    def _make_policy(self, role: str, owner: aws.iam.Role, granted: Sequence[Statement]) -> None:
        """A role's policy, unless it would be empty, which IAM does not accept."""
        if granted:
            self._child(role, aws.iam.RolePolicy, {"role": owner.name, "policy": document(granted)})

    def _make_definition(
        self, config: TaskConfig, role: aws.iam.Role, execution_role: aws.iam.Role, group: aws.cloudwatch.LogGroup
    ) -> aws.ecs.TaskDefinition:
        return self._child(
            "definition",
            aws.ecs.TaskDefinition,
            {
                "family": self._physical(config.service),
                "requires_compatibilities": ["FARGATE"],
                "network_mode": "awsvpc",
                "runtime_platform": {"cpu_architecture": "ARM64", "operating_system_family": "LINUX"},
                "cpu": str(config.cpu),
                "memory": str(config.memory_mib),
                "task_role_arn": role.arn,
                "execution_role_arn": execution_role.arn,
                "volumes": [{"name": "tmp"}],
                "container_definitions": json_text([container(config, self._cell, group.name)]),
            },
        )
