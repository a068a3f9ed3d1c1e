"""Security groups and administration ports."""

from dataclasses import dataclass

from ...aws import types as aws
from ...aws.network import security_groups
from ...rule import Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    ports: tuple[str, ...] = parameter(
        ("22", "3389"), "Ports of remote administration. The default is SSH and Remote Desktop."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each address block that opens an administration port to the internet."""
    ports = [int(port) for port in parameters.ports if port.isdecimal()]
    return security_groups.open_to_world(
        security_groups.ingress_of(resource),
        lambda opening: any(opening.covers(port) for port in ports),
        "opens an administration port to the internet",
    )


RULE = Rule(
    id="admin-ports",
    title="Security groups do not open administration ports to the internet",
    description="Attackers constantly try stolen and guessed credentials on SSH and Remote Desktop.",
    severity=Severity.HIGH,
    types=(
        aws.EC2_SECURITY_GROUP,
        aws.EC2_DEFAULT_SECURITY_GROUP,
        aws.EC2_SECURITY_GROUP_RULE,
        aws.VPC_SECURITY_GROUP_INGRESS_RULE,
    ),
    remediation="Allow only known addresses or security groups, or use Session Manager and open no port",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53",
    check=check,
    controls=("D9",),
    scope=Scope.STACK,
    parameters=Parameters,
)
