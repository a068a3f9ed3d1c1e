"""Caches in the default subnet group."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Scope, Severity

_GROUP = aws.ELASTICACHE_SUBNET_GROUP


def check(resource: Resource) -> Results:
    """A finding on a cache without a subnet group of its own; a node of a replication group has that group's."""
    group = resource["subnetGroupName"]
    if group.unknown and any(resource.sources(group, _GROUP)):
        return
    if resource.type == aws.ELASTICACHE_CLUSTER and not resource["replicationGroupId"].absent:
        return
    yield from require(
        group, lambda known: not known.absent and known.text != "default", "puts the cache into the default subnets"
    )


RULE = Rule(
    id="cache-subnets",
    title="Caches stand in a subnet group of their own",
    description="The default group takes every subnet of the default VPC, public ones among them.",
    severity=Severity.HIGH,
    types=(aws.ELASTICACHE_REPLICATION_GROUP, aws.ELASTICACHE_CLUSTER),
    remediation="Set subnetGroupName to a group of private subnets",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7",
    check=check,
    controls=("D5",),
    scope=Scope.STACK,
)
