"""Ports that are open to the internet."""

from dataclasses import dataclass

from ...aws import types as aws
from ...aws.network import security_groups
from ...rule import Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    ports: tuple[str, ...] = parameter(("443",), "Ports that may be open to the internet. The default is HTTPS.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each address block that opens other than the allowed ports to the internet."""
    ports = {int(port) for port in parameters.ports if port.isdecimal()}
    return security_groups.open_to_world(
        security_groups.ingress_of(resource),
        lambda opening: _opens_other_ports(opening, ports),
        "opens ports to the internet that are not allowed",
    )


def _opens_other_ports(opening: security_groups.Opening, allowed: set[int]) -> bool:
    ports = opening.ports
    return ports is not None and not allowed.issuperset(range(ports[0], ports[1] + 1))


RULE = Rule(
    id="world-ports",
    title="Security groups open only HTTPS to the internet",
    description=(
        "Services on other ports, above all databases and brokers, are not built for traffic from the internet."
    ),
    severity=Severity.CRITICAL,
    types=(
        aws.EC2_SECURITY_GROUP,
        aws.EC2_DEFAULT_SECURITY_GROUP,
        aws.EC2_SECURITY_GROUP_RULE,
        aws.VPC_SECURITY_GROUP_INGRESS_RULE,
    ),
    remediation="Allow only known addresses or security groups, or open only port 443",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
    check=check,
    controls=("D10",),
    scope=Scope.STACK,
    parameters=Parameters,
)
