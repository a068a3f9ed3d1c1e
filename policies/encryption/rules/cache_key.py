"""Caches under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a cache under the key of AWS."""
    return require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="cache-key",
    title="Caches are encrypted with a key of ours",
    description="With a key of our own we say who may read a cache's snapshots, and every use is in CloudTrail.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP, aws.ELASTICACHE_SERVERLESS_CACHE),
    remediation="Set kmsKeyId",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
    check=check,
    controls=("B5",),
    scope=Scope.STACK,
)
