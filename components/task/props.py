"""The container of a task definition, from its configuration: nothing here makes a resource."""

from typing import Final

import pulumi

from ..core.cell import CellArgs
from ..core.component import Props
from .config import TaskConfig

USER: Final = "10001:10001"
"""User and group of the image, neither of them root."""

_TMP: Final = "/tmp"  # noqa: S108 - the container's own folder


def container(config: TaskConfig, cell: CellArgs, log_group: pulumi.Output[str]) -> Props:
    """The container definition, as ECS reads it from JSON."""
    variables = {"AWS_REGION": cell["region"], "CELL": cell["cell"], "CITY": cell["city"], **config.environment}
    return {
        "name": config.service,
        "image": config.image,
        "command": config.command,
        "essential": True,
        "user": USER,
        "privileged": False,
        "readonlyRootFilesystem": True,
        "linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}},
        "mountPoints": [{"sourceVolume": "tmp", "containerPath": _TMP}],
        "portMappings": _port_mappings(config),
        "environment": [{"name": key, "value": value} for key, value in sorted(variables.items())],
        "secrets": [{"name": key, "valueFrom": arn} for key, arn in sorted(config.secrets.items())],
        "dockerLabels": config.labels,
        "stopTimeout": config.stop_timeout_seconds,
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": log_group,
                "awslogs-region": cell["region"],
                "awslogs-stream-prefix": config.service,
                "mode": "non-blocking",  # slow logging must not delay orders
            },
        },
    }


def _port_mappings(config: TaskConfig) -> list[Props]:
    if config.port is None:
        return []
    # Service Connect reads HTTP only from a port that says so; it then balances requests in place of connections.
    named = {"name": config.port_name, "appProtocol": "http"} if config.port_name else {}
    return [{"containerPort": config.port, "protocol": "tcp", **named}]
