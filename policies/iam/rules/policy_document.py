"""Policy documents that IAM would refuse or misread."""

from ...aws.iam.documents import IDENTITY_POLICIES, KEY_POLICIES, RESOURCE_POLICIES, TRUST_POLICIES, malformed
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each malformed part of each document that the resource carries."""
    return malformed(resource)


RULE = Rule(
    id="policy-document",
    title="Policy documents are well formed",
    description="A document that cannot be parsed cannot be judged; AWS refuses most of them, but late.",
    severity=Severity.MEDIUM,
    types={**IDENTITY_POLICIES, **TRUST_POLICIES, **RESOURCE_POLICIES, **KEY_POLICIES},
    remediation="Write Version and Statement, and in each statement Effect, Action and what it applies to",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    check=check,
)
