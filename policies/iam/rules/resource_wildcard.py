"""Every resource, for actions that could name theirs."""

from collections.abc import Iterator

from ...documents import IDENTITY_POLICIES, Statement, documents, judge, matches
from ...rule import Finding, Resource, Results, Rule, Severity
from ..actions import granted, narrowed


def check(resource: Resource) -> Results:
    """A finding on each statement that reaches all resources with an action that takes one."""
    withheld = _withheld_from_code(resource)

    def judge_statement(statement: Statement) -> Iterator[Finding]:
        if not statement.any_resource or narrowed(statement):
            return
        named = (action.name for action in granted(statement) if action.names_resource)
        if any(not any(matches(pattern, name) for pattern in withheld) for name in named):
            yield statement.finding("Resource", "reaches every resource although an action accepts a named one")

    return judge(resource, IDENTITY_POLICIES, judge_statement)


def _withheld_from_code(resource: Resource) -> list[str]:
    """Actions that only the Lambda service itself may use with the role, since a Deny keeps the function's code out.

    A function in a VPC must be granted its network interfaces on every resource, and AWS's guide adds this Deny
    (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
    """
    return [
        action
        for document in documents(resource, IDENTITY_POLICIES)
        for statement in document.statements
        if statement.effect == "Deny" and statement.any_resource
        if [condition.key for condition in statement.conditions] == ["lambda:sourcefunctionarn"]
        for action in statement.actions
    ]


RULE = Rule(
    id="resource-wildcard",
    title="Resources are named where an action accepts them",
    description=(
        "Resource * is for the few actions that accept no resource; elsewhere it reaches other cells in the account."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation=(
        "Name the ARNs, move actions that accept none into a statement of their own, or add a condition on "
        "resource tag, account or a key of the service"
    ),
    url="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    check=check,
    controls=("A4", "A7"),
)
