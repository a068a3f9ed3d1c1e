"""Whom the trust policies of roles let in, as far as that is certain."""

from dataclasses import dataclass

from ...rule import Resource
from .documents import TRUST_POLICIES, documents
from .permissions import account_of


@dataclass(frozen=True, slots=True)
class Trust:
    """The principals that may take a role by `sts:AssumeRole`; those that may under a condition are left out."""

    everyone: bool
    accounts: frozenset[str]
    """Accounts whose policies decide."""
    arns: frozenset[str]


def trust_of(role: Resource) -> Trust:
    """Whom a role lets in."""
    names = {
        "*" if statement.anyone else name
        for document in documents(role, TRUST_POLICIES)
        if not document.doubts
        for statement in document.statements
        if statement.allows and statement.grants("sts:assumerole") and not statement.limited_by("*")
        if not document.takes_back(statement)
        for kind, name in statement.principals
        if kind in {"AWS", "*"}
    }
    accounts = {account_of(name) for name in names if name.endswith(":root") or ":" not in name}
    return Trust("*" in names, frozenset(accounts - {""}), frozenset(name for name in names if name.count(":") > 4))  # noqa: PLR2004 - arn:partition:service:region:account:resource
