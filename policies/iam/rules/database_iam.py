"""Databases that services enter with a password."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster without IAM sign-in."""
    return require_true(resource["iamDatabaseAuthenticationEnabled"], "is off, so services need a password")


RULE = Rule(
    id="database-iam",
    title="Databases accept IAM sign-in",
    description="With IAM authentication a service signs in with its role and no password is stored.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER,),
    remediation="Set iamDatabaseAuthenticationEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-12",
    check=check,
    controls=("A34",),
)
