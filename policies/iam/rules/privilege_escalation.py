"""Actions that allow privilege escalation."""

from collections.abc import Iterator

from ...aws.iam.actions import audited, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    # iam:PassRole has a separate rule.
    actions = (action for action in audited("privilege-escalation") if action.name != "iam:PassRole")
    if unscoped(statement, actions):
        yield statement.finding("Action", "allows an action for privilege escalation on every resource")


def check(resource: Resource) -> Results:
    """A finding on each statement that allows an escalation action without naming resources."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="privilege-escalation",
    title="IAM policies limit privilege escalation actions to named resources",
    description=(
        "Actions such as iam:CreatePolicyVersion or lambda:UpdateFunctionCode on every resource lead to full "
        "administrator access."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the resources of these actions, or leave the actions to the deployment role",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html",
    check=check,
    controls=("A5",),
)
