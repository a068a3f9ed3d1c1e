"""Tasks with a public address."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on tasks that get public addresses; AWS gives none when it is left out."""
    assign = resource["networkConfiguration"]["assignPublicIp"]
    return require(assign, lambda known: not known.true, "gives each task a public address")


RULE = Rule(
    id="service-public-ip",
    title="Tasks have no public address",
    description="A task with a public address is reached around the load balancer and its firewall.",
    severity=Severity.HIGH,
    types=(aws.ECS_SERVICE, aws.ECS_TASK_SET),
    remediation="Leave networkConfiguration.assignPublicIp out, or set it to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2",
    check=check,
    controls=("D6",),
)
