"""Roles without an upper limit to their rights."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_present
from ...rule import Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Whether the organisation works with boundaries."""

    required: bool = parameter(
        default=False, description="Whether every role and user must have a permissions boundary."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a boundary that bounds nothing, and where boundaries are required on each role without one."""
    boundary = resource["permissionsBoundary"]
    if parameters.required:
        yield from require_present(resource, boundary, "is not set: nothing limits what its policies may grant")
    yield from require(
        boundary,
        lambda known: known.text.rpartition("/")[2] != "AdministratorAccess",
        "is AdministratorAccess, which limits nothing",
    )


RULE = Rule(
    id="role-boundary",
    title="Permissions boundaries limit roles",
    description="Under a boundary a role keeps to its limits even when somebody attaches another policy to it.",
    severity=Severity.MEDIUM,
    types=(aws.IAM_ROLE, aws.IAM_USER),
    remediation="Set permissionsBoundary to the ARN of the policy with the most that the role may ever do",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    check=check,
    controls=("A18",),
    scope=Scope.STACK,
    parameters=Parameters,
)
