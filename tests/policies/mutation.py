"""Proof of the rules by mutation: every bad value, put into every resource that it fits, is found by its own rule.

What is bad comes from each rule's own table, so that the campaign follows the rules: a failing case gives a property
and its bad value, which counts when that alone makes a passing case fail. `tests.policies.statements` adds wildcards
in every statement of every document. A change is put into one resource at a time, and the packs judge what comes of it.

`python -m tests.policies.campaign` runs the whole of it and writes `bench/results/mutation.json`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from local.provider.sdk import sdk_type
from policies import packs
from policies.judging import Member
from policies.rule import Resource, Rule, Scope
from policies.testing import Case, findings
from policies.values import Value
from tests.policies.exemptions import EXEMPTIONS, Exemption
from tests.policies.places import REMOVED, Added, Steps, changed, concrete, steps, value_at
from tests.policies.stacks import Stack, Told, judged, rules
from tests.policies.statements import WILDCARDS, granting
from tests.policies.tables import load


@dataclass(frozen=True)
class Operator:
    """One way to make a resource of a type wrong."""

    rule: Rule
    """The rule that must find it."""
    kind: str
    """Type token of the resource that the finding is about."""
    path: Steps = ()
    """Where the bad value goes; indexes stand for every element that is there."""
    bad: Any = REMOVED
    neighbour: str = ""
    """Type token of the resource to change, when it is one that uses the other or that the other uses."""
    gone: bool = False
    """Whether the neighbour is left out whole."""
    named: str = ""
    """Name of the list's element whose value is bad: that of another is another matter."""

    def __str__(self) -> str:
        """For a report of what was missed: what is changed and how, without the value."""
        added = "added" if isinstance(self.bad, Added) else "set"
        how = "gone" if self.gone else "removed" if self.bad is REMOVED else added
        return " ".join([f"{self.rule.id}:", self.neighbour or self.kind, *map(str, self.path), how])


@dataclass(frozen=True)
class Mutant:
    """A stack in which one resource was made wrong."""

    operator: Operator
    stack: Stack
    subject: Member
    """The resource that the finding must be about."""
    path: Steps
    members: Sequence[Member]
    """The resources to judge: only the subject, when its rule needs no other."""

    @property
    def exemption(self) -> Exemption | None:
        """Why nothing is to be found, if there is a reason."""
        operator = self.operator
        fitting = (given for given in EXEMPTIONS if given.fits(operator.rule.id, self.subject, self.path, operator.bad))
        return next(fitting, None)

    def caught(self) -> bool:
        """Whether the rule tells something of the subject that it did not tell before."""
        return any(told.rule == self.operator.rule.id for told in self._told() - _before(self.stack))

    def __str__(self) -> str:
        """What was changed where, without the value."""
        return f"{self.operator}, at {'.'.join(map(str, self.path)) or 'the resource'} of {self.subject.name}"

    def _told(self) -> set[Told]:
        about = self.subject.urn
        return {told for told in judged(self.members, about, self.operator.rule.scope) if told.urn == about}


_BEFORE: dict[str, set[Told]] = {}


def _before(stack: Stack) -> set[Told]:
    if stack.name not in _BEFORE:
        _BEFORE[stack.name] = judged(stack.members)
    return _BEFORE[stack.name]


def _found(rule: Rule, stack: Stack, subject: Member) -> bool:
    """Whether a resource is wrong already: samples show options that a pack finds, such as a password of one's own."""
    return any((told.rule, told.urn) == (rule.id, subject.urn) for told in _before(stack))


@cache
def operators() -> tuple[Operator, ...]:
    """All operators that the tables of all rules give, each once."""
    found = [operator for pack in packs.names() for rule in packs.rules(pack) for operator in _of_rule(pack, rule)]
    return tuple({repr(operator): operator for operator in found}.values())


def _of_rule(pack: str, rule: Rule) -> Iterator[Operator]:
    table = load(pack, rule)
    first = next(iter(rule.types))
    for bad in table.fails:
        # A case that names no type is about what all types of its rule have in common.
        for kind in (bad.type,) if bad.type else tuple(rule.types):
            good = [replace(case, type=kind) for case in table.passes if _comparable(case, bad, kind, first)]
            for operator in (*_at(rule, kind, bad, good), *_beside(rule, kind, bad, good)):
                if any(_breaks(operator, case) for case in good):
                    yield operator


def _comparable(case: Case, bad: Case, kind: str, first: str) -> bool:
    """Whether a passing case is about the failing one's type, both with the knobs that nobody has turned."""
    alike = (case.type or first) == (bad.type or first) and _has(kind, case) and _has(kind, bad)
    return alike and case.knobs is None and bad.knobs is None


def _has(kind: str, case: Case) -> bool:
    """Whether a type has the properties of a case."""
    sdk = sdk_type(kind)
    return sdk is None or sdk.inputs >= {step for path in case.at for step in steps(path)[:1]} | {*case.properties}


def _at(rule: Rule, kind: str, bad: Case, good: Sequence[Case]) -> Iterator[Operator]:
    """What a failing case has where the finding is; and what is generic: removed, flipped, empty."""
    for path in map(steps, bad.at):
        if path and "Statement" not in path:  # a statement is right or wrong as a whole
            named = _named(bad.properties, path)
            yield Operator(rule, kind, path, value_at(bad.properties, path), named=named)
            for end in range(len(path), 0, -1):
                yield Operator(rule, kind, path[:end], REMOVED, named=named)
            for here in (value_at(case.properties, path) for case in good):
                if isinstance(here, bool):
                    yield Operator(rule, kind, path, not here, named=named)
                if isinstance(here, list):
                    yield Operator(rule, kind, path, [], named=named)
        for end, step in enumerate(path):
            element = value_at(bad.properties, path[: end + 1])
            if isinstance(step, int) and element is not REMOVED:
                yield Operator(rule, kind, path[:end], Added(element))


def _named(properties: Any, path: Steps) -> str:
    """The name of the innermost list element on a path, where it is a name and a value."""
    indexes = [at for at, step in enumerate(path) if isinstance(step, int)]
    element = value_at(properties, path[: indexes[-1] + 1]) if indexes else None
    return str(element["name"]) if isinstance(element, dict) and {"name", "value"} <= {*element} else ""


def _beside(rule: Rule, kind: str, bad: Case, good: Sequence[Case]) -> Iterator[Operator]:
    """What a rule over the stack sees of other resources: one left out, or one with a bad value."""
    for case in good:
        for neighbour in _neighbours(case):
            yield Operator(rule, kind, neighbour=neighbour.type, gone=True)
            for other in _neighbours(bad):
                if other.type == neighbour.type:
                    before, after = neighbour.properties.raw, other.properties.raw
                    for key in {*before, *after}:
                        if before.get(key) != after.get(key):
                            yield Operator(rule, kind, (key,), after.get(key, REMOVED), neighbour.type)


def _neighbours(case: Case) -> list[Resource]:
    return [*(user for _, user in case.users), *(source for listed in case.edges.values() for source in listed)]


def _breaks(operator: Operator, good: Case) -> bool:
    """Whether the change by itself makes a passing case fail."""
    if not operator.neighbour:
        mutated = replace(good, properties=changed(good.properties, operator.path, operator.bad))
    elif operator.gone:
        mutated = replace(
            good,
            users=[pair for pair in good.users if pair[1].type != operator.neighbour],
            edges={
                key: [source for source in listed if source.type != operator.neighbour]
                for key, listed in good.edges.items()
            },
        )
    else:
        mutated = replace(
            good,
            users=[(key, _changed_neighbour(operator, user)) for key, user in good.users],
            edges={
                key: [_changed_neighbour(operator, source) for source in listed] for key, listed in good.edges.items()
            },
        )
    return bool(findings(operator.rule, mutated))


def _changed_neighbour(operator: Operator, resource: Resource) -> Resource:
    if resource.type != operator.neighbour:
        return resource
    return replace(resource, properties=Value(changed(resource.properties.raw, operator.path, operator.bad)))


def mutants(stack: Stack) -> Iterator[Mutant]:
    """Every mutant of a stack, each once."""
    by_kind: dict[str, list[Member]] = {}
    for member in stack.members:
        by_kind.setdefault(member.type, []).append(member)
    for operator in operators():
        for subject in by_kind.get(operator.kind, ()):
            if not _found(operator.rule, stack, subject):
                yield from _of_subject(operator, stack, subject)
    for wildcard in WILDCARDS:
        rule = next(rule for rule in rules() if rule.id == wildcard.rule)
        for member in stack.members:
            for place in granting(member, wildcard.places):
                wider = wildcard.applied(value_at(member.properties.raw, place))
                operator = Operator(rule, member.type, place, wider)
                yield from _changed_at([place], operator, stack, member, member)


def _of_subject(operator: Operator, stack: Stack, subject: Member) -> Iterator[Mutant]:
    if operator.neighbour:
        beside = [member for member in stack.members if member.type == operator.neighbour and _joined(subject, member)]
        if operator.gone and beside:
            gone = {member.urn for member in beside}
            members = [member for member in stack.members if member.urn not in gone]
            yield Mutant(operator, stack, subject, (), members)
        elif not operator.gone:
            for member in beside:
                yield from _changed_in(operator, stack, subject, member)
    else:
        yield from _changed_in(operator, stack, subject, subject)


def _changed_in(operator: Operator, stack: Stack, subject: Member, target: Member) -> Iterator[Mutant]:
    return _changed_at(concrete(target.properties.raw, operator.path), operator, stack, subject, target)


def _changed_at(
    places: Iterable[Steps], operator: Operator, stack: Stack, subject: Member, target: Member
) -> Iterator[Mutant]:
    before = target.properties.raw
    for path in places:
        after = changed(before, path, operator.bad)
        if after == before or (operator.named and _named(before, path) != operator.named):
            continue
        kept = {key: urns for key, urns in target.edges.items() if (key,) != path}
        made = replace(target, properties=Value(after), edges=kept)
        alone = operator.rule.scope is Scope.RESOURCE
        members = [made] if alone else [made if member is target else member for member in stack.members]
        yield Mutant(operator, stack, made if target is subject else subject, path, members)


def _joined(one: Member, other: Member) -> bool:
    """Whether there is an edge between two resources, either way."""
    return any(right.urn in urns for left, right in ((one, other), (other, one)) for urns in left.edges.values())
