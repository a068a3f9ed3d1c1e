"""Trust policies of roles: which principals may assume a role for certain."""

from dataclasses import dataclass

from ...rule import Resource
from .documents import TRUST_POLICIES, documents
from .permissions import account_of


@dataclass(frozen=True, slots=True)
class Trust:
    """The principals that may assume a role by `sts:AssumeRole`, without those that need to meet a condition."""

    everyone: bool
    accounts: frozenset[str]
    """Accounts whose own policies decide."""
    arns: frozenset[str]


def trust_of(role: Resource) -> Trust:
    """The principals that a role trusts."""
    names = {
        "*" if statement.any_principal else name
        for document in documents(role, TRUST_POLICIES)
        if not document.unknown_denials
        for statement in document.statements
        if statement.allows and statement.grants("sts:assumerole") and not statement.limited_by("*")
        if not document.overrides(statement)
        for kind, name in statement.principals
        if kind in {"AWS", "*"}
    }
    accounts = {account_of(name) for name in names if name.endswith(":root") or ":" not in name}
    return Trust("*" in names, frozenset(accounts - {""}), frozenset(name for name in names if name.count(":") > 4))  # noqa: PLR2004 - arn:partition:service:region:account:resource
