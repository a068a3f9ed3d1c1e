"""Deletion protection of Cognito user pools."""

from ...aws import types as aws
from ...checks import require, unless_disposable
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a user pool without deletion protection, unless it is tagged `disposable`."""
    return unless_disposable(
        resource, require(resource["deletionProtection"], lambda known: known.text == "ACTIVE", "is not ACTIVE")
    )


RULE = Rule(
    id="user-pool-deletion-protection",
    title="Cognito user pools have deletion protection enabled",
    description="A user pool has no backup. Its deletion removes all accounts and passwords.",
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_USER_POOL,),
    remediation="Set deletionProtection to ACTIVE, or tag a temporary resource with disposable: true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-6",
    check=check,
    controls=("F28",),
)
