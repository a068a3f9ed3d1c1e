"""Caches that outlive a node and a zone."""

from ...aws import types as aws
from ...checks import require_true, unless_disposable
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a kept replication group that does not fail over to another zone by itself."""
    return unless_disposable(resource, _failover(resource))


def _failover(resource: Resource) -> Results:
    yield from require_true(resource["automaticFailoverEnabled"], "is off: a lost primary stays lost")
    yield from require_true(resource["multiAzEnabled"], "is off: all nodes may stand in one zone")


RULE = Rule(
    id="cache-failover",
    title="Caches fail over to another zone",
    description="Without it the cache is gone with its primary node until somebody acts.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP,),
    remediation="Set automaticFailoverEnabled and multiAzEnabled to true, with at least one replica",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3",
    check=check,
    controls=("F13",),
)
