"""What is left of a database that is deleted."""

from ...aws import types as aws
from ...checks import require, unless_disposable, unless_replica
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a kept database that leaves no snapshot behind, or that has no name for it."""
    return unless_disposable(resource, unless_replica(resource, _snapshot(resource)))


def _snapshot(resource: Resource) -> Results:
    yield from require(resource["skipFinalSnapshot"], lambda known: not known.true, "is on: nothing is left after it")
    if not resource["skipFinalSnapshot"].true and resource["finalSnapshotIdentifier"].absent:
        yield from require(
            resource["finalSnapshotIdentifier"], lambda known: not known.absent, "is missing: it cannot be deleted"
        )


RULE = Rule(
    id="database-final-snapshot",
    title="Databases leave a last snapshot when they are deleted",
    description="Automated backups may go with the database; the last snapshot stays until somebody deletes it.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set skipFinalSnapshot to false and finalSnapshotIdentifier",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
    check=check,
    controls=("F8",),
)
