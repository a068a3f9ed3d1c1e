"""Actions that allow privilege escalation, alone or together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from ...aws.iam.actions import named, narrowed, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements, denials_in, documents
from ...aws.iam.patterns import every
from ...aws.iam.permissions import effective_grants, passes_to, resources_of
from ...aws.iam.techniques import ALONE, PASS_ROLE
from ...rule import Finding, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each statement that allows escalation alone, or passes any role to code of the same policies."""
    grants = cache(lambda: _grants(resource))  # only a statement that passes a role needs them

    @cache
    def may(action: str) -> bool:
        return any(grant.grants(action) for grant in grants())

    def check_statement(statement: Statement) -> Iterator[Finding]:
        if unscoped(statement, named(*ALONE)):
            yield statement.finding("Action", "allows an action for privilege escalation on every resource")
        elif _runs_code_as_any_role(statement, may):
            yield statement.finding("Action", "allows passing any role, and an action that runs code with it")

    return check_statements(resource, IDENTITY_POLICIES, check_statement)


def _grants(resource: Resource) -> Sequence[Statement]:
    """What all documents of a resource surely grant together."""
    read = tuple(documents(resource, IDENTITY_POLICIES))
    known = (grant for document in read for grant in document.statements if not grant.condition_unknown)
    return effective_grants(known, denials_in(read))


def _runs_code_as_any_role(statement: Statement, may: Callable[[str], bool]) -> bool:
    """Whether a statement passes any role to a service that runs code by other actions that may be called."""
    return (
        statement.grants("iam:PassRole")
        and any(every(pattern, "iam:role/") for pattern in resources_of(statement))
        and not _limited_to_some_roles(statement)
        and any(passes_to(statement, technique.service) and all(map(may, technique.actions)) for technique in PASS_ROLE)
    )


def _limited_to_some_roles(statement: Statement) -> bool:
    """Whether a condition other than the one on the service narrows the roles."""
    others = tuple(condition for condition in statement.conditions if condition.key != "iam:passedtoservice")
    return narrowed(replace(statement, conditions=others))


RULE = Rule(
    id="privilege-escalation",
    title="IAM policies limit privilege escalation actions to named resources",
    description=(
        "Actions such as iam:CreatePolicyVersion or lambda:UpdateFunctionCode on every resource lead to full "
        "administrator access. Actions such as cloudformation:CreateStack do so only together with iam:PassRole."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the resources of these actions, or leave the actions to the deployment role",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html",
    check=check,
    controls=("A5",),
)
