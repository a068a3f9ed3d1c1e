"""IAM authentication of Aurora clusters."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster without IAM authentication."""
    return require_true(resource["iamDatabaseAuthenticationEnabled"], "is not enabled, so services need a password")


RULE = Rule(
    id="database-iam",
    title="RDS clusters have IAM authentication enabled",
    description="With IAM authentication, a service signs in with its role and stores no password.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER,),
    remediation="Set iamDatabaseAuthenticationEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-12",
    check=check,
    controls=("A34",),
)
