"""Public KMS key policies."""

from collections.abc import Iterator

from ...aws.iam.conditions import CALLER_KEYS
from ...aws.iam.documents import KEY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if statement.any_principal and not statement.limited_by(*CALLER_KEYS):
        yield statement.finding("Principal", "allows any principal to use the key")


def check(resource: Resource) -> Results:
    """A finding on each statement of a key policy that allows any principal."""
    return check_statements(resource, KEY_POLICIES, _evaluate)


RULE = Rule(
    id="key-policy",
    title="KMS key policies are not public",
    description="A key policy with the principal * exposes all data that the key protects.",
    severity=Severity.CRITICAL,
    types=KEY_POLICIES,
    remediation="Name the account root and the roles, or add a condition on kms:CallerAccount",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5",
    check=check,
    controls=("A23",),
)
