"""Roles whose rights together lead to more."""

from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity
from ..powers import ROLE, doubts, escalations


def check(resource: Resource) -> Results:
    """A finding on each role that all its policies together let take on more rights, by itself or by way of others."""
    way = escalations(resource.stack).get(resource.urn)
    unknown = doubts(resource.stack, resource)
    if way and not unknown:
        yield Finding("", way)
    yield from (NotEvaluated(path) for path in unknown)


RULE = Rule(
    id="escalation-path",
    title="No role has a way to more rights",
    description=(
        "Rights that are harmless one by one, such as iam:PassRole with ecs:RunTask, give a role what other roles "
        "have; it is judged over all policies of a role, and over the roles that may pass each other."
    ),
    severity=Severity.HIGH,
    types=(ROLE,),
    remediation=(
        "Take one action of the way from the role, or name in Resource only roles that have no way to more rights"
    ),
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    check=check,
    scope=Scope.STACK,
)
