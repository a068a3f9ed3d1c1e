"""Secrets in ECS environment variables."""

from ...aws import types as aws
from ...aws.containers import containers
from ...aws.secrets import secret_like
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each environment variable whose name or value looks like a secret."""
    for container in containers(resource):
        if not isinstance(container, Value):
            yield container
            continue
        for entry in container["environment"].elements():
            name = entry["name"].text
            yield from require(
                entry["value"], lambda known, name=name: not secret_like(name, known), "contains a secret in plain text"
            )


RULE = Rule(
    id="task-secrets",
    title="ECS tasks have no secrets in environment variables",
    description="Every principal that can describe a task definition can read its variables, in every revision.",
    severity=Severity.HIGH,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Move the variable to secrets with valueFrom, or authenticate with IAM",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8",
    check=check,
    controls=("A40",),
)
