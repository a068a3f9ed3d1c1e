"""Secrets in a task's environment."""

from ...aws import types as aws
from ...aws.containers import containers
from ...aws.secrets import secret_like
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each variable that looks like a secret by its name or its value."""
    for container in containers(resource):
        if not isinstance(container, Value):
            yield container
            continue
        for entry in container["environment"].elements():
            name = entry["name"].text
            yield from require(
                entry["value"], lambda known, name=name: not secret_like(name, known), "holds a secret in plain text"
            )


RULE = Rule(
    id="task-secrets",
    title="Tasks get secrets from Secrets Manager",
    description=(
        "A variable of a task definition is plain text to everyone who may describe it, and each revision keeps it."
    ),
    severity=Severity.HIGH,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Move it to secrets with valueFrom, or sign in with IAM",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8",
    check=check,
    controls=("A40",),
)
