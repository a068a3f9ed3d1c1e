"""Databases that outlive an instance and a zone."""

from ...aws import types as aws
from ...checks import unless_disposable
from ...indexes import by_text
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_INSTANCE = aws.RDS_CLUSTER_INSTANCE
_LEAST = 2

_instances_of = by_text(_INSTANCE, "clusterIdentifier")


def check(resource: Resource) -> Results:
    """A finding on a kept cluster with a single instance, or with all of its instances in one zone."""
    return unless_disposable(resource, _evaluate(resource))


def _evaluate(cluster: Resource) -> Results:
    name = cluster["clusterIdentifier"]
    instances = list(cluster.used_by(_INSTANCE)) or _instances_of(cluster.stack).get(name.text, ())
    if len(instances) < _LEAST:
        if name.unknown and any(cluster.stack.of(_INSTANCE)):
            yield NotEvaluated(name.path)
        else:
            yield Finding("", f"has fewer than {_LEAST} instances")
        return
    zones = [instance["availabilityZone"] for instance in instances]
    named = {zone.text for zone in zones if zone.text}
    # Aurora spreads instances over the zones of the subnet group by itself where none is named.
    if len(named) >= _LEAST or any(zone.absent for zone in zones):
        return
    if any(zone.unknown for zone in zones):
        yield NotEvaluated("")
    else:
        yield Finding("", "has all of its instances in one zone")


RULE = Rule(
    id="database-zones",
    title="Databases have instances in two zones",
    description="With a second instance Aurora fails over in under a minute, where a new one takes many.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER,),
    remediation="Add a second ClusterInstance, its availabilityZone left out or another than the first's",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-15",
    check=check,
    controls=("F4",),
    scope=Scope.STACK,
)
