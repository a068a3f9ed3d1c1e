"""Subnet groups of ElastiCache caches."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Scope, Severity

_GROUP = aws.ELASTICACHE_SUBNET_GROUP


def check(resource: Resource) -> Results:
    """A finding on a cache without a custom subnet group. A node of a replication group uses the group's subnets."""
    group = resource["subnetGroupName"]
    if group.unknown and any(resource.sources(group, _GROUP)):
        return
    if resource.type == aws.ELASTICACHE_CLUSTER and not resource["replicationGroupId"].absent:
        return
    yield from require(
        group, lambda known: not known.absent and known.text != "default", "is not a custom subnet group"
    )


RULE = Rule(
    id="cache-subnets",
    title="ElastiCache caches use a custom subnet group",
    description="The default subnet group contains every subnet of the default VPC, including public ones.",
    severity=Severity.HIGH,
    types=(aws.ELASTICACHE_REPLICATION_GROUP, aws.ELASTICACHE_CLUSTER),
    remediation="Set subnetGroupName to a subnet group of private subnets",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7",
    check=check,
    controls=("D5",),
    scope=Scope.STACK,
)
