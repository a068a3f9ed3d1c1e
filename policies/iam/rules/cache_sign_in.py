"""Authentication of ElastiCache clients."""

from ...aws import types as aws
from ...checks import require_present
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a cache with neither a user group nor a token."""
    if resource.type.endswith("ServerlessCache"):
        yield from require_present(resource, resource["userGroupId"], "is not set, so clients need no authentication")
    elif resource["authToken"].absent:
        yield from require_present(resource, resource["userGroupIds"], "is not set, so clients need no authentication")


RULE = Rule(
    id="cache-sign-in",
    title="ElastiCache caches require authentication",
    description="A cache without a user group accepts every client that can reach its port.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP, aws.ELASTICACHE_SERVERLESS_CACHE),
    remediation="Add a user group with one IAM user per role and assign it to the cache",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-6",
    check=check,
    controls=("A32",),
    scope=Scope.STACK,
)
