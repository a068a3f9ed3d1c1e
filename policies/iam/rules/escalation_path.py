"""Principals whose rights together lead to more."""

from ...aws.iam.escalation import escalations
from ...aws.iam.permissions import PRINCIPALS, unknown_of
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on each principal that all its policies let take on more rights, by itself or by way of others."""
    way = escalations(resource.stack).get(resource.urn)
    if way:
        yield Finding("", way)
    yield from (NotEvaluated(path) for path in unknown_of(resource))


RULE = Rule(
    id="escalation-path",
    title="No role, user or group has a way to more rights",
    description=(
        "Rights that are harmless one by one, such as iam:PassRole with ecs:RunTask, give a principal what others "
        "have; it is judged over all its policies and groups, and over the roles that it can pass, assume or run "
        "code as."
    ),
    severity=Severity.HIGH,
    types=PRINCIPALS,
    remediation="Take one action of the way from it, or name in Resource only what has no way to more rights",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    check=check,
    scope=Scope.STACK,
)
