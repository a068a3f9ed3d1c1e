"""Permissions boundaries."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_present
from ...rule import Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    required: bool = parameter(
        default=False, description="Whether every role and user must have a permissions boundary."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a boundary without effect, and on each role without a boundary where one is required."""
    boundary = resource["permissionsBoundary"]
    if parameters.required:
        yield from require_present(resource, boundary, "is not set, so nothing limits the policies of the principal")
    yield from require(
        boundary,
        lambda known: known.text.rpartition("/")[2] != "AdministratorAccess",
        "is AdministratorAccess, which limits nothing",
    )


RULE = Rule(
    id="role-boundary",
    title="IAM roles and users have an effective permissions boundary",
    description="A boundary still limits a role after an additional policy is attached to it.",
    severity=Severity.MEDIUM,
    types=(aws.IAM_ROLE, aws.IAM_USER),
    remediation="Set permissionsBoundary to the ARN of a policy with the maximum permissions of the role",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    check=check,
    controls=("A18",),
    scope=Scope.STACK,
    parameters=Parameters,
)
