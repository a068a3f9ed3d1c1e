"""Snapshots that nobody knows the owner of."""

from typing import Any

from ...aws import types as aws
from ...checks import require_true
from ...engine.remediation import with_value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a database whose snapshots do not carry its tags."""
    return require_true(resource["copyTagsToSnapshot"], "is off: snapshots carry no tags")


def remediate(properties: dict[str, Any]) -> dict[str, Any]:
    """Copies tags from now on; the database takes it in place."""
    return with_value(properties, "copyTagsToSnapshot", value=True)


RULE = Rule(
    id="database-snapshot-tags",
    title="Snapshots carry the tags of their database",
    description="Without tags nobody sees what a snapshot costs, whose data it holds and when it may go.",
    severity=Severity.LOW,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set copyTagsToSnapshot to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-16",
    check=check,
    controls=("F5",),
    remediate=remediate,
)
