"""Faults of a cache's version that AWS has mended already."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a replication group that refuses minor versions; AWS applies them when left out."""
    return require(resource["autoMinorVersionUpgrade"], lambda known: not known.false, "is off")


RULE = Rule(
    id="cache-minor-upgrades",
    title="Caches take minor versions by themselves",
    description="Minor versions mend security faults and cost nothing but a failover in the maintenance window.",
    severity=Severity.HIGH,
    types=(aws.ELASTICACHE_REPLICATION_GROUP,),
    remediation="Set autoMinorVersionUpgrade to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-2",
    check=check,
    controls=("F15",),
)
