"""Caches without sign-in."""

from ...aws import types as aws
from ...checks import require_present
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a cache with neither user group nor token."""
    if resource.type.endswith("ServerlessCache"):
        yield from require_present(
            resource, resource["userGroupId"], "is not set: anyone who reaches the cache may use it"
        )
    elif resource["authToken"].absent:
        yield from require_present(
            resource, resource["userGroupIds"], "is not set: anyone who reaches the cache may use it"
        )


RULE = Rule(
    id="cache-sign-in",
    title="Cache clients sign in",
    description="A cache without a user group answers whoever reaches its port.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP, aws.ELASTICACHE_SERVERLESS_CACHE),
    remediation="Make a user group with one IAM user per role and set it on the cache",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-6",
    check=check,
    controls=("A32",),
    scope=Scope.STACK,
)
