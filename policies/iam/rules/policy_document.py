"""Malformed policy documents."""

from ...aws.iam.documents import IDENTITY_POLICIES, KEY_POLICIES, RESOURCE_POLICIES, TRUST_POLICIES, malformed
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each malformed part of a policy document."""
    return malformed(resource)


RULE = Rule(
    id="policy-document",
    title="Policy documents are well formed",
    description="A malformed document cannot be evaluated. AWS rejects most of them, but only during the update.",
    severity=Severity.MEDIUM,
    types={**IDENTITY_POLICIES, **TRUST_POLICIES, **RESOURCE_POLICIES, **KEY_POLICIES},
    remediation="Write Version and Statement, and in each statement Effect, Action, and Resource or Principal",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    check=check,
)
