"""Caches at rest."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a replication group without encryption at rest (a serverless cache always has it)."""
    return require_true(resource["atRestEncryptionEnabled"], "is off: snapshots and disks are readable")


RULE = Rule(
    id="cache-at-rest",
    title="Caches are encrypted at rest",
    description="Positions of couriers are personal data, also in a cache's snapshots and swap.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP,),
    remediation="Set atRestEncryptionEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-4",
    check=check,
    controls=("B4",),
)
