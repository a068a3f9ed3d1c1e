"""Images that nobody will run again."""

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_POLICY = aws.ECR_LIFECYCLE_POLICY


def check(resource: Resource) -> Results:
    """A finding on a repository without a lifecycle policy, and on a policy without a rule."""
    if resource.type != _POLICY:
        if not any(resource.used_by(_POLICY)):
            yield Finding("", "has no lifecycle policy: it only grows")
        return
    document = resource["policy"].from_json()
    if document is None:
        yield Finding("policy", "is no JSON")
    elif document["rules"].unknown:
        yield NotEvaluated(document["rules"].path)
    else:
        yield from require(document["rules"], lambda known: any(known.elements()), "hold no rule")


RULE = Rule(
    id="image-lifecycle",
    title="Repositories expire old images",
    description="Old images cost money, and whoever starts one starts its old faults.",
    severity=Severity.MEDIUM,
    types=(_POLICY, aws.ECR_REPOSITORY),
    remediation="Add a LifecyclePolicy with a rule that expires images",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-3",
    check=check,
    controls=("F29",),
    scope=Scope.STACK,
)
