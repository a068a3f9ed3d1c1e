"""Databases that a mistake could destroy."""

from ...aws import types as aws
from ...checks import require_true, unless_disposable
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a kept database that can be deleted in one call."""
    return unless_disposable(resource, require_true(resource["deletionProtection"], "is off"))


RULE = Rule(
    id="database-deletion-protection",
    title="Databases are protected from deletion",
    description="With it off, one wrong call or one wrong name in a program ends the database.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set deletionProtection to true, or tag what may go with disposable: true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-7",
    check=check,
    controls=("F1",),
)
