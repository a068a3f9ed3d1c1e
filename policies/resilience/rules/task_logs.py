"""Logs of containers."""

from ...checks import require
from ...containers import containers
from ...rule import Resource, Results, Rule, Severity
from ...values import Value


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
    types=("aws:ecs/taskDefinition:TaskDefinition",),
    remediation="Set logConfiguration.logDriver of each container, such as awslogs with its options",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9",
    check=check,
    controls=("E10",),
)
