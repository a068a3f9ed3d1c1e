"""Deletion protection of RDS databases."""

from ...aws import types as aws
from ...checks import require_true, unless_disposable
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a database without deletion protection, unless it is tagged `disposable`."""
    return unless_disposable(resource, require_true(resource["deletionProtection"], "is not enabled"))


RULE = Rule(
    id="database-deletion-protection",
    title="RDS databases have deletion protection enabled",
    description="Without deletion protection, one wrong call or one wrong name in a program deletes the database.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set deletionProtection to true, or tag a temporary resource with disposable: true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-7",
    check=check,
    controls=("F1",),
)
