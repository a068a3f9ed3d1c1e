"""Ports that the world comes to."""

from dataclasses import dataclass

from ...aws import types as aws
from ...aws.network import security_groups
from ...rule import Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    ports: tuple[str, ...] = parameter(("443",), "Ports on which the whole world may come in: HTTPS by default.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each address block through which the world comes to other ports than those it may."""
    ports = {int(port) for port in parameters.ports if port.isdecimal()}
    return security_groups.open_to_world(
        security_groups.ingress_of(resource),
        lambda opening: _beyond(opening, ports),
        "lets the world come to ports that it should not",
    )


def _beyond(opening: security_groups.Opening, allowed: set[int]) -> bool:
    ports = opening.ports
    return ports is not None and not allowed.issuperset(range(ports[0], ports[1] + 1))


RULE = Rule(
    id="world-ports",
    title="The world comes in by HTTPS only",
    description="Whatever listens on another port was not built to meet strangers, databases and brokers least.",
    severity=Severity.CRITICAL,
    types=(
        aws.EC2_SECURITY_GROUP,
        aws.EC2_DEFAULT_SECURITY_GROUP,
        aws.EC2_SECURITY_GROUP_RULE,
        aws.VPC_SECURITY_GROUP_INGRESS_RULE,
    ),
    remediation="Name the addresses or the security group that may come, or open no port but 443",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
    check=check,
    controls=("D10",),
    scope=Scope.STACK,
    parameters=Parameters,
)
