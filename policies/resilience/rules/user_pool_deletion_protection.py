"""User pools that a mistake could destroy."""

from ...aws import types as aws
from ...checks import require, unless_disposable
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a kept user pool that can be deleted in one call."""
    return unless_disposable(
        resource, require(resource["deletionProtection"], lambda known: known.text == "ACTIVE", "is not ACTIVE")
    )


RULE = Rule(
    id="user-pool-deletion-protection",
    title="User pools are protected from deletion",
    description="A user pool has no backup: with it go all accounts and passwords.",
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_USER_POOL,),
    remediation="Set deletionProtection to ACTIVE, or tag what may go with disposable: true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-6",
    check=check,
    controls=("F28",),
)
