"""Every action of every service."""

from collections.abc import Iterator

from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...aws.iam.statements import matches_everything
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if any(map(matches_everything, statement.actions)):
        yield statement.finding("Action", "allows every action of every service")
    if statement.not_actions:
        yield statement.finding("NotAction", "allows every action except the listed ones, including future actions")


def check(resource: Resource) -> Results:
    """A finding on each bare `*` in Action and each NotAction that allows."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="bare-action-wildcard",
    title="IAM policies do not allow all actions",
    description="A bare * in Action, or NotAction in an Allow statement, also allows every action that AWS adds later.",
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="List the actions that the code calls",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    check=check,
    controls=("A2",),
)
