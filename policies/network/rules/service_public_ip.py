"""Public IP addresses of ECS tasks."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a service whose tasks get public IP addresses. AWS assigns none if the setting is absent."""
    assign = resource["networkConfiguration"]["assignPublicIp"]
    return require(assign, lambda known: not known.true, "gives each task a public IP address")


RULE = Rule(
    id="service-public-ip",
    title="ECS tasks have no public IP address",
    description="Clients can reach a task with a public IP address without passing the load balancer and its web ACL.",
    severity=Severity.HIGH,
    types=(aws.ECS_SERVICE, aws.ECS_TASK_SET),
    remediation="Remove networkConfiguration.assignPublicIp or set it to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2",
    check=check,
    controls=("D6",),
)
