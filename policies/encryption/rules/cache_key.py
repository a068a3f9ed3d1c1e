"""Encryption keys of ElastiCache caches."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a cache without a customer managed key."""
    return require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="cache-key",
    title="ElastiCache caches are encrypted with a customer managed key",
    description=(
        "A customer managed key controls who can read the snapshots of a cache, and CloudTrail records every use."
    ),
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP, aws.ELASTICACHE_SERVERLESS_CACHE),
    remediation="Set kmsKeyId to a customer managed key",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
    check=check,
    controls=("B5",),
    scope=Scope.STACK,
)
