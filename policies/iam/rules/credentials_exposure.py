"""Actions that hand out credentials."""

from collections.abc import Iterator

from ...aws.iam.actions import audited, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

# Accepts no resource, and its token opens only what other actions grant.
_NO_RESOURCE = {"ecr:getauthorizationtoken"}


def _evaluate(statement: Statement) -> Iterator[Finding]:
    exposed = (action for action in audited("credentials-exposure") if action.name.lower() not in _NO_RESOURCE)
    if unscoped(statement, exposed):
        yield statement.finding("Action", "hands out credentials of every resource")


def check(resource: Resource) -> Results:
    """A finding on each unscoped statement that can obtain someone's credentials."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="credentials-exposure",
    title="No unscoped access to credentials",
    description=(
        "An action that answers with credentials (sts:AssumeRole, rds-db:connect, iam:CreateAccessKey) on "
        "everything lends the rights of all."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the role, database user or resource whose credentials the code needs",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    check=check,
    controls=("A9",),
)
