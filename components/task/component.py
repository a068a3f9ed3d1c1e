"""What one container is: its definition, its two roles and its logs."""

import re
from typing import Any, NotRequired

import pulumi
import pulumi_aws as aws

from ..core.cell import CellArgs, DataClass
from ..core.component import Component, Transforms
from ..core.door import Door
from ..core.iam import Statement, Uses, allow, document, statements, trust

LOG_DAYS = 90
USER = "10001:10001"
"""The image's own user; root is refused."""

CPU_UNITS = {256: (512, 2048), 512: (1024, 4096), 1024: (2048, 8192), 2048: (4096, 16384), 4096: (8192, 30720)}
"""Fargate's CPU units and the least and most MiB that go with them (ECS developer guide, task CPU and memory)."""

_GIB = 1024
"""Memory comes in whole GiB, beside the 512 MiB of the smallest task (the same page)."""

MAX_PORT = 65_535

_BY_DIGEST = re.compile(r"[\w.\-/:]+@sha256:[0-9a-f]{64}")
_ECR = re.compile(r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/(?P<repository>[^@:]+)")


class TaskArgs(CellArgs):
    """Arguments of `Task`."""

    service: str
    """Short name, such as `orders`; the family is `<cell>-<service>`."""
    image: str
    """Image by digest, so that what runs is what was tested: `<repository>@sha256:<64 hex digits>`."""
    command: list[str]
    """What the container runs."""
    environment: NotRequired[dict[str, pulumi.Input[str]]]
    """Variables beside `CELL`, `CITY` and `AWS_REGION`."""
    secrets: NotRequired[dict[str, pulumi.Input[str]]]
    """Variables whose values ECS reads from Secrets Manager, by ARN."""
    secret_key_arn: NotRequired[pulumi.Input[str]]
    """Key that encrypts those secrets; required with them."""
    uses: NotRequired[Uses]
    """Everything that the code touches; its role grants this and nothing else."""
    port: NotRequired[int]
    """Port that it listens on, when it does."""
    labels: NotRequired[dict[str, str]]
    """Docker labels. `citycell.run=before-services` marks what runs once before services start."""
    cpu: NotRequired[int]
    """CPU units, 1024 to a core; 512 by default."""
    memory_mib: NotRequired[int]
    """Memory; twice the CPU units by default."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts its logs."""


class Task(Component):
    """A Fargate task definition on arm64 with one container.

    The container runs as a user without rights, on a read-only root with `/tmp` to write to, without Linux
    capabilities. Its code has one role, what starts it (image, secrets, logs) another.
    """

    task_definition_arn: pulumi.Output[str]
    """The current revision."""
    container_name: str
    """The container's name."""
    role_name: pulumi.Output[str]
    """The role that the code runs as."""

    def __init__(
        self,
        name: str,
        args: TaskArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        door = Door("Task", name, args, TaskArgs)
        check_task(door)
        super().__init__(name, args, opts, transforms)
        group = self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                "name": f"/citycell/{self._cell['cell']}/services/{args['service']}",
                "retention_in_days": LOG_DAYS,
                "kms_key_id": args["log_key_arn"],
            },
            data_class=DataClass.LOGS,
        )
        role = self._role("role", args["service"], statements(args.get("uses", {}), self._cell["region"]))
        starter = self._role("execution-role", f"{args['service']}-start", self._start_statements(args, group))
        definition = self._definition(args, role, starter, group)
        self.task_definition_arn = definition.arn
        self.container_name = args["service"]
        self.role_name = role.name
        self._finish()

    def _role(self, role: str, suffix: str, granted: list[Statement]) -> aws.iam.Role:
        made = self._child(
            role,
            aws.iam.Role,
            {
                "name": self._physical(suffix),
                "assume_role_policy": trust("ecs-tasks.amazonaws.com", self._cell["account_id"]),
            },
        )
        if granted:
            self._child(
                role.replace("role", "policy"),
                aws.iam.RolePolicy,
                {"role": made.name, "policy": document(granted)},
            )
        return made

    def _start_statements(self, args: TaskArgs, group: aws.cloudwatch.LogGroup) -> list[Statement]:
        """What ECS needs before the code runs (ECS developer guide, task execution role)."""
        streams = group.arn.apply(lambda arn: f"{arn}:*")
        granted = [allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], streams)]
        if image := _ECR.match(args["image"]):
            repository = f"arn:aws:ecr:{image['region']}:{image['account']}:repository/{image['repository']}"
            actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
            # The token is for the registry: the action takes no resource (Service Authorization Reference).
            granted += [
                allow("SignInToRegistry", ["ecr:GetAuthorizationToken"], "*"),
                allow("PullImage", actions, repository),
            ]
        if secrets := args.get("secrets"):
            granted.append(allow("ReadSecrets", ["secretsmanager:GetSecretValue"], list(secrets.values())))
            granted.append(
                allow(
                    "DecryptSecrets",
                    ["kms:Decrypt"],
                    args.get("secret_key_arn"),
                    {"StringEquals": {"kms:ViaService": f"secretsmanager.{self._cell['region']}.amazonaws.com"}},
                )
            )
        return granted

    def _definition(
        self, args: TaskArgs, role: aws.iam.Role, starter: aws.iam.Role, group: aws.cloudwatch.LogGroup
    ) -> aws.ecs.TaskDefinition:
        cpu = args.get("cpu", 512)
        return self._child(
            "definition",
            aws.ecs.TaskDefinition,
            {
                "family": self._physical(args["service"]),
                "requires_compatibilities": ["FARGATE"],
                "network_mode": "awsvpc",
                "runtime_platform": {"cpu_architecture": "ARM64", "operating_system_family": "LINUX"},
                "cpu": str(cpu),
                "memory": str(args.get("memory_mib", cpu * 2)),
                "task_role_arn": role.arn,
                "execution_role_arn": starter.arn,
                "volumes": [{"name": "tmp"}],
                "container_definitions": pulumi.Output.json_dumps([self._container(args, group)]),
            },
        )

    def _container(self, args: TaskArgs, group: aws.cloudwatch.LogGroup) -> dict[str, Any]:
        variables = {
            "AWS_REGION": self._cell["region"],
            "CELL": self._cell["cell"],
            "CITY": self._cell["city"],
            **args.get("environment", {}),
        }
        return {
            "name": args["service"],
            "image": args["image"],
            "command": args["command"],
            "essential": True,
            "user": USER,
            "privileged": False,
            "readonlyRootFilesystem": True,
            "linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}},
            "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp"}],  # noqa: S108 - the container's own
            "portMappings": [{"containerPort": port, "protocol": "tcp"}] if (port := args.get("port")) else [],
            "environment": [{"name": key, "value": value} for key, value in sorted(variables.items())],
            "secrets": [{"name": key, "valueFrom": arn} for key, arn in sorted(args.get("secrets", {}).items())],
            "dockerLabels": args.get("labels", {}),
            "stopTimeout": 30,
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": group.name,
                    "awslogs-region": self._cell["region"],
                    "awslogs-stream-prefix": args["service"],
                    "mode": "non-blocking",  # a slow log must not stop orders
                },
            },
        }


def check_task(door: Door) -> None:
    """Check what a task is told, for the task itself and for what makes one."""
    door.cell()
    door.text("service")
    door.text("image", fits=is_by_digest, limit="it must name an image by digest: <repository>@sha256:<64 hex digits>")
    door.items("command", 1)
    cpu = door.whole("cpu", min(CPU_UNITS), max(CPU_UNITS), 512)
    if cpu not in CPU_UNITS:
        raise door.refuse("cpu", cpu, f"Fargate has {', '.join(map(str, CPU_UNITS))}")
    least, most = CPU_UNITS[cpu]
    memory = door.whole("memory_mib", least, most, cpu * 2, why=f"with {cpu} CPU units")
    if memory % _GIB and memory != min(CPU_UNITS.values())[0]:
        raise door.refuse("memory_mib", memory, "it must be whole GiB, a multiple of 1024")
    if door.given("port"):
        door.whole("port", 1, MAX_PORT)
    if door.given("secrets") and not door.given("secret_key_arn"):
        raise door.refuse("secret_key_arn", None, "secrets need the key that encrypts them")


def is_by_digest(image: str) -> bool:
    """Whether an image reference names its content, so that it cannot change."""
    return _BY_DIGEST.fullmatch(image) is not None
