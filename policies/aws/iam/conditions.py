"""Conditions of IAM statements: which ones identify a caller, and which ones everyone meets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import ip_network

CALLER_KEYS = (
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "elasticfilesystem:accessedviamounttarget",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
)
"""Keys that identify the caller when the principal is everyone: itself, or the network or resource it comes from."""

ADMINISTRATION = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
"""AWS managed policies with which a principal is an administrator or can become one."""


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
        """Whether every value except those it lists meets it, and an absent one does."""
        operator = self.operator.lower()
        return "not" in operator and not operator.startswith("foranyvalue:") and not self._accepts_any

    @property
    def vacuous(self) -> bool:
        """Whether it excludes nothing: it accepts any value, or an absent key meets it."""
        operator = self.operator.lower()
        absent = operator.endswith("ifexists") or operator.startswith("forallvalues:")
        return absent or operator == "null" or "not" in operator or self._accepts_any

    @property
    def _accepts_any(self) -> bool:
        return any(matches_any_caller(value, self.key) for value in self.values)


_ANY_CALLER = re.compile(r"(arn:[^:]*|(?:o|vpc|vpce)-)?[*?:/]+|[*?.]+amazonaws\.com(\.cn)?")
"""Only the prefix or suffix that all organizations, VPCs, endpoints or services share."""

_VARIABLE = re.compile(r"\$\{([^},]*)[^}]*\}")
_SIDE = re.compile(r"aws:(principal|resource|source)(?=account|arn|org|owner)")
_ADDRESSES = ("aws:sourceip", "aws:vpcsourceip")
_MIN_PREFIX = 8
"""Shortest prefix of an address block that one organization can own."""

_MET_BY_ANY_CALLER = {
    ("aws:multifactorauthpresent", "false"),
    ("aws:principalisawsservice", "false"),
    ("aws:securetransport", "true"),
    ("aws:viaawsservice", "false"),
    ("elasticfilesystem:accessedviamounttarget", "false"),
    ("kms:grantisforawsresource", "false"),
}
"""Keys and values that any caller's requests have, or can have."""


def matches_any_caller(value: str, key: str = "") -> bool:
    """Whether any caller can meet a condition with this value: `*`, `vpce-*`, `0.0.0.0/0`, an ARN of any account.

    A bucket's ARN has no account but its name is unique, so only an ARN without a name matches any caller. A variable
    that the key itself fills is met by every caller.
    """
    if (key, value.lower()) in _MET_BY_ANY_CALLER or (key in _ADDRESSES and _wide(value)):
        return True
    if key == "iam:policyarn" and any(fnmatchcase(f"arn:aws:iam::aws:policy/{name}", value) for name in ADMINISTRATION):
        return True
    value = _VARIABLE.sub(lambda variable: "*" if _fills(key, variable[1].strip().lower()) else variable[0], value)
    parts = value.split(":", 5)
    if len(parts) > 5:  # noqa: PLR2004 - arn:partition:service:region:account:resource
        _, _, service, _, account, resource = parts
        unnamed = not resource.strip("*?:/")
        return unnamed if account == "" or service == "s3" else not account.strip("*?")
    return bool(_ANY_CALLER.fullmatch(value))


def _fills(key: str, variable: str) -> bool:
    """Whether a variable is the condition's own key, or another key of the same caller, resource or source."""
    side, other = _SIDE.match(key), _SIDE.match(variable)
    return key == variable or bool(side and other and side[1] == other[1])


def _wide(network: str) -> bool:
    try:
        return ip_network(network, strict=False).prefixlen < _MIN_PREFIX
    except ValueError:
        return False
