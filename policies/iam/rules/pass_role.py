"""Passing roles to services."""

from collections.abc import Iterator

from ...aws.iam.actions import named, reaches_every
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if not statement.grants("iam:PassRole"):
        return
    if any(reaches_every(statement, action) for action in named("iam:PassRole")):
        yield statement.finding("Resource", "allows passing any role")
    if not statement.limited_by("iam:passedtoservice", "iam:associatedresourcearn"):
        yield statement.finding("Condition", "allows passing a role to any service")


def check(resource: Resource) -> Results:
    """A finding on each iam:PassRole without named roles or without a named service."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="pass-role",
    title="IAM policies limit iam:PassRole to named roles and services",
    description=(
        "A principal that can pass any role to a service that runs code has the permissions of the strongest role."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the role ARNs in Resource, and the service in a condition on iam:PassedToService",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    check=check,
    controls=("A5",),
)
