"""Users and access keys."""

from ...aws import types as aws
from ...rule import Finding, Resource, Results, Rule, Severity


def check(_: Resource) -> Results:
    """A finding on each IAM user and each access key."""
    yield Finding("", "is a credential that does not expire")


RULE = Rule(
    id="long-lived-key",
    title="No long-lived credentials",
    description=(
        "Keys of users do not expire and leak through logs, laptops and images; roles give credentials for an hour."
    ),
    severity=Severity.HIGH,
    types=(aws.IAM_USER, aws.IAM_ACCESS_KEY, aws.IAM_USER_LOGIN_PROFILE),
    remediation="Use a role; people sign in through IAM Identity Center",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
    check=check,
    controls=("A17",),
)
