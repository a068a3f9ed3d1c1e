"""Statements of IAM policies: what one grants, what limits it, and what of it a Deny takes back."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from ...rule import Finding
from .conditions import Condition

_ANY_ACCOUNT = re.compile(r"arn:[^:]*:iam::\*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: what is known of it, and in `unknown` the paths of what is not.

    A finding must rest on what is known only; so an unknown never hides it, and never makes one: where a Deny that is
    not known might take an Allow back, the finding waits.
    """

    path: str
    effect: str
    actions: tuple[str, ...]
    """In lower case, as IAM compares them."""
    not_actions: tuple[str, ...]
    resources: tuple[str, ...]
    not_resources: tuple[str, ...]
    principals: tuple[tuple[str, str], ...]
    """Pairs of kind (`AWS`, `Service`, `Federated`, `CanonicalUser`, or `*`) and name."""
    not_principals: tuple[tuple[str, str], ...]
    conditions: tuple[Condition, ...]
    condition_unknown: bool
    unknown: tuple[str, ...]
    withheld: tuple["Statement", ...] = ()
    """Denies that take back what they name on all of its resources."""

    @property
    def allows(self) -> bool:
        """Whether it grants."""
        return self.effect == "Allow"

    @property
    def any_action(self) -> bool:
        """Whether it is about every action, in a list or by naming only exceptions."""
        return bool(self.not_actions) or any(map(takes_all, self.actions))

    @property
    def any_resource(self) -> bool:
        """Whether it reaches every resource, in a list or by naming only exceptions."""
        return bool(self.not_resources) or any(map(takes_all, self.resources))

    @property
    def anyone(self) -> bool:
        """Whether its principal is the whole world, in any of the ways to write it."""
        return bool(self.not_principals) or any(
            name == "*" or _ANY_ACCOUNT.match(name) for kind, name in self.principals if kind in {"*", "AWS"}
        )

    def grants(self, action: str) -> bool:
        """Whether its actions cover `action` (`service:Name`, any case), and no Deny takes that one back."""
        if self.not_actions:
            named = not any(matches(pattern, action) for pattern in self.not_actions)
        else:
            named = any(matches(pattern, action) for pattern in self.actions)
        return named and not any(denial.grants(action) for denial in self.withheld)

    def without(self, denials: Iterable["Statement"], *, perhaps: bool = False) -> "Statement":
        """What some Denies surely leave of it, or with `perhaps`, what those that are known in part leave at least."""
        taking = tuple(denial for denial in denials if denial.withholds(self, perhaps=perhaps))
        return replace(self, withheld=(*self.withheld, *taking)) if taking else self

    def withholds(self, other: "Statement", *, perhaps: bool = False) -> bool:
        """Whether it takes its own actions back on all of another's resources; with `perhaps`, once all is known."""
        return (
            self.unconditional
            and (perhaps or not self.unknown)
            and ((perhaps and self.leaves_open("Resource")) or self._takes_resources_of(other))
            and ((perhaps and self.leaves_open("Principal")) or self._denies_principals_of(other))
        )

    def may_deny(self, other: "Statement") -> bool:
        """Whether it might yet turn out to take back all that another statement grants."""
        return self.withholds(other, perhaps=True) and (
            self.leaves_open("Action") or _takes_all(self.actions, other.actions, other.not_actions)
        )

    def leaves_open(self, element: str) -> bool:
        """Whether an element (`Action`, `Resource`, `Principal`), or its opposite, is not wholly known."""
        start = len(self.path) + 1
        return any(path[start:].removeprefix("Not").startswith(element) for path in self.unknown)

    def limited_by(self, *keys: str) -> bool:
        """Whether a condition on one of `keys` (patterns, lower case) may limit it; an unknown block might."""
        return self.condition_unknown or any(
            condition.is_on(keys) and not condition.vacuous for condition in self.conditions
        )

    def denies(self, other: "Statement") -> bool:
        """Whether it surely takes back all that another statement grants: a Deny without any condition or exception."""
        return self.unconditional and self._covers(other)

    def fences(self, other: "Statement", keys: Collection[str]) -> bool:
        """Whether it is a Deny of all that another grants, except where a condition on one of `keys` is met.

        Such as a Deny on `StringNotEquals` `aws:SourceVpce`; a condition of another kind might let something through.
        """
        fenced = [condition.negates and condition.is_on(keys) for condition in self.conditions]
        exceptions = self.not_actions or self.not_resources or self.not_principals
        return self.effect == "Deny" and bool(fenced) and all(fenced) and not exceptions and self._covers(other)

    def _covers(self, other: "Statement") -> bool:
        """Whether its actions, resources and principals are all that another statement's are."""
        return (
            not self.unknown
            and not other.unknown
            and _takes_all(self.actions, other.actions, other.not_actions)
            and self._takes_resources_of(other)
            and self._denies_principals_of(other)
        )

    def _takes_resources_of(self, other: "Statement") -> bool:
        return _takes_all(self.resources, other.resources, other.not_resources)

    def _denies_principals_of(self, other: "Statement") -> bool:
        if ("*", "*") in self.principals:
            return True
        everyone = ("AWS", "*") in self.principals
        return not other.not_principals and all(
            principal in self.principals or (everyone and principal[0] in {"AWS", "*"})
            for principal in other.principals
        )

    @property
    def unconditional(self) -> bool:
        """Whether it is a Deny that holds always and names no exceptions, as far as it is known."""
        exceptions = self.not_actions or self.not_resources or self.not_principals
        return self.effect == "Deny" and not self.conditions and not exceptions

    def finding(self, element: str, reason: str) -> Finding:
        """A finding on one of its elements."""
        return Finding(f"{self.path}.{element}", reason)


def _takes_all(denied: tuple[str, ...], granted: tuple[str, ...], excepted: tuple[str, ...]) -> bool:
    """Whether denied patterns cover each granted one; a grant by exceptions is covered by `*` alone."""
    if "*" in denied:
        return True
    return (
        not excepted
        and bool(granted or not denied)
        and all(any(_covers(pattern, name) for pattern in denied) for name in granted)
    )


def _covers(pattern: str, other: str) -> bool:
    """Whether a pattern covers another one whole: its `*` takes in the other's signs, a `?` or variable could not."""
    if "?" in pattern or "${" in pattern:
        return pattern == other
    return fnmatchcase(other, pattern.replace("[", "[[]"))


def takes_all(pattern: str) -> bool:
    """Whether an IAM pattern covers whatever there is: `*`, in any of the ways to write it."""
    return "*" in pattern and set(pattern) <= {"*", "?", ":"}


def matches(pattern: str, name: str) -> bool:
    """Whether an IAM pattern (`*` and `?`, any case) covers a name."""
    return fnmatchcase(name.lower(), pattern.lower().replace("[", "[[]"))
