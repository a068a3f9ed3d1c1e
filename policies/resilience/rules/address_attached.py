"""Unused Elastic IP addresses."""

from ...aws import types as aws
from ...checks import unless_unknown
from ...rule import Finding, Resource, Results, Rule, Scope, Severity

_HOLDERS = (
    aws.EC2_NAT_GATEWAY,
    aws.EC2_EIP_ASSOCIATION,
    aws.LB_LOAD_BALANCER,
)


def check(resource: Resource) -> Results:
    """A finding on an address that no resource of the stack uses."""
    own = [resource["instance"], resource["networkInterface"]]
    held = any(not value.absent and not value.unknown for value in own) or any(resource.used_by(*_HOLDERS))
    if not held and not any(resource.edges.get(value.path, ()) for value in own):
        yield unless_unknown(own, Finding("", "is not attached to a resource"))


RULE = Rule(
    id="address-attached",
    title="Elastic IP addresses are attached",
    description="An unused address costs money, and others may still trust it.",
    severity=Severity.LOW,
    types=(aws.EC2_EIP,),
    remediation=(
        "Attach the address to a NAT gateway, a load balancer, an instance or a network interface, or remove it"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-12",
    check=check,
    controls=("F31",),
    scope=Scope.STACK,
)
