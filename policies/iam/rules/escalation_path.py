"""Privilege escalation over several policies and principals."""

from ...aws.iam.escalation import escalations
from ...aws.iam.permissions import PRINCIPALS, unknown_of
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on each principal whose policies together lead to more permissions, directly or through others."""
    reason = escalations(resource.stack).get(resource.urn)
    if reason:
        yield Finding("", reason)
    yield from (NotEvaluated(path) for path in unknown_of(resource))


RULE = Rule(
    id="escalation-path",
    title="IAM principals have no privilege escalation path",
    description=(
        "Permissions that are harmless alone, such as iam:PassRole and ecs:RunTask, together give a principal the "
        "permissions of another. The rule evaluates all policies and groups of a principal, and the roles that it can "
        "pass, assume or run code as."
    ),
    severity=Severity.HIGH,
    types=PRINCIPALS,
    remediation="Remove one action of the path, or restrict Resource to principals without an escalation path",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    check=check,
    scope=Scope.STACK,
)
