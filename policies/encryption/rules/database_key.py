"""Encryption keys of RDS databases."""

from ...aws import types as aws
from ...checks import require_customer_key, unless_replica
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a database without a customer managed key."""
    return unless_replica(resource, require_customer_key(resource, resource["kmsKeyId"]))


RULE = Rule(
    id="database-key",
    title="RDS databases are encrypted with a customer managed key",
    description="A customer managed key controls who can read a snapshot, even one that was shared by mistake.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set kmsKeyId to a customer managed key",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
    check=check,
    controls=("B7",),
    scope=Scope.STACK,
)
