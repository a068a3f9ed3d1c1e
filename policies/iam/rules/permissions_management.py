"""Changing who may do what."""

from collections.abc import Iterator

from ...aws.iam.actions import granted, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    managing = (action for action in granted(statement) if action.access == "Permissions management")
    if unscoped(statement, managing):
        yield statement.finding("Action", "changes permissions of every resource")


def check(resource: Resource) -> Results:
    """A finding on each unscoped statement with an action of level Permissions management."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="permissions-management",
    title="No unscoped management of permissions",
    description=(
        "Actions that change policies, grants or ACLs expose a resource to the world; a cell's roles need none on all."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the resources, or leave permissions to the deploying role",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html",
    check=check,
    controls=("A6",),
)
