"""Proof of the rules by mutation: every bad value, put into every resource that it fits, is found by its own rule.

What is bad comes from each rule's own table (`tests.policies.operators`), so that the campaign follows the rules. A
change is put into one resource at a time, and the packs evaluate the result. Where the change alone is allowed,
as `tests.policies.exemptions` says and why, it is put once more in company: with all else that makes it wrong.

`python -m tests.policies.campaign` runs the whole of it and writes `bench/results/mutation.json`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policies.engine.evaluation import Member
from policies.model.values import Value
from policies.rule import Rule, Scope
from tests.policies.exemption_model import Change, Exemption
from tests.policies.exemptions import EXEMPTIONS
from tests.policies.property_paths import REMOVED, Added, Steps, changed, concrete, value_at
from tests.policies.stacks import Reported, Stack, evaluated


@dataclass(frozen=True)
class Operator:
    """One change that makes a resource of a type wrong."""

    rule: Rule
    """The rule that must find it."""
    kind: str
    """Type token of the resource that the finding is about."""
    path: Steps = ()
    """The path of the bad value; an index means every element."""
    bad: Any = REMOVED
    neighbour: str = ""
    """Type token of the resource to change, when it is one that uses the other or that the other uses."""
    gone: bool = False
    """Whether the neighbour is left out whole."""
    far: bool = False
    """Whether no edge leads from the one to the other, so that all of the type are left out."""
    named: str = ""
    """Name of the list's element whose value is bad: that of another is another matter."""
    new: bool = False
    """Whether the resource itself is what is wrong, and `bad` its properties: no stack may have one."""

    def __str__(self) -> str:
        """For a report of what was missed: what is changed and how, without the value."""
        added = "added" if isinstance(self.bad, Added) or self.new else "set"
        how = "gone" if self.gone else "removed" if self.bad is REMOVED else added
        return " ".join([f"{self.rule.id}:", self.neighbour or self.kind, *map(str, self.path), how])


Company = Sequence[tuple[Steps, Any]]
"""What else a resource must say for a bad value to be one: places and values."""


@dataclass(frozen=True)
class Mutant:
    """A stack in which one resource was made wrong."""

    operator: Operator
    stack: Stack
    subject: Member
    """The resource that the finding must be about."""
    target: Member
    """The resource that was changed, as it was before."""
    path: Steps
    members: Sequence[Member]
    """The resources to evaluate: only the subject if its rule needs no other."""
    company: bool = False
    """Whether what the change needs to be wrong was put with it."""

    @property
    def exemption(self) -> Exemption | None:
        """Why nothing is to be found, if there is a reason."""
        operator = self.operator
        change = Change(operator.rule.id, self.stack.members, self.subject, self.target, self.path, operator.bad)
        return next((given for given in EXEMPTIONS if given.fits(change)), None)

    def caught(self) -> bool:
        """Whether the rule has a finding on the subject that it did not have before."""
        return any(one.rule == self.operator.rule.id for one in self._reported() - before(self.stack))

    def __str__(self) -> str:
        """What was changed where, without the value."""
        company = " in company" if self.company else ""
        where = ".".join(map(str, self.path)) or "the resource"
        return f"{self.operator}{company}, at {where} of {self.target.name}, about {self.subject.name}"

    def _reported(self) -> set[Reported]:
        about = self.subject.urn
        return {one for one in evaluated(self.members, about, self.operator.rule.scope) if one.urn == about}


_BEFORE: dict[str, set[Reported]] = {}


def before(stack: Stack) -> set[Reported]:
    """What the packs say of a stack as it is."""
    if stack.name not in _BEFORE:
        _BEFORE[stack.name] = evaluated(stack.members)
    return _BEFORE[stack.name]


def made(operator: Operator, stack: Stack, subject: Member, company: Company | None = None) -> Iterator[Mutant]:
    """The mutants of one resource, each with one change; in company, with all that makes the change wrong.

    Resources beside the subject are changed one by one, and in company all together.
    """
    if operator.neighbour:
        yield from _made_beside(operator, stack, subject, company)
    else:
        for path in _places(operator, subject):
            after = _with(_put(subject, path, operator.bad), company or ())
            if not company or after.properties.raw != _put(subject, path, operator.bad).properties.raw:
                yield _of_one(operator, stack, after, subject, path, company=company is not None)


def made_at(operator: Operator, stack: Stack, subject: Member) -> Mutant:
    """The mutant with the change at the operator's very place."""
    after = _put(subject, operator.path, operator.bad)
    return _of_one(operator, stack, after, subject, operator.path)


def _of_one(
    operator: Operator, stack: Stack, after: Member, target: Member, path: Steps, *, company: bool = False
) -> Mutant:
    alone = operator.rule.scope is Scope.RESOURCE
    return Mutant(operator, stack, after, target, path, [after] if alone else _instead(stack, [after]), company)


def _made_beside(operator: Operator, stack: Stack, subject: Member, company: Company | None) -> Iterator[Mutant]:
    beside = [member for member in members_of(stack, [operator.neighbour]) if _near(operator, stack, subject, member)]
    about = _with(subject, company or ())
    if operator.gone:
        if beside and (company is None or about != subject):
            gone = {member.urn for member in beside}
            members = [about if member is subject else member for member in stack.members if member.urn not in gone]
            yield Mutant(operator, stack, about, beside[0], (), members, company is not None)
        return
    changes = [(member, path) for member in beside for path in _places(operator, member)]
    if company is None:
        for member, path in changes:
            wrong = [_put(member, path, operator.bad)]
            yield Mutant(operator, stack, subject, member, path, _instead(stack, wrong))
    elif changes:
        wrong = [about, *(_put(member, path, operator.bad) for member, path in changes)]
        yield Mutant(operator, stack, about, *changes[0], _instead(stack, wrong), company=True)


def _instead(stack: Stack, wrong: Iterable[Member]) -> list[Member]:
    """A stack's members, some of them made wrong."""
    named = {member.urn: member for member in wrong}
    return [named.get(member.urn, member) for member in stack.members]


def _places(operator: Operator, member: Member) -> Iterator[Steps]:
    """Where in a resource the bad value goes, and is not there already."""
    raw = member.properties.raw
    for path in concrete(raw, operator.path):
        if changed(raw, path, operator.bad) != raw and operator.named in {"", named(raw, path)}:
            yield path


def _put(member: Member, path: Steps, bad: Any) -> Member:
    """A resource with a value at one place; what was put over whole comes from no other resource any more."""
    kept = {key: urns for key, urns in member.edges.items() if (key,) != path}
    return replace(member, properties=Value(changed(member.properties.raw, path, bad)), edges=kept)


def _with(member: Member, company: Company) -> Member:
    for path, value in company:
        member = _put(member, path, value)
    return member


def named(properties: Any, path: Steps) -> str:
    """The name of the innermost list element on a path, where it is a name and a value."""
    indexes = [at for at, step in enumerate(path) if isinstance(step, int)]
    element = value_at(properties, path[: indexes[-1] + 1]) if indexes else None
    return str(element["name"]) if isinstance(element, dict) and {"name", "value"} <= {*element} else ""


def _near(operator: Operator, stack: Stack, one: Member, other: Member) -> bool:
    """Whether a change of one resource is about another."""
    return one.urn != other.urn and (stack.small or operator.far or joined(one, other))


def joined(one: Member, other: Member) -> bool:
    """Whether there is an edge between two resources, in either direction."""
    return any(right.urn in urns for left, right in ((one, other), (other, one)) for urns in left.edges.values())


def members_of(stack: Stack, kinds: Iterable[str]) -> Iterator[Member]:
    """A stack's resources of some types."""
    wanted = frozenset(kinds)
    return (member for member in stack.members if member.type in wanted)
