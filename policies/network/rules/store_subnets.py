"""Subnets of stores."""

from ...aws import types as aws
from ...aws.network.subnets import is_public_subnet, subnets_of
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a store in a subnet whose route table, or the VPC's main one, has a route to an internet gateway."""
    value = resource.properties.at(aws.STORES[resource.type].subnets)
    subnets = list(subnets_of(resource))
    if any(is_public_subnet(subnet) for subnet in subnets):
        yield Finding(value.path, "contains a subnet with a route to an internet gateway")
    elif value.unknown and not subnets:
        yield NotEvaluated(value.path)


RULE = Rule(
    id="store-subnets",
    title="Stores are in private subnets",
    description="Without a route to an internet gateway, a wrong security group rule does not expose the store.",
    severity=Severity.HIGH,
    types=tuple(aws.STORES),
    remediation="Use subnets, or a subnet group, whose route tables have no route to an internet gateway",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46",
    check=check,
    controls=("D3",),
    scope=Scope.STACK,
)
