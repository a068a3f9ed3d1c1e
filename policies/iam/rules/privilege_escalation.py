"""Ways for a principal to give itself more rights."""

from collections.abc import Iterator

from ...aws.iam.actions import audited, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    # PassRole has a rule of its own.
    ways = (action for action in audited("privilege-escalation") if action.name != "iam:PassRole")
    if unscoped(statement, ways):
        yield statement.finding("Action", "holds an action that leads to more rights, on every resource")


def check(resource: Resource) -> Results:
    """A finding on each unscoped statement with an action of the escalation list."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="privilege-escalation",
    title="No unscoped way to more rights",
    description=(
        "Actions such as iam:CreatePolicyVersion or lambda:UpdateFunctionCode on every resource end in full rights."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the resources of these actions, or leave them to the deploying role",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html",
    check=check,
    controls=("A5",),
)
