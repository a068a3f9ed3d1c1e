"""Host network and host processes of ECS tasks."""

from ...aws import types as aws
from ...checks import require
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on host network mode and a shared process namespace."""
    yield from require(
        resource["networkMode"],
        lambda known: known.text != "host",
        "is host, so the task shares the network of its host",
    )
    yield from require(
        resource["pidMode"], lambda known: known.text != "host", "is host, so the task sees the processes of its host"
    )


RULE = Rule(
    id="task-host",
    title="ECS tasks do not share the host's network or processes",
    description=(
        "A task on the host's network bypasses its security group. A task in the host's process namespace sees other "
        "tasks."
    ),
    severity=Severity.HIGH,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set networkMode to awsvpc and remove pidMode",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3",
    check=check,
    controls=("A42",),
    references=Reference(security_hub=("ECS.3", "ECS.17")),
)
