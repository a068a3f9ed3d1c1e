"""Attached AWS managed policies for administrators."""

from ...checks import require
from ...conditions import ADMINISTRATION
from ...rule import Resource, Results, Rule, Severity
from ...values import Value

_REASON = "is an administrator policy managed by AWS"


def _harmless(policy: Value) -> bool:
    return policy.text.rpartition("/")[2] not in ADMINISTRATION


def check(resource: Resource) -> Results:
    """A finding on each attached administrator policy."""
    for key in ("policyArn", "managedPolicyArn"):
        yield from require(resource[key], _harmless, _REASON)
    for key in ("managedPolicyArns", "policyArns"):
        for policy in resource[key].elements():
            yield from require(policy, _harmless, _REASON)


RULE = Rule(
    id="admin-attached",
    title="IAM principals have no administrator policy attached",
    description=(
        "AdministratorAccess, IAMFullAccess and PowerUserAccess are for people who administer the account, never for a "
        "cell."
    ),
    severity=Severity.HIGH,
    types=(
        "aws:iam/role:Role",
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
        "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
        "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
    ),
    remediation="Attach a policy that allows only the actions that the code calls",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    check=check,
    controls=("A14", "A15"),
)
