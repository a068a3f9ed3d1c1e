"""Decryption with KMS keys."""

from collections.abc import Iterator

from ...aws.iam.actions import named, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if unscoped(statement, named("kms:Decrypt", "kms:ReEncryptFrom")):
        yield statement.finding("Resource", "allows decryption with every key")


def check(resource: Resource) -> Results:
    """A finding on each statement that allows decryption without naming keys."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="decrypt-any-key",
    title="IAM policies limit decryption to named keys",
    description="Keys separate the classes of data. A role that can decrypt with every key removes this separation.",
    severity=Severity.MEDIUM,
    types=IDENTITY_POLICIES,
    remediation="Name the key ARNs, or add a condition on kms:ViaService or kms:ResourceAliases",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1",
    check=check,
    controls=("A11",),
)
