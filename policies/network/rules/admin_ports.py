"""Ports of administrators."""

from dataclasses import dataclass

from ...aws import types as aws
from ...aws.network import security_groups
from ...rule import Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    ports: tuple[str, ...] = parameter(
        ("22", "3389"), "Ports of remote administration: SSH and Remote Desktop by default."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each address block through which the world comes to a port of administrators."""
    ports = [int(port) for port in parameters.ports if port.isdecimal()]
    return security_groups.open_to_world(
        security_groups.ingress_of(resource),
        lambda opening: any(opening.covers(port) for port in ports),
        "lets the world come to a port of administrators",
    )


RULE = Rule(
    id="admin-ports",
    title="The world does not come to ports of administrators",
    description="SSH and Remote Desktop on the internet are tried with stolen and guessed credentials all day.",
    severity=Severity.HIGH,
    types=(
        aws.EC2_SECURITY_GROUP,
        aws.EC2_DEFAULT_SECURITY_GROUP,
        aws.EC2_SECURITY_GROUP_RULE,
        aws.VPC_SECURITY_GROUP_INGRESS_RULE,
    ),
    remediation="Name the addresses or the security group that may come, or use Session Manager and no port at all",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53",
    check=check,
    controls=("D9",),
    scope=Scope.STACK,
    parameters=Parameters,
)
