"""Attached AWS managed policies for administrators."""

from ...aws import types as aws
from ...aws.iam.conditions import ADMINISTRATION
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity

_REASON = "is an administrator policy managed by AWS"


def _is_not_administrator(policy: Value) -> bool:
    return policy.text.rpartition("/")[2] not in ADMINISTRATION


def check(resource: Resource) -> Results:
    """A finding on each attached administrator policy."""
    for key in ("policyArn", "managedPolicyArn"):
        yield from require(resource[key], _is_not_administrator, _REASON)
    for key in ("managedPolicyArns", "policyArns"):
        for policy in resource[key].elements():
            yield from require(policy, _is_not_administrator, _REASON)


RULE = Rule(
    id="admin-attached",
    title="IAM principals have no administrator policy attached",
    description=(
        "AdministratorAccess, IAMFullAccess and PowerUserAccess are for people who administer the account, never for a "
        "cell."
    ),
    severity=Severity.HIGH,
    types=(
        aws.IAM_ROLE,
        aws.IAM_POLICY_ATTACHMENT,
        aws.IAM_GROUP_POLICY_ATTACHMENT,
        aws.IAM_ROLE_POLICY_ATTACHMENT,
        aws.IAM_USER_POLICY_ATTACHMENT,
        aws.IAM_GROUP_POLICY_ATTACHMENTS_EXCLUSIVE,
        aws.IAM_ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
        aws.IAM_USER_POLICY_ATTACHMENTS_EXCLUSIVE,
        aws.SSOADMIN_MANAGED_POLICY_ATTACHMENT,
    ),
    remediation="Attach a policy that allows only the actions that the code calls",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    check=check,
    controls=("A14", "A15"),
)
