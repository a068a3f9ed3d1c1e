"""Management of permissions."""

from collections.abc import Iterator

from ...aws.iam.actions import granted, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    managing = (action for action in granted(statement) if action.access == "Permissions management")
    if unscoped(statement, managing):
        yield statement.finding("Action", "allows changing the permissions of every resource")


def check(resource: Resource) -> Results:
    """A finding on each statement that allows permissions management actions without naming resources."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="permissions-management",
    title="IAM policies limit permissions management to named resources",
    description=(
        "Actions that change policies, grants or ACLs can make a resource public. The roles of a cell never need them "
        "on every resource."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the resources, or leave these actions to the deployment role",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html",
    check=check,
    controls=("A6",),
)
