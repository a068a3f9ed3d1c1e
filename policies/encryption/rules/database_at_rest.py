"""Databases at rest."""

from ...aws import types as aws
from ...checks import require_true, unless_replica
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a database whose storage is not encrypted; it cannot be changed afterwards."""
    found = require_true(resource["storageEncrypted"], "is off: storage, backups and snapshots are readable")
    return unless_replica(resource, found)


RULE = Rule(
    id="database-at-rest",
    title="Databases are encrypted at rest",
    description="Names, addresses and payments are in the database, its backups and its snapshots.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set storageEncrypted to true before the database exists; later it means a new one",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-27",
    check=check,
    controls=("B6",),
)
