"""Roles that anyone may take."""

from collections.abc import Iterator

from ...aws.iam.conditions import CALLER_KEYS
from ...aws.iam.documents import TRUST_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if statement.any_principal and not statement.limited_by(*CALLER_KEYS):
        yield statement.finding("Principal", "lets any account take the role")


def check(resource: Resource) -> Results:
    """A finding on each trust statement that is open to the world."""
    return check_statements(resource, TRUST_POLICIES, _evaluate)


RULE = Rule(
    id="trust-anyone",
    title="Trust policies name who may take the role",
    description="A trust policy with the principal * gives the role's rights to every AWS account.",
    severity=Severity.CRITICAL,
    types=TRUST_POLICIES,
    remediation="Name the service, role or account that takes the role",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
    check=check,
    controls=("A12",),
)
