"""Every resource, for actions that could name theirs."""

import re
from collections.abc import Iterator

from ...aws.iam.actions import Action, granted, narrowed, reaches_every
from ...aws.iam.conditions import Condition
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements, documents
from ...rule import Finding, Resource, Results, Rule, Severity

_INTERFACES = frozenset(
    f"ec2:{action}"
    for action in (
        "createnetworkinterface",
        "deletenetworkinterface",
        "detachnetworkinterface",
        "assignprivateipaddresses",
        "unassignprivateipaddresses",
    )
)
"""What Lambda does with a function's role to reach a VPC, on interfaces that have no name yet."""

_FUNCTIONS = re.compile(r"arn:[^:]*:lambda:[^:]*:[^:]*:function:.+")


def check(resource: Resource) -> Results:
    """A finding on each statement that reaches all resources with an action that takes one."""
    withheld = _withheld_from_code(resource)

    def check_statement(statement: Statement) -> Iterator[Finding]:
        named = (
            action for action in granted(statement) if action.names_resource and action.name.lower() not in withheld
        )
        if not narrowed(statement) and any(_reaches_every(statement, action) for action in named):
            yield statement.finding("Resource", "reaches every resource although an action accepts a named one")

    return check_statements(resource, IDENTITY_POLICIES, check_statement)


def _reaches_every(statement: Statement, action: Action) -> bool:
    """Whether it is granted on everything; what is only being made has no name yet, and its kind says enough."""
    makes = action.name.partition(":")[2].startswith(("Create", "Run"))
    return statement.any_resource or (not makes and reaches_every(statement, action))


def _withheld_from_code(resource: Resource) -> set[str]:
    """Actions on interfaces that only the Lambda service may use with the role, since a Deny keeps the code out.

    A function in a VPC must be granted its network interfaces on every resource, and AWS's guide adds this Deny
    (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
    """
    return {
        action
        for document in documents(resource, IDENTITY_POLICIES)
        for statement in document.statements
        if statement.effect == "Deny" and statement.any_resource
        if len(statement.conditions) == 1 and _is_on_functions(statement.conditions[0])
        for action in _INTERFACES
        if statement.grants(action)
    }


def _is_on_functions(condition: Condition) -> bool:
    """Whether it is met by the code of functions that it names; a name that is not known yet may be one."""
    return (
        condition.key == "lambda:sourcefunctionarn"
        and condition.operator.lower() in {"arnequals", "arnlike"}
        and all(not value or _FUNCTIONS.fullmatch(value) for value in condition.values)
    )


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
