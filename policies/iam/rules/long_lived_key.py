"""IAM users and access keys."""

from ...aws import types as aws
from ...rule import Finding, Resource, Results, Rule, Severity


def check(_: Resource) -> Results:
    """A finding on each IAM user, access key and login profile."""
    yield Finding("", "is a long-lived credential")


RULE = Rule(
    id="long-lived-key",
    title="Stacks create no long-lived credentials",
    description=(
        "Access keys and passwords of IAM users do not expire and leak through logs, laptops and images. Role "
        "credentials expire within hours."
    ),
    severity=Severity.HIGH,
    types=(aws.IAM_USER, aws.IAM_ACCESS_KEY, aws.IAM_USER_LOGIN_PROFILE),
    remediation="Use a role. People sign in through IAM Identity Center",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
    check=check,
    controls=("A17",),
)
