"""What an exemption from mutation is, and what its conditions ask of a stack."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from policies.aws.iam.documents import matches
from policies.aws.iam.techniques import ALONE
from policies.engine.evaluation import Member
from tests.policies.property_paths import REMOVED, Added, Steps, steps, value_at


@dataclass(frozen=True)
class Change:
    """One bad value in one resource of a stack."""

    rule: str
    members: Sequence[Member]
    """The stack as it was."""
    subject: Member
    """What the finding would be about, as the change made it."""
    target: Member
    """What was changed, as it was before."""
    path: Steps
    bad: object


def always(_: Change) -> bool:
    """No further condition."""
    return True


@dataclass(frozen=True, eq=False)
class Exemption:
    """Resources on which a rule's bad value is right."""

    rule: str
    reason: str
    types: str = "*"
    """Pattern of type tokens."""
    name: str = "*"
    """Pattern of resource names."""
    path: str = "*"
    """Pattern of the place of the bad value; empty when another resource is left out."""
    bad: str = "*"
    """Pattern of the bad value as text."""
    where: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the resource must say besides: paths to patterns of their text, `!` before one for any other text."""
    when: Callable[[Change], bool] = always
    """What must hold besides, where patterns do not say it; the reason does."""

    def fits(self, change: Change) -> bool:
        """Whether it is about this mutant."""
        raw = change.subject.properties.raw
        return (
            change.rule == self.rule
            and fnmatchcase(change.subject.type, self.types)
            and fnmatchcase(change.subject.name, self.name)
            and fnmatchcase(".".join(map(str, change.path)), self.path)
            and fnmatchcase(str(change.bad), self.bad)
            and all(_matches(value_at(raw, steps(key)), pattern) for key, pattern in self.where.items())
            and self.when(change)
        )


def _matches(value: object, pattern: str) -> bool:
    text = "" if value is REMOVED else str(value)
    return fnmatchcase(text, pattern.removeprefix("!")) is not pattern.startswith("!")


SET = "?*"
"""Anything but nothing."""


def ports(change: Change) -> range:
    """What a rule of a security group opens; nothing for a protocol without ports."""
    raw = change.subject.properties.raw
    if raw.get("ipProtocol", "-1") == "-1":
        return range(65_536)
    return range(int(raw.get("fromPort", 0)), int(raw.get("toPort", 65_535)) + 1)


def sources(change: Change, key: str, *types: str) -> list[Member]:
    """What a property's value comes from, of types that begin so."""
    urns = change.subject.edges.get(key, ())
    return [member for member in change.members if member.urn in urns and member.type.startswith(types)]


def keys(change: Change) -> list[Member]:
    """The keys of the stack that the resource names, by an edge or by their ARN or id as text."""
    linked = {urn for urns in change.subject.edges.values() for urn in urns}
    said = repr(change.subject.properties.raw)
    return [
        member
        for member in change.members
        if member.type.startswith("aws:kms/")
        and (member.urn in linked or any(text and repr(text) in said for text in (member.arn, member.id)))
    ]


def users(change: Change, *types: str, of: Member | None = None) -> list[Member]:
    """What names the resource, or another."""
    about = (of or change.subject).urn
    naming = (member for member in change.members if any(about in urns for urns in member.edges.values()))
    return [member for member in naming if member.type.startswith(types)]


def selections(change: Change) -> list[Member]:
    """The backup selections of the stack."""
    return [member for member in change.members if member.type.startswith("aws:backup/selection:")]


def selected(change: Change) -> bool:
    """Whether the tags of the resource are all that a selection with such conditions asks for."""
    tags = change.subject.properties.raw["tags"]
    asked = (
        [test for condition in selection.properties.raw["conditions"] for test in condition["stringEquals"]]
        for selection in selections(change)
    )
    return any(tests and all(tags[test["key"].split("/")[1]] == test["value"] for test in tests) for tests in asked)


def zones(change: Change, members: Sequence[Member]) -> set[str]:
    """The zones of some resources after a change of one of them; one that names none is somewhere of its own."""
    return {
        str(change.bad) if member.urn == change.target.urn else member.properties["availabilityZone"].text or member.urn
        for member in members
    }


def incomplete(change: Change) -> bool:
    """Whether an added statement has a part of a set of escalating actions: passing a role, or running code with it."""
    if not isinstance(change.bad, Added):
        return False
    given = change.bad.element.get("Action", [])
    actions = {given} if isinstance(given, str) else {*given}
    passing = {action for action in actions if matches(action, "iam:PassRole")}
    alone = any(matches(action, name) for action in actions for name in ALONE)
    return not alone and passing in (set(), actions)
