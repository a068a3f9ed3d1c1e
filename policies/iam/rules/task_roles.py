"""Separate task and execution roles."""

from ...aws import types as aws
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_ROLE = aws.IAM_ROLE


def check(resource: Resource) -> Results:
    """A finding on a task role that is also the execution role, by ARN, or by edges while ARNs are unknown."""
    task, execution = resource["taskRoleArn"], resource["executionRoleArn"]
    if task.absent or execution.absent:
        return
    if task.unknown or execution.unknown:
        yield from _by_edges(resource, task, execution)
    elif task.raw == execution.raw:
        yield Finding("taskRoleArn", _SHARED)


_SHARED = "is the execution role, which can read secrets and pull images"


def _by_edges(resource: Resource, task: Value, execution: Value) -> Results:
    tasks = {source.urn for source in resource.sources(task, _ROLE)}
    executions = {source.urn for source in resource.sources(execution, _ROLE)}
    if tasks & executions:
        yield Finding("taskRoleArn", _SHARED)
    elif not tasks or not executions:
        yield NotEvaluated("taskRoleArn")


RULE = Rule(
    id="task-roles",
    title="ECS tasks have a role other than the execution role",
    description=(
        "The execution role pulls images and reads secrets before the code starts. The code itself must not have these "
        "permissions."
    ),
    severity=Severity.MEDIUM,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set taskRoleArn to a separate role with the permissions of the code",
    url="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html",
    check=check,
    controls=("A19",),
    scope=Scope.STACK,
)
