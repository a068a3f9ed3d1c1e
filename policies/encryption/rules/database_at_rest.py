"""Databases at rest."""

from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose storage is not encrypted; it cannot be changed afterwards."""
    return require_true(resource["storageEncrypted"], "is off: storage, backups and snapshots are readable")


RULE = Rule(
    id="database-at-rest",
    title="Databases are encrypted at rest",
    description="Names, addresses and payments are in the database, its backups and its snapshots.",
    severity=Severity.MEDIUM,
    types=("aws:rds/cluster:Cluster",),
    remediation="Set storageEncrypted to true before the cluster exists; later it means a new cluster",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-27",
    check=check,
    controls=("B6",),
)
