"""Tasks that share their host's network or processes."""

from ...aws import types as aws
from ...checks import require
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on host network mode and a shared process namespace."""
    yield from require(resource["networkMode"], lambda known: known.text != "host", "is the host's network")
    yield from require(resource["pidMode"], lambda known: known.text != "host", "shows the host's processes")


RULE = Rule(
    id="task-host",
    title="Tasks have their own network and processes",
    description=(
        "A task in the host's network passes its security group by, and one in the host's process namespace sees "
        "its neighbours."
    ),
    severity=Severity.HIGH,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set networkMode to awsvpc and leave pidMode out",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3",
    check=check,
    controls=("A42",),
    references=Reference(security_hub=("ECS.3", "ECS.17")),
)
