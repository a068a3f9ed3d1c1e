"""Tasks whose code has the rights of their launcher."""

from ...aws import types as aws
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_ROLE = aws.IAM_ROLE


def check(resource: Resource) -> Results:
    """A finding on a task role that is the execution role: by the edges while ARNs are unknown, then by the ARNs."""
    task, execution = resource["taskRoleArn"], resource["executionRoleArn"]
    if task.absent or execution.absent:
        return
    if task.unknown or execution.unknown:
        yield from _by_edges(resource, task, execution)
    elif task.raw == execution.raw:
        yield Finding("taskRoleArn", _SHARED)


_SHARED = "is the execution role, which reads secrets and pulls images"


def _by_edges(resource: Resource, task: Value, execution: Value) -> Results:
    tasks = {source.urn for source in resource.sources(task, _ROLE)}
    executions = {source.urn for source in resource.sources(execution, _ROLE)}
    if tasks & executions:
        yield Finding("taskRoleArn", _SHARED)
    elif not tasks or not executions:
        yield NotEvaluated("taskRoleArn")


RULE = Rule(
    id="task-roles",
    title="Tasks have a role of their own",
    description=(
        "The execution role pulls images and reads secrets before the code starts; the code itself must not have "
        "these rights."
    ),
    severity=Severity.MEDIUM,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Give taskRoleArn a role with what the code uses",
    url="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html",
    check=check,
    controls=("A19",),
    scope=Scope.STACK,
)
