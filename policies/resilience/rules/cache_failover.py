"""Failover of ElastiCache caches."""

from ...aws import types as aws
from ...checks import require_true, unless_disposable
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a replication group without failover to another zone, unless it is tagged `disposable`."""
    return unless_disposable(resource, _failover(resource))


def _failover(resource: Resource) -> Results:
    yield from require_true(
        resource["automaticFailoverEnabled"], "is not enabled, so a lost primary is not replaced by a replica"
    )
    yield from require_true(resource["multiAzEnabled"], "is not enabled, so all nodes may be in one Availability Zone")


RULE = Rule(
    id="cache-failover",
    title="ElastiCache caches fail over to another Availability Zone",
    description="Without failover, the cache is unavailable after the loss of its primary node until someone acts.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP,),
    remediation="Set automaticFailoverEnabled and multiAzEnabled to true, with at least one replica",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3",
    check=check,
    controls=("F13",),
)
