"""Wildcard resources in IAM policies."""

import re
from collections.abc import Iterator

from ...aws.iam.actions import Action, granted, narrowed, reaches_every_existing
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
"""Actions that Lambda calls with a function's role to reach a VPC, on interfaces that have no name yet."""

_FUNCTIONS = re.compile(r"arn:[^:]*:lambda:[^:]*:[^:]*:function:.+")


def check(resource: Resource) -> Results:
    """A finding on each statement on all resources with an action that supports resource-level permissions."""
    withheld = _denied_to_code(resource)

    def check_statement(statement: Statement) -> Iterator[Finding]:
        named = (
            action for action in granted(statement) if action.names_resource and action.name.lower() not in withheld
        )
        if not narrowed(statement) and any(_reaches_every(statement, action) for action in named):
            yield statement.finding("Resource", "allows every resource, although an action supports named resources")

    return check_statements(resource, IDENTITY_POLICIES, check_statement)


def _reaches_every(statement: Statement, action: Action) -> bool:
    """Whether the action is allowed on everything. A resource to be created has no name yet, so its type is enough."""
    makes = action.name.partition(":")[2].startswith(("Create", "Run"))
    return statement.any_resource or (not makes and reaches_every_existing(statement, action))


def _denied_to_code(resource: Resource) -> set[str]:
    """Actions on interfaces that only the Lambda service can call with the role, because a Deny excludes the code.

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
    """Whether the condition matches code of named functions. An unknown name counts as one."""
    return (
        condition.key == "lambda:sourcefunctionarn"
        and condition.operator.lower() in {"arnequals", "arnlike"}
        and all(not value or _FUNCTIONS.fullmatch(value) for value in condition.values)
    )


RULE = Rule(
    id="resource-wildcard",
    title="IAM policies name resources where actions support it",
    description=(
        "Resource * is for the few actions that support no resource. For other actions it includes resources of other "
        "cells."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation=(
        "Name the ARNs, move actions without resource support to a separate statement, or add a condition on a "
        "resource tag, an account or a service key"
    ),
    url="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    check=check,
    controls=("A4", "A7"),
)
