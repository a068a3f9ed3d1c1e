"""Public trust policies."""

from collections.abc import Iterator

from ...aws.iam.conditions import CALLER_KEYS
from ...aws.iam.documents import TRUST_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if statement.any_principal and not statement.limited_by(*CALLER_KEYS):
        yield statement.finding("Principal", "allows any principal to assume the role")


def check(resource: Resource) -> Results:
    """A finding on each trust statement that allows any principal."""
    return check_statements(resource, TRUST_POLICIES, _evaluate)


RULE = Rule(
    id="trust-anyone",
    title="Trust policies are not public",
    description="A trust policy with the principal * gives the permissions of the role to every AWS account.",
    severity=Severity.CRITICAL,
    types=TRUST_POLICIES,
    remediation="Name the service, role or account that assumes the role",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
    check=check,
    controls=("A12",),
)
