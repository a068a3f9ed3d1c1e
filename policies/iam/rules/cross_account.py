"""Resources that another account may use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...documents import KEY_POLICIES, RESOURCE_POLICIES, Statement, judge
from ...rule import Finding, Reference, Resource, Results, Rule, Severity, knob

_PLACES = {**RESOURCE_POLICIES, **KEY_POLICIES}
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
            yield statement.finding("Principal", "lets another account use the resource, whoever it is there")

    return judge(resource, _PLACES, judge_statement)


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
    types=_PLACES,
    remediation="Add a condition on aws:PrincipalOrgID or aws:PrincipalArn, or name the account in the knob accounts",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html",
    check=check,
    controls=("A25", "A27"),
    references=Reference(security_hub=("S3.6",), checkov=("CKV_AWS_385",)),
    knobs=Knobs,
)
