"""Caches in the default subnet group."""

from ...checks import require
from ...rule import Resource, Results, Rule, Scope, Severity

_GROUP = "aws:elasticache/subnetGroup:SubnetGroup"


def check(resource: Resource) -> Results:
    """A finding on a cache without a subnet group of its own; a node of a replication group has that group's."""
    group = resource["subnetGroupName"]
    if group.unknown and any(resource.sources(group, _GROUP)):
        return
    if resource.type == "aws:elasticache/cluster:Cluster" and not resource["replicationGroupId"].absent:
        return
    yield from require(
        group, lambda known: not known.absent and known.text != "default", "puts the cache into the default subnets"
    )


RULE = Rule(
    id="cache-subnets",
    title="Caches stand in a subnet group of their own",
    description="The default group takes every subnet of the default VPC, public ones among them.",
    severity=Severity.HIGH,
    types=("aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"),
    remediation="Set subnetGroupName to a group of private subnets",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7",
    check=check,
    controls=("D5",),
    scope=Scope.STACK,
)
