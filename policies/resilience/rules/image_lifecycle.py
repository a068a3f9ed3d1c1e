"""Lifecycle policies of ECR repositories."""

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_POLICY = aws.ECR_LIFECYCLE_POLICY


def check(resource: Resource) -> Results:
    """A finding on a repository without a lifecycle policy, and on a policy without rules."""
    if resource.type != _POLICY:
        if not any(resource.used_by(_POLICY)):
            yield Finding("", "has no lifecycle policy")
        return
    document = resource["policy"].from_json()
    if document is None:
        yield Finding("policy", "is not valid JSON")
    elif document["rules"].unknown:
        yield NotEvaluated(document["rules"].path)
    else:
        yield from require(document["rules"], lambda known: any(known.elements()), "contains no rule")


RULE = Rule(
    id="image-lifecycle",
    title="ECR repositories expire old images",
    description="Old images cost money and contain old vulnerabilities.",
    severity=Severity.MEDIUM,
    types=(_POLICY, aws.ECR_REPOSITORY),
    remediation="Add a LifecyclePolicy with a rule that expires images",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-3",
    check=check,
    controls=("F29",),
    scope=Scope.STACK,
)
