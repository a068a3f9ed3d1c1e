"""Full administration in one statement."""

from collections.abc import Iterator

from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if statement.any_resource and statement.any_action:
        yield statement.finding("Action", "grants every action on every resource")


def check(resource: Resource) -> Results:
    """A finding on each statement that grants everything on everything."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="admin-wildcard",
    title="No policy grants full administration",
    description="A role that may do everything on everything turns any flaw in its code into the loss of the account.",
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Grant the actions that the code calls on the resources that it uses",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    check=check,
    controls=("A1",),
)
