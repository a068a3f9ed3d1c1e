"""Conditions of IAM statements: which of them say whose something is, and which let everyone through."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import ip_network

WHOSE = (
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
"""Keys that say who is meant where the principal is everyone: a caller, or the network or resource that it comes by."""

ADMINISTRATION = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
"""Policies of AWS with which a principal is an administrator, or can become one."""


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
        """Whether it is met by all values but those that it names, and where there is none."""
        operator = self.operator.lower()
        return "not" in operator and not operator.startswith("foranyvalue:") and not self._takes_any

    @property
    def vacuous(self) -> bool:
        """Whether it lets everything through: it takes any value, or counts an absent key as a match."""
        operator = self.operator.lower()
        absent = operator.endswith("ifexists") or operator.startswith("forallvalues:")
        return absent or operator == "null" or "not" in operator or self._takes_any

    @property
    def _takes_any(self) -> bool:
        return any(anybodys(value, self.key) for value in self.values)


_ANYBODYS = re.compile(r"(arn:[^:]*|(?:o|vpc|vpce)-)?[*?:/]+|[*?.]+amazonaws\.com(\.cn)?")
"""No more than the beginning or the end that all have: of organizations, networks, endpoints, services."""

_VARIABLE = re.compile(r"\$\{([^},]*)[^}]*\}")
_SIDE = re.compile(r"aws:(principal|resource|source)(?=account|arn|org|owner)")
_ADDRESSES = ("aws:sourceip", "aws:vpcsourceip")
_WIDEST = 8
"""Bits that a network's addresses must share: registries hand out no wider ones."""

_EVERYONES = {
    ("aws:multifactorauthpresent", "false"),
    ("aws:principalisawsservice", "false"),
    ("aws:securetransport", "true"),
    ("aws:viaawsservice", "false"),
    ("elasticfilesystem:accessedviamounttarget", "false"),
    ("kms:grantisforawsresource", "false"),
}
"""What everyone's requests say, or can."""


def anybodys(value: str, key: str = "") -> bool:
    """Whether what a condition names leaves it open whose it is: `*`, `vpce-*`, `0.0.0.0/0`, or an ARN of any account.

    A bucket's ARN has no account, and its name is nobody else's; without a name it is anybody's. A variable that the
    key itself fills is met by all.
    """
    if (key, value.lower()) in _EVERYONES or (key in _ADDRESSES and _wide(value)):
        return True
    if key == "iam:policyarn" and any(fnmatchcase(f"arn:aws:iam::aws:policy/{name}", value) for name in ADMINISTRATION):
        return True
    value = _VARIABLE.sub(lambda variable: "*" if _fills(key, variable[1].strip().lower()) else variable[0], value)
    parts = value.split(":", 5)
    if len(parts) > 5:  # noqa: PLR2004 - arn:partition:service:region:account:resource
        _, _, service, _, account, resource = parts
        unnamed = not resource.strip("*?:/")
        return unnamed if account == "" or service == "s3" else not account.strip("*?")
    return bool(_ANYBODYS.fullmatch(value))


def _fills(key: str, variable: str) -> bool:
    """Whether a variable is the condition's own key, or another of the same caller, resource or source."""
    side, other = _SIDE.match(key), _SIDE.match(variable)
    return key == variable or bool(side and other and side[1] == other[1])


def _wide(network: str) -> bool:
    try:
        return ip_network(network, strict=False).prefixlen < _WIDEST
    except ValueError:
        return False
