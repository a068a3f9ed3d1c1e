"""Public KMS key policies."""

from collections.abc import Iterator

from ...aws.iam.conditions import WHOSE
from ...aws.iam.documents import KEY_POLICIES, Statement, judge
from ...rule import Finding, Resource, Results, Rule, Severity


def _judge(statement: Statement) -> Iterator[Finding]:
    if statement.anyone and not statement.limited_by(*WHOSE):
        yield statement.finding("Principal", "allows any principal to use the key")


def check(resource: Resource) -> Results:
    """A finding on each statement of a key policy that allows any principal."""
    return judge(resource, KEY_POLICIES, _judge)


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
