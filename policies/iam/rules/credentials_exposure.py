"""Actions that return credentials."""

from collections.abc import Iterator

from ...aws.iam.actions import audited, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

# Accepts no resource, and its token gives access only to what other actions allow.
_NO_RESOURCE = {"ecr:getauthorizationtoken"}


def _evaluate(statement: Statement) -> Iterator[Finding]:
    exposed = (action for action in audited("credentials-exposure") if action.name.lower() not in _NO_RESOURCE)
    if unscoped(statement, exposed):
        yield statement.finding("Action", "allows access to the credentials of every resource")


def check(resource: Resource) -> Results:
    """A finding on each statement that allows access to credentials without naming resources."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="credentials-exposure",
    title="IAM policies limit access to credentials to named resources",
    description=(
        "Actions that return credentials, such as sts:AssumeRole, rds-db:connect or iam:CreateAccessKey, give away all "
        "permissions behind them if allowed on every resource."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the role, database user or resource whose credentials the code needs",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    check=check,
    controls=("A9",),
)
