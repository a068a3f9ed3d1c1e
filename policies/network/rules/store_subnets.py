"""Subnets of what holds data."""

from ...aws import types as aws
from ...aws.network.subnets import is_public_subnet, subnets_of
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a store in a subnet whose routes, or its VPC's main ones, lead to an internet gateway."""
    value = resource.properties.at(aws.STORES[resource.type].subnets)
    subnets = list(subnets_of(resource))
    if any(is_public_subnet(subnet) for subnet in subnets):
        yield Finding(value.path, "lies in a subnet with a route to an internet gateway")
    elif value.unknown and not subnets:
        yield NotEvaluated(value.path)


RULE = Rule(
    id="store-subnets",
    title="No route leads from the internet to what holds data",
    description="Where no route leads to an internet gateway, a wrong rule of a security group opens nothing yet.",
    severity=Severity.HIGH,
    types=tuple(aws.STORES),
    remediation="Use subnets, or a subnet group, whose route tables have no route to an internet gateway",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46",
    check=check,
    controls=("D3",),
    scope=Scope.STACK,
)
