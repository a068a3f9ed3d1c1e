"""Encryption at rest of RDS databases."""

from ...aws import types as aws
from ...checks import require_true, unless_replica
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a database with unencrypted storage. Encryption cannot be enabled after creation."""
    found = require_true(
        resource["storageEncrypted"], "is not enabled, so storage, backups and snapshots are unencrypted"
    )
    return unless_replica(resource, found)


RULE = Rule(
    id="database-at-rest",
    title="RDS databases are encrypted at rest",
    description="The database, its backups and its snapshots contain names, addresses and payments.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set storageEncrypted to true at creation. A later change replaces the database",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-27",
    check=check,
    controls=("B6",),
)
