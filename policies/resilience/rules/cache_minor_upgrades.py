"""Minor version upgrades of ElastiCache caches."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a replication group without automatic minor upgrades. They are enabled by default."""
    return require(
        resource["autoMinorVersionUpgrade"], lambda known: not known.false, "is false, so minor upgrades are disabled"
    )


RULE = Rule(
    id="cache-minor-upgrades",
    title="ElastiCache caches have automatic minor upgrades enabled",
    description="Minor versions fix security vulnerabilities. The only cost is a failover in the maintenance window.",
    severity=Severity.HIGH,
    types=(aws.ELASTICACHE_REPLICATION_GROUP,),
    remediation="Set autoMinorVersionUpgrade to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-2",
    check=check,
    controls=("F15",),
)
