"""Access from other accounts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...aws import types as aws
from ...aws.iam.documents import (
    ENDPOINT_POLICIES,
    KEY_POLICIES,
    RESOURCE_POLICIES,
    Statement,
    check_statements,
    documents,
)
from ...aws.iam.permissions import account_of
from ...indexes import once
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Scope, Severity, Stack, parameter

_POLICIES = {**RESOURCE_POLICIES, **KEY_POLICIES, **ENDPOINT_POLICIES}
_NAMED: Mapping[str, tuple[str, str, str]] = {
    aws.CLOUDWATCH_EVENT_PERMISSION: ("principal", "eventBusName", "condition"),
    aws.KMS_GRANT: ("granteePrincipal", "keyId", ""),
    aws.LAMBDA_PERMISSION: ("principal", "function", "principalOrgId"),
    aws.LAMBDA_LAYER_VERSION_PERMISSION: ("principal", "layerName", "organizationId"),
}
"""Types that give one principal access without a policy: the properties for principal, resource and condition."""

_REASON = "allows access from another account without a condition"
_ACCOUNT = re.compile(r"\d{12}")
_LIMITS = (
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principaltag/*",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:sourcevpce",
)


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    accounts: tuple[str, ...] = parameter(
        (), "Trusted accounts, including the account of the stack, which is otherwise unknown before the first update."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each statement that gives another account access without a condition."""
    own = _trusted(resource, parameters)
    if resource.type in _NAMED:
        yield from _named(resource, own, *_NAMED[resource.type])
        return

    holders = _key_holders(resource)

    def check_statement(statement: Statement) -> Iterator[Finding]:
        named, trusted = _principals(statement), own or _in(statement.resources)
        if _names_other_account(named, trusted, holders) and not statement.limited_by(*_LIMITS):
            yield statement.finding("Principal", _REASON)

    yield from check_statements(resource, _POLICIES, check_statement, _LIMITS)
    if not own and not holders:
        yield from _undecided(resource)


def _names_other_account(named: frozenset[str], trusted: frozenset[str], holders: frozenset[str]) -> bool:
    """Whether another account is named. The only account that manages a key is the key's own."""
    if holders and not any(named - {holder} for holder in holders):
        return False
    return bool(named - trusted) if trusted else bool(holders)


def _principals(statement: Statement) -> frozenset[str]:
    return _in(name for kind, name in statement.principals if kind == "AWS")


def _key_holders(resource: Resource) -> frozenset[str]:
    """The accounts that manage a key by its policy. The key's own account is always one of them."""
    return _in(
        name
        for document in documents(resource, KEY_POLICIES)
        for statement in document.statements
        if statement.allows and statement.grants("kms:PutKeyPolicy")
        for kind, name in statement.principals
        if kind == "AWS" and (":" not in name or name.endswith(":root"))
    )


def _trusted(resource: Resource, parameters: Parameters) -> frozenset[str]:
    """The trusted accounts: the parameter, and the resource's account or else all accounts of the stack."""
    of_resource = _in([resource.arn])
    return frozenset(parameters.accounts) | (of_resource or _of_stack(resource.stack))


@once
def _of_stack(stack: Stack) -> frozenset[str]:
    return _in(resource.arn for resource in stack)


def _undecided(resource: Resource) -> Results:
    """Each statement for an account that may be the stack's own, which is known only after the update."""
    for document in documents(resource, _POLICIES):
        for statement in document.statements:
            named = _principals(statement)
            if statement.allows and named and not _in(statement.resources) and not statement.limited_by(*_LIMITS):
                yield NotEvaluated(f"{statement.path}.Principal")


def _named(resource: Resource, own: frozenset[str], principal: str, of: str, limit: str) -> Results:
    named, limits = resource[principal], resource[limit] if limit else Value(None)
    trusted = own or _in([resource[of].text])
    others = _in([named.text]) - trusted
    if named.unknown:
        yield NotEvaluated(named.path)
    elif others and limits.absent:
        yield Finding(named.path, _REASON) if trusted else NotEvaluated(named.path)
    elif others and limits.unknown:
        yield NotEvaluated(limits.path)


def _in(names: Iterable[str]) -> frozenset[str]:
    """The accounts in ARNs and account ids. The ARN of a bucket contains none."""
    return frozenset(filter(_ACCOUNT.fullmatch, map(account_of, names)))


RULE = Rule(
    id="cross-account",
    title="Access from other accounts requires a condition",
    description=(
        "A grant to another account trusts everything in that account. A condition on the organization or on tags ends "
        "the access when the account leaves."
    ),
    severity=Severity.HIGH,
    types=(*_POLICIES, *_NAMED),
    remediation=(
        "Add a condition on aws:PrincipalOrgID or aws:PrincipalArn, or add the account to the parameter accounts"
    ),
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html",
    check=check,
    controls=("A25", "A27"),
    references=Reference(security_hub=("S3.6",), checkov=("CKV_AWS_385",)),
    scope=Scope.STACK,
    parameters=Parameters,
)
