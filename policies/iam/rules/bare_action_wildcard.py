"""Every action of every service."""

from collections.abc import Iterator

from ...aws.iam.documents import IDENTITY_POLICIES, Statement, judge
from ...aws.iam.statements import takes_all
from ...rule import Finding, Resource, Results, Rule, Severity


def _judge(statement: Statement) -> Iterator[Finding]:
    if any(map(takes_all, statement.actions)):
        yield statement.finding("Action", "allows every action of every service")
    if statement.not_actions:
        yield statement.finding("NotAction", "allows every action except the listed ones, including future actions")


def check(resource: Resource) -> Results:
    """A finding on each bare `*` in Action and each NotAction that allows."""
    return judge(resource, IDENTITY_POLICIES, _judge)


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
