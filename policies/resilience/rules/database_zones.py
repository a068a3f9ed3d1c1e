"""Availability Zones of Aurora clusters."""

from ...aws import types as aws
from ...checks import unless_disposable
from ...indexes import by_text
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_INSTANCE = aws.RDS_CLUSTER_INSTANCE
_MINIMUM_ZONES = 2

_instances_of = by_text(_INSTANCE, "clusterIdentifier")


def check(resource: Resource) -> Results:
    """A finding on a cluster with one instance or in one Availability Zone, unless it is tagged `disposable`."""
    return unless_disposable(resource, _evaluate(resource))


def _evaluate(cluster: Resource) -> Results:
    name = cluster["clusterIdentifier"]
    instances = list(cluster.used_by(_INSTANCE)) or _instances_of(cluster.stack).get(name.text, ())
    if len(instances) < _MINIMUM_ZONES:
        if name.unknown and any(cluster.stack.of(_INSTANCE)):
            yield NotEvaluated(name.path)
        else:
            yield Finding("", f"has fewer than {_MINIMUM_ZONES} instances")
        return
    zones = [instance["availabilityZone"] for instance in instances]
    named = {zone.text for zone in zones if zone.text}
    # Aurora distributes instances over the zones of the subnet group if no zone is set.
    if len(named) >= _MINIMUM_ZONES or any(zone.absent for zone in zones):
        return
    if any(zone.unknown for zone in zones):
        yield NotEvaluated("")
    else:
        yield Finding("", "has all instances in one Availability Zone")


RULE = Rule(
    id="database-zones",
    title="Aurora clusters have instances in at least two Availability Zones",
    description="Aurora fails over to a second instance in under a minute. Creating a new instance takes many minutes.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER,),
    remediation="Add a second ClusterInstance without availabilityZone or in another zone than the first",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-15",
    check=check,
    controls=("F4",),
    scope=Scope.STACK,
)
