"""Conditions of IAM statements: which of them say whose something is, and which let everyone through."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of a Condition block; `key` is in lower case, as IAM compares it."""

    operator: str
    key: str
    values: tuple[str, ...]

    def is_on(self, keys: Iterable[str]) -> bool:
        """Whether it is on one of some keys (patterns, lower case)."""
        return any(fnmatchcase(self.key, pattern) for pattern in keys)

    @property
    def negates(self) -> bool:
        """Whether it is met by all values but those that it names."""
        return "not" in self.operator.lower() and not any(map(anybodys, self.values))

    @property
    def vacuous(self) -> bool:
        """Whether it lets everything through: it takes any value, or counts an absent key as a match."""
        operator = self.operator.lower()
        absent = operator.endswith("ifexists") or operator.startswith("forallvalues:")
        return absent or operator == "null" or "not" in operator or any(map(anybodys, self.values))


_ANYBODYS = re.compile(r"(arn:[^:]*|(?:o|vpc|vpce)-)?[*?:]+")
"""No more than the beginning that all have: of organizations, networks, endpoints."""


def anybodys(value: str) -> bool:
    """Whether what a condition names leaves it open whose it is: `*`, `vpce-*`, or an ARN of any account.

    A bucket's ARN has no account, and its name is nobody else's; without a name it is anybody's.
    """
    parts = value.split(":", 5)
    if len(parts) > 5:  # noqa: PLR2004 - arn:partition:service:region:account:resource
        _, _, service, _, account, resource = parts
        unnamed = not resource.strip("*?:/")
        return unnamed if account == "" or service == "s3" else not account.strip("*?")
    return bool(_ANYBODYS.fullmatch(value))
