"""Full administrator access in one statement."""

from collections.abc import Iterator

from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if statement.any_resource and statement.any_action:
        yield statement.finding("Action", "allows every action on every resource")


def check(resource: Resource) -> Results:
    """A finding on each statement that allows every action on every resource."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="admin-wildcard",
    title="IAM policies do not allow full administrator access",
    description="With full access, any vulnerability in the code of a role can compromise the whole account.",
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Allow only the actions that the code calls, on the resources that it uses",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    check=check,
    controls=("A1",),
)
