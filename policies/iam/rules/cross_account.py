"""Resources that another account may use."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...documents import ENDPOINT_POLICIES, KEY_POLICIES, RESOURCE_POLICIES, Statement, judge
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Severity, knob
from ...values import Value

_PLACES = {**RESOURCE_POLICIES, **KEY_POLICIES, **ENDPOINT_POLICIES}
_NAMED: Mapping[str, tuple[str, str, str]] = {
    "aws:cloudwatch/eventPermission:EventPermission": ("principal", "eventBusName", "condition"),
    "aws:kms/grant:Grant": ("granteePrincipal", "keyId", ""),
    "aws:lambda/permission:Permission": ("principal", "function", "principalOrgId"),
    "aws:lambda/layerVersionPermission:LayerVersionPermission": ("principal", "layerName", "organizationId"),
}
"""Types that let one principal in without a document: where they name it and their resource, and what limits it."""

_REASON = "lets another account use the resource, whoever it is there"
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
class Knobs:
    """The accounts that belong together."""

    accounts: tuple[str, ...] = knob(
        (), "Accounts that may use the resources; without, a statement's own is the one in the ARNs of its resources."
    )


def check(resource: Resource, knobs: Knobs) -> Results:
    """A finding on each statement that another account may use without a condition."""

    def judge_statement(statement: Statement) -> Iterator[Finding]:
        own = {*knobs.accounts, *(_account(arn) for arn in statement.resources)} - {""}
        others = {_account(name) for kind, name in statement.principals if kind == "AWS"} - {""}
        if own and others - own and not statement.limited_by(*_LIMITS):
            yield statement.finding("Principal", _REASON)

    if resource.type in _NAMED:
        yield from _named(resource, knobs, *_NAMED[resource.type])
    else:
        yield from judge(resource, _PLACES, judge_statement, _LIMITS)


def _named(resource: Resource, knobs: Knobs, principal: str, of: str, limit: str) -> Results:
    named, limits = resource[principal], resource[limit] if limit else Value(None)
    own = {*knobs.accounts, _account(resource[of].text)} - {""}
    others = {_account(named.text)} - {"", *own}
    if named.unknown:
        yield NotEvaluated(named.path)
    elif others and limits.absent:
        if resource[of].unknown:
            yield NotEvaluated(resource[of].path)
        elif own:
            yield Finding(named.path, _REASON)
    elif others and limits.unknown:
        yield NotEvaluated(limits.path)


def _account(name: str) -> str:
    """The account of an ARN or of an account's own number; empty where none is named, as in a bucket's ARN."""
    parts = name.split(":")
    account = parts[4] if len(parts) > 5 else name  # noqa: PLR2004 - arn:partition:service:region:account:resource
    return account if _ACCOUNT.fullmatch(account) else ""


RULE = Rule(
    id="cross-account",
    title="Other accounts use a resource under a condition only",
    description=(
        "A grant to another account trusts all that ever happens there; a condition on the organization or on tags "
        "ends it when the account leaves."
    ),
    severity=Severity.HIGH,
    types=(*_PLACES, *_NAMED),
    remediation="Add a condition on aws:PrincipalOrgID or aws:PrincipalArn, or name the account in the knob accounts",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html",
    check=check,
    controls=("A25", "A27"),
    references=Reference(security_hub=("S3.6",), checkov=("CKV_AWS_385",)),
    knobs=Knobs,
)
