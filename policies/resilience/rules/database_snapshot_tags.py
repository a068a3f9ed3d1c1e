"""Tags of RDS snapshots."""

from typing import Any

from ...aws import types as aws
from ...checks import require_true
from ...engine.remediation import with_value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a database that does not copy its tags to snapshots."""
    return require_true(resource["copyTagsToSnapshot"], "is not enabled, so snapshots have no tags")


def remediate(properties: dict[str, Any]) -> dict[str, Any]:
    """Copy tags to new snapshots. The database is updated in place."""
    return with_value(properties, "copyTagsToSnapshot", value=True)


RULE = Rule(
    id="database-snapshot-tags",
    title="RDS databases copy tags to snapshots",
    description="Tags show the cost and the owner of a snapshot, and when it can be deleted.",
    severity=Severity.LOW,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set copyTagsToSnapshot to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-16",
    check=check,
    controls=("F5",),
    remediate=remediate,
)
