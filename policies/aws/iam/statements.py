"""Statements of IAM policies: what one grants, what limits it, and what a Deny overrides."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from ...rule import Finding
from .conditions import Condition

_ANY_ACCOUNT = re.compile(r"arn:[^:]*:iam::\*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its known elements, and in `unknown` the paths of the unknown ones.

    A finding rests on known elements only, so an unknown one neither hides nor causes it. Where an unknown Deny may
    override an Allow, the check is not evaluated.
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
    denied_by: tuple["Statement", ...] = ()
    """Deny statements that cover all its resources, each for its own actions."""

    @property
    def allows(self) -> bool:
        """Whether it is an Allow."""
        return self.effect == "Allow"

    @property
    def any_action(self) -> bool:
        """Whether it covers every action, by a wildcard or by NotAction."""
        return bool(self.not_actions) or any(map(matches_everything, self.actions))

    @property
    def any_resource(self) -> bool:
        """Whether it covers every resource, by a wildcard or by NotResource."""
        return bool(self.not_resources) or any(map(matches_everything, self.resources))

    @property
    def any_principal(self) -> bool:
        """Whether its principal is everyone, in any notation."""
        return bool(self.not_principals) or any(
            name == "*" or _ANY_ACCOUNT.match(name) for kind, name in self.principals if kind in {"*", "AWS"}
        )

    def grants(self, action: str) -> bool:
        """Whether its actions cover `action` (`service:Name`, any case) and no Deny covers that one."""
        if self.not_actions:
            named = not any(matches(pattern, action) for pattern in self.not_actions)
        else:
            named = any(matches(pattern, action) for pattern in self.actions)
        return named and not any(denial.grants(action) for denial in self.denied_by)

    def without(self, denials: Iterable["Statement"], *, possibly: bool = False) -> "Statement":
        """The statement without what some Deny statements cover; with `possibly`, also what they may cover."""
        denying = tuple(denial for denial in denials if denial.denies(self, possibly=possibly))
        return replace(self, denied_by=(*self.denied_by, *denying)) if denying else self

    def denies(self, other: "Statement", *, possibly: bool = False) -> bool:
        """Whether it denies its actions on all resources of another; with `possibly`, whether it may."""
        return (
            self.unconditional
            and (possibly or not self.unknown)
            and ((possibly and self.undetermined("Resource")) or self._covers_resources_of(other))
            and ((possibly and self.undetermined("Principal")) or self._covers_principals_of(other))
        )

    def may_deny(self, other: "Statement") -> bool:
        """Whether it may deny all that another statement grants, once its unknown elements are known."""
        return self.denies(other, possibly=True) and (
            self.undetermined("Action") or _covers_all(self.actions, other.actions, other.not_actions)
        )

    def undetermined(self, element: str) -> bool:
        """Whether an element (`Action`, `Resource`, `Principal`), or its `Not` form, is unknown in part."""
        start = len(self.path) + 1
        return any(path[start:].removeprefix("Not").startswith(element) for path in self.unknown)

    def limited_by(self, *keys: str) -> bool:
        """Whether a condition on one of `keys` (patterns, lower case) may limit it; an unknown block may."""
        return self.condition_unknown or any(
            condition.is_on(keys) and not condition.vacuous for condition in self.conditions
        )

    def overrides(self, other: "Statement") -> bool:
        """Whether it denies all that another statement grants: a known Deny without conditions and exceptions."""
        return self.unconditional and self._covers(other)

    def restricts(self, other: "Statement", keys: Collection[str]) -> bool:
        """Whether it denies all that another statement grants unless a condition on one of `keys` is met.

        An example is a Deny on `StringNotEquals` `aws:SourceVpce`. Any other condition could let requests through.
        """
        negated = [condition.negates and condition.is_on(keys) for condition in self.conditions]
        exceptions = self.not_actions or self.not_resources or self.not_principals
        return self.effect == "Deny" and bool(negated) and all(negated) and not exceptions and self._covers(other)

    def _covers(self, other: "Statement") -> bool:
        """Whether its actions, resources and principals include those of another statement."""
        return (
            not self.unknown
            and not other.unknown
            and _covers_all(self.actions, other.actions, other.not_actions)
            and self._covers_resources_of(other)
            and self._covers_principals_of(other)
        )

    def _covers_resources_of(self, other: "Statement") -> bool:
        return _covers_all(self.resources, other.resources, other.not_resources)

    def _covers_principals_of(self, other: "Statement") -> bool:
        if ("*", "*") in self.principals:
            return True
        everyone = ("AWS", "*") in self.principals
        return not other.not_principals and all(
            principal in self.principals or (everyone and principal[0] in {"AWS", "*"})
            for principal in other.principals
        )

    @property
    def unconditional(self) -> bool:
        """Whether it is a Deny without conditions and exceptions, as far as it is known."""
        exceptions = self.not_actions or self.not_resources or self.not_principals
        return self.effect == "Deny" and not self.conditions and not exceptions

    def finding(self, element: str, reason: str) -> Finding:
        """A finding on one of its elements."""
        return Finding(f"{self.path}.{element}", reason)


def _covers_all(denied: tuple[str, ...], granted: tuple[str, ...], excepted: tuple[str, ...]) -> bool:
    """Whether denied patterns cover each granted one; only `*` covers a grant with exceptions."""
    if "*" in denied:
        return True
    return (
        not excepted
        and bool(granted or not denied)
        and all(any(_covers(pattern, name) for pattern in denied) for name in granted)
    )


def _covers(pattern: str, other: str) -> bool:
    """Whether a pattern covers another pattern: `*` covers its wildcards, a `?` or a variable may not."""
    if "?" in pattern or "${" in pattern:
        return pattern == other
    return fnmatchcase(other, pattern.replace("[", "[[]"))


def matches_everything(pattern: str) -> bool:
    """Whether an IAM pattern covers everything: `*` in any notation."""
    return "*" in pattern and set(pattern) <= {"*", "?", ":"}


def matches(pattern: str, name: str) -> bool:
    """Whether an IAM pattern (`*` and `?`, any case) covers a name."""
    return fnmatchcase(name.lower(), pattern.lower().replace("[", "[[]"))
