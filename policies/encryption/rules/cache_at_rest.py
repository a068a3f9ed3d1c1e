"""Encryption at rest of ElastiCache caches."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a replication group without encryption at rest. A serverless cache is always encrypted."""
    return require_true(resource["atRestEncryptionEnabled"], "is not enabled, so disks and snapshots are unencrypted")


RULE = Rule(
    id="cache-at-rest",
    title="ElastiCache caches are encrypted at rest",
    description="Courier positions are personal data, also in the snapshots and the swap space of a cache.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP,),
    remediation="Set atRestEncryptionEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-4",
    check=check,
    controls=("B4",),
)
