"""Trust in whole accounts."""

import re
from collections.abc import Iterator

from ...aws.iam.conditions import Condition
from ...aws.iam.documents import TRUST_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

_WHOLE_ACCOUNT = re.compile(r"(arn:aws[a-z-]*:iam::\d{12}:root|\d{12})")

_LIMITS = ("sts:externalid", "aws:principalarn", "aws:principaltag/*", "aws:multifactorauthpresent")
_EVERY_PRINCIPAL = re.compile(r"arn:[^:]*:(iam|sts|\*):[^:]*:[^:]*:((role|user)/)?[*?/]+")
"""All principals, roles or users of an account, regardless of name."""


def _limits(condition: Condition) -> bool:
    """Whether the condition restricts the principals of the account."""
    unnamed = condition.key == "aws:principalarn" and any(map(_EVERY_PRINCIPAL.fullmatch, condition.values))
    return condition.is_on(_LIMITS) and not condition.vacuous and not unnamed


def _evaluate(statement: Statement) -> Iterator[Finding]:
    whole = any(kind == "AWS" and _WHOLE_ACCOUNT.fullmatch(name) for kind, name in statement.principals)
    if whole and not statement.condition_unknown and not any(map(_limits, statement.conditions)):
        yield statement.finding("Principal", "allows every principal of an account to assume the role")


def check(resource: Resource) -> Results:
    """A finding on each trust statement whose principal is an account."""
    return check_statements(resource, TRUST_POLICIES, _evaluate)


RULE = Rule(
    id="trust-whole-account",
    title="Trust policies name roles, not accounts",
    description="With an account as principal, every identity of that account with sts:AssumeRole can assume the role.",
    severity=Severity.HIGH,
    types=TRUST_POLICIES,
    remediation="Name the role that assumes this role, or add a condition on aws:PrincipalArn or sts:ExternalId",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts",
    check=check,
    controls=("A13",),
)
