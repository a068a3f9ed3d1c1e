"""Final snapshots of RDS databases."""

from ...aws import types as aws
from ...checks import require, unless_disposable, unless_replica
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a database without a final snapshot or a name for it, unless it is tagged `disposable`."""
    return unless_disposable(resource, unless_replica(resource, _snapshot(resource)))


def _snapshot(resource: Resource) -> Results:
    yield from require(
        resource["skipFinalSnapshot"], lambda known: not known.true, "is true, so no snapshot is kept after deletion"
    )
    if not resource["skipFinalSnapshot"].true and resource["finalSnapshotIdentifier"].absent:
        yield from require(
            resource["finalSnapshotIdentifier"],
            lambda known: not known.absent,
            "is not set, so the database cannot be deleted",
        )


RULE = Rule(
    id="database-final-snapshot",
    title="RDS databases keep a final snapshot on deletion",
    description=(
        "Automated backups may be deleted with the database. The final snapshot stays until someone deletes it."
    ),
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set skipFinalSnapshot to false, and set finalSnapshotIdentifier",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
    check=check,
    controls=("F8",),
)
