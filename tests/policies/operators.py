"""What is bad, from each rule's own table of cases.

A failing case gives a property and its bad value, which counts when that alone makes a right case wrong: the right case
is laid out as a stack and the rule evaluates the mutants. `tests.policies.statements` adds wildcards in every
statement of every document.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from policies import packs
from policies.aws.iam.documents import matches
from policies.engine.evaluation import Member, connect
from policies.model.values import Value
from policies.rule import Finding, Resource, Rule, Scope
from policies.testing import UNKNOWN, Case
from tests.policies.mutation import Company, Mutant, Operator, before, joined, made, made_at, members_of, named
from tests.policies.passing_cases import fits, passing_cases, stack_of_case
from tests.policies.property_paths import REMOVED, Added, Steps, steps, value_at
from tests.policies.stacks import Stack, rules
from tests.policies.statements import WILDCARDS, granting
from tests.policies.tables import load


@dataclass(frozen=True)
class Derived:
    """An operator, and what came of it in the right case that it is derived from."""

    operator: Operator
    company: Company
    """All else that the right case says."""
    proof: Mutant | None = None
    """The mutant that the rule found there; none where the rule has no right case."""
    bound: bool = False
    """Whether it names others of that case in text, such as a role in a policy: in other stacks it names nothing."""


@cache
def derived() -> tuple[Derived, ...]:
    """All operators that the tables of all rules give, each once."""
    found = (one for pack in packs.names() for rule in packs.rules(pack) for one in _of_rule(pack, rule))
    return tuple({repr(one.operator): one for one in found}.values())


def mutants(stack: Stack) -> Iterator[Mutant]:
    """Every mutant of a stack; after one that is exempt, the same in company."""
    for one in derived():
        if one.bound:
            continue
        if one.operator.new:
            yield made_at(one.operator, stack, _new(one.operator))
            continue
        for subject in members_of(stack, [one.operator.kind]):
            if not _found(one.operator.rule, stack, subject):
                yield from _mutants_of(one, stack, subject)
    for wildcard in WILDCARDS:
        rule = next(rule for rule in rules() if rule.id == wildcard.rule)
        for member in stack.members:
            for place in granting(member, wildcard.places):
                wider = wildcard.applied(value_at(member.properties.raw, place))
                yield made_at(Operator(rule, member.type, place, wider), stack, member)


def _mutants_of(one: Derived, stack: Stack, subject: Member) -> Iterator[Mutant]:
    exempt = False
    for mutant in made(one.operator, stack, subject):
        exempt = exempt or mutant.exemption is not None
        yield mutant
    if exempt:
        yield from made(one.operator, stack, subject, one.company)


def right_mutants(tried: Collection[str]) -> Iterator[Mutant]:
    """Each bad value in the right case that it makes wrong by itself: of rules that were not tried, and bound ones."""
    return (one.proof for one in derived() if one.proof and (one.bound or one.operator.rule.id not in tried))


def _found(rule: Rule, stack: Stack, subject: Member) -> bool:
    """Whether a resource has a finding already: samples show such options, like a custom password."""
    return any((one.rule, one.urn) == (rule.id, subject.urn) for one in before(stack))


def _new(operator: Operator) -> Member:
    """A resource that no stack may have, before it has its properties."""
    return Member(operator.kind, "mutant", f"urn:pulumi:test::citycell::{operator.kind}::mutant", Value({}), {})


@dataclass(frozen=True)
class _Right:
    """A right case, laid out."""

    case: Case
    stack: Stack
    subject: Member


def _of_rule(pack: str, rule: Rule) -> Iterator[Derived]:
    table = load(pack, rule)
    if not table.passes:
        for case in table.fails:
            yield Derived(Operator(rule, case.type or next(iter(rule.types)), bad=dict(case.properties), new=True), ())
    for kind in rule.types:
        # A case that names no type is about what all types of its rule have in common.
        bad = [case for case in table.fails if case.parameters is None and (case.type == kind or _common(kind, case))]
        laid = [
            _Right(case, *stack_of_case(f"right case {number} of {rule.id}, {kind}", case))
            for number, case in enumerate(passing_cases(pack, rule, kind))
        ]
        good = [right for right in laid if not _finds(rule, right.stack.members, right.subject)]
        good.sort(key=lambda right: -len([*_leaves(right.case)]))  # those that say most are the nearest to real ones
        for case in bad:
            places = [*_at(rule, kind, case, good), *_beside(rule, kind, good, _adjacent(case))]
            others = stack_of_case(rule.id, case)[0].members[1:]
            # If the path of the finding is not enough, another property or a more distant resource decides.
            further = [*_differing(rule, kind, case, good), *_beside(rule, kind, good, others)]
            at_place = [*_breaking(places, good)]
            yield from at_place
            if all(one.bound for one in at_place):
                yield from _breaking(further, good)


def _breaking(operators: Iterable[Operator], good: Sequence[_Right]) -> Iterator[Derived]:
    """Those that make a right case wrong by themselves."""
    for operator in {repr(operator): operator for operator in operators if operator.bad is not UNKNOWN}.values():
        for right in good:
            proof = _proof(operator, right)
            if proof:
                yield Derived(operator, [*_company(operator, right, good)], proof, _bound(operator, right))
                break


def _common(kind: str, case: Case) -> bool:
    return not case.type and fits(kind, case)


def _finds(rule: Rule, members: Sequence[Member], subject: Member) -> bool:
    resource = next(resource for resource in connect(members) if resource.urn == subject.urn)
    return any(isinstance(result, Finding) for result in rule.evaluate(resource))


def _proof(operator: Operator, right: _Right) -> Mutant | None:
    """A mutant of a right case that the change by itself makes wrong."""
    mutants = made(operator, right.stack, right.subject)
    return next((mutant for mutant in mutants if _finds(operator.rule, mutant.members, mutant.subject)), None)


def _bound(operator: Operator, right: _Right) -> bool:
    """Whether a bad value refers, in text, to another resource of its case."""
    if operator.rule.scope is Scope.RESOURCE:
        return False
    others = [member for member in right.stack.members if member is not right.subject]
    names = {text for other in others for text in _names(other)}
    return any(_speaks_of(text, names) for text in _texts(operator.bad))


_NAMES = ("name", "bucket", "clusterName", "clusterIdentifier", "identifier")
"""Properties with the name in a resource's ARN."""


def _names(member: Member) -> Iterator[str]:
    """What texts may call a resource."""
    yield from filter(None, (member.arn, member.id, *(member.properties[key].text for key in _NAMES)))


def _speaks_of(text: str, names: Iterable[str]) -> bool:
    """Whether a text contains one of the names, or ends in a pattern of it."""
    pattern = re.split("[:/]", text)[-1]
    patterned = "*" in pattern and pattern.strip("*") != ""
    return any(re.search(rf"\b{re.escape(name)}\b", text) or (patterned and matches(pattern, name)) for name in names)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, JSON opened."""
    if isinstance(value, Added):
        yield from _texts(value.element)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        parsed = Value(value).from_json() if value.startswith("{") else None
        yield from [value] if parsed is None else _texts(parsed.raw)


def _differing(rule: Rule, kind: str, bad: Case, good: Sequence[_Right]) -> Iterator[Operator]:
    """Each property that right cases have otherwise."""
    for path in sorted({path for case in (bad, *(right.case for right in good)) for path in _leaves(case)}):
        yield Operator(rule, kind, path, value_at(bad.properties, path))


def _leaves(case: Case) -> Iterator[Steps]:
    yield from _leaves_of(case.properties)


def _leaves_of(value: Any, path: Steps = ()) -> Iterator[Steps]:
    """Where a case's properties hold other than objects."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves_of(inner, (*path, key))
    elif path:
        yield path


def _at(rule: Rule, kind: str, bad: Case, good: Sequence[_Right]) -> Iterator[Operator]:
    """What a failing case has where the finding is; and what is generic: removed, flipped, empty."""
    for path in map(steps, bad.at):
        if path and "Statement" not in path:  # a statement is right or wrong as a whole
            name = named(bad.properties, path)
            yield Operator(rule, kind, path, value_at(bad.properties, path), named=name)
            for end in range(len(path), 0, -1):
                yield Operator(rule, kind, path[:end], REMOVED, named=name)
            for here in (value_at(right.case.properties, path) for right in good):
                if isinstance(here, bool):
                    yield Operator(rule, kind, path, not here, named=name)
                if isinstance(here, list):
                    yield Operator(rule, kind, path, [], named=name)
        for end, step in enumerate(path):
            element = value_at(bad.properties, path[: end + 1])
            if isinstance(step, int) and element is not REMOVED:
                yield Operator(rule, kind, path[:end], Added(element))


def _beside(rule: Rule, kind: str, good: Sequence[_Right], wrong: Sequence[Member | Resource]) -> Iterator[Operator]:
    """What a rule over the stack sees of other resources: one left out, or one with a bad value."""
    if rule.scope is Scope.STACK:
        for subject, neighbour in ((right.subject, member) for right in good for member in right.stack.members[1:]):
            far = not joined(subject, neighbour)
            yield Operator(rule, kind, neighbour=neighbour.type, gone=True, far=far)
            for other in wrong:
                if other.type == neighbour.type:
                    before, after = neighbour.properties.raw, other.properties.raw
                    for key in sorted({*before, *after}):
                        if before.get(key) != after.get(key):
                            yield Operator(rule, kind, (key,), after.get(key, REMOVED), neighbour.type)


def _adjacent(case: Case) -> list[Resource]:
    return [*(user for _, user in case.users), *(source for listed in case.edges.values() for source in listed)]


def _company(operator: Operator, broken: _Right, good: Sequence[_Right]) -> Iterator[tuple[Steps, Any]]:
    """What the right case that it makes wrong says besides, of all that the right cases speak of."""
    for path in sorted({path for right in good for path in _leaves(right.case)}):
        shared = min(len(path), len(operator.path))
        value = value_at(broken.case.properties, path)
        if (operator.neighbour or path[:shared] != operator.path[:shared]) and value is not UNKNOWN:
            yield path, value
