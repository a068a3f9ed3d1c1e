"""Databases under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key, unless_replica
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a database under the key of AWS."""
    return unless_replica(resource, require_customer_key(resource, resource["kmsKeyId"]))


RULE = Rule(
    id="database-key",
    title="Databases are encrypted with a key of ours",
    description="With a key of our own we say who may read a snapshot, also one that was shared by mistake.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set kmsKeyId",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
    check=check,
    controls=("B7",),
    scope=Scope.STACK,
)
