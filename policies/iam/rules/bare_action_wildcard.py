"""Every action of every service, on whatever resource."""

from collections.abc import Iterator

from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...aws.iam.statements import matches_everything
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if any(map(matches_everything, statement.actions)):
        yield statement.finding("Action", "grants every action of every service")
    if statement.not_actions:
        yield statement.finding("NotAction", "grants every action but the few it names, those of the future included")


def check(resource: Resource) -> Results:
    """A finding on each bare `*` and each NotAction that grants."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="bare-action-wildcard",
    title="No policy grants every action",
    description="A bare * in Action, or NotAction in a granting statement, also grants what AWS will add tomorrow.",
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="List the actions that the code calls",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    check=check,
    controls=("A2",),
)
