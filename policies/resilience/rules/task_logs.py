"""Logs of containers."""

from ...aws import types as aws
from ...aws.containers import containers
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each container without a log driver."""
    for container in containers(resource):
        if not isinstance(container, Value):
            yield container
            continue
        driver = container["logConfiguration"]["logDriver"]
        yield from require(driver, lambda known: bool(known.text), "is not set, so the output of the container is lost")


RULE = Rule(
    id="task-logs",
    title="ECS containers deliver logs",
    description="On Fargate, the output of a container is lost with it unless a log driver delivers it.",
    severity=Severity.HIGH,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set logConfiguration.logDriver of each container, such as awslogs with its options",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9",
    check=check,
    controls=("E10",),
)
