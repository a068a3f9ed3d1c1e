"""What holds of every rule for every input."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pulumi_policy import Secret

from policies import packs
from policies.aws.iam.documents import IDENTITY_POLICIES, KEY_POLICIES, RESOURCE_POLICIES, TRUST_POLICIES
from policies.engine.evaluation import Member, connect
from policies.model.values import Value
from policies.rule import Finding, Rule, Scope
from policies.testing import UNKNOWN, Case, case, document, evaluate, findings, skipped
from tests.policies.canary import CANARY, poisoned
from tests.policies.tables import load

RULES = [(pack, rule) for pack in packs.names() for rule in packs.rules(pack)]
_KEYS = sorted(
    {
        "policy",
        "assumeRolePolicy",
        "inlinePolicies",
        "Statement",
        "Effect",
        "Action",
        "Resource",
        "Principal",
        "Condition",
        "name",
        "value",
        *(
            key
            for pack, rule in RULES
            for table in [load(pack, rule)]
            for given_case in (*table.passes, *table.fails)
            for key in given_case.properties
        ),
    }
)
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(),
    st.just(UNKNOWN),
    st.sampled_from(
        ["", "*", "Allow", "s3:*", "[", "{}", "[{}]", '{"Statement": [{"Effect": 3}]}', "true", "$connect"]
    ),
    st.text(max_size=5),
)
_JSON = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
_QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_QUICK
@given(st.dictionaries(st.sampled_from(_KEYS), _JSON, max_size=6))
def test_no_input_makes_a_rule_raise(properties: dict[str, Any]) -> None:
    """Whatever a program hands over, each rule answers with results."""
    for _, rule in RULES:
        for kind in rule.types:
            evaluate(rule, case(properties, kind=kind))


CASES = [
    (rule, given_case)
    for pack, rule in RULES
    for table in [load(pack, rule)]
    for given_case in (*table.passes, *table.fails, *table.unknown)
]


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in some properties, the outer before the inner."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, found in inner:
        yield (*path, key)
        yield from _places(found, (*path, key))


def _hidden(value: Any, place: tuple[Any, ...]) -> Any:
    """The same with one place unknown."""
    if not place:
        return UNKNOWN
    key, *deeper = place
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = _hidden(value[key], tuple(deeper))
    return copy


def _about(place: tuple[Any, ...], path: str) -> bool:
    """Whether a property path lies at a place, inside it or around it; single blocks are named without their index."""
    steps = [part for part in re.split(r"[.\[\]]", path) if part and not part.isdecimal()]
    keys = [key for key in place if isinstance(key, str)]
    return all(one == other for one, other in zip(keys, steps, strict=False))


def test_an_unknown_hides_nothing_else_and_finds_nothing() -> None:
    """With each property of each case unknown in turn, findings elsewhere stay, and a right resource gets none."""
    hidden = 0
    for rule, original in CASES:
        before = findings(rule, original)
        for place in _places(original.properties):
            changed = replace(original, properties=_hidden(original.properties, place))
            after = findings(rule, changed)
            hidden += 1
            lost = {path for path in before if path and not _about(place, path)} - set(after)
            # A check that itself reads the hidden property may wait with it, when the rule says so.
            waiting = skipped(rule, changed)
            assert lost <= set(waiting) or any(_about(place, path) for path in waiting), (rule.id, place, original)
            assert before or not after, (rule.id, place, original)
    assert hidden > len(CASES)


def test_no_finding_carries_a_value() -> None:
    """A secret in every property of every case is in no path and no reason."""
    found = 0
    for rule, original in CASES:
        secret = replace(original, properties=poisoned(original.properties))
        for given_case in (original, secret):
            results = evaluate(rule, given_case)
            found += sum(isinstance(result, Finding) for result in results)
            assert CANARY not in repr(results)
    assert found > len(RULES)


_NODES = st.lists(
    st.tuples(
        st.sampled_from(sorted({kind for _, rule in RULES for kind in rule.types})),
        st.dictionaries(st.sampled_from(_KEYS), _JSON, max_size=4),
    ),
    min_size=1,
    max_size=5,
)


@settings(_QUICK, max_examples=50)
@given(_NODES, st.data())
def test_no_stack_makes_a_rule_raise(nodes: list[tuple[str, dict[str, Any]]], data: st.DataObject) -> None:
    """Any edges between any resources, cycles and edges to nowhere among them, are evaluated without an error."""
    urns = st.sampled_from([*(f"urn:{number}" for number in range(len(nodes))), "urn:gone"])
    members = [
        Member(
            kind,
            str(number),
            f"urn:{number}",
            Value(properties),
            data.draw(
                st.dictionaries(st.sampled_from([*properties, "bucket", "key"]), st.lists(urns, max_size=3), max_size=3)
            ),
        )
        for number, (kind, properties) in enumerate(nodes)
    ]
    for resource in connect(members):
        for _, rule in RULES:
            if resource.type in rule.types:
                list(rule.evaluate(resource))


_DOCUMENTS = (IDENTITY_POLICIES, TRUST_POLICIES, RESOURCE_POLICIES, KEY_POLICIES)
_HUGE = document(*({"Action": f"s3:Get{number}", "Principal": "*", "Resource": "*"} for number in range(2_000)))
_DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", [_HUGE, _DEEP], ids=["huge", "deep"])
def test_a_huge_or_deep_document_is_evaluated_in_bounded_time(text: str) -> None:
    """Two thousand statements, and nesting beyond what the interpreter recurses, are read or called malformed."""
    places = {kind: keys for family in _DOCUMENTS for kind, keys in family.items()}
    evaluated = 0
    for _, rule in RULES:
        for kind in {*rule.types} & {*places}:
            evaluate(rule, case(dict.fromkeys(places[kind], text), kind=kind))
            evaluated += 1
    assert evaluated >= len(places)


@pytest.mark.timeout(60)
def test_a_large_stack_in_one_cycle_is_evaluated_in_bounded_time() -> None:
    """Of each type that a rule over the stack looks at some resources, each with an edge to the next, around a ring."""
    kinds = sorted({kind for _, rule in RULES if rule.scope is Scope.STACK for kind in rule.types}) * 4
    members = [
        Member(
            kind,
            str(number),
            f"urn:{number}",
            Value({}),
            {key: [f"urn:{(number + 1) % len(kinds)}"] for key in ("bucket", "kmsKeyId", "subnetIds", "vpcId")},
            f"urn:{(number + 1) % len(kinds)}",
        )
        for number, kind in enumerate(kinds)
    ]
    resources = connect(members)
    evaluated = [
        list(rule.evaluate(resource)) for _, rule in RULES for resource in resources if resource.type in rule.types
    ]
    assert len(evaluated) >= len(members)


REMEDIATIONS = [
    (rule, given_case)
    for rule, given_case in CASES
    if rule.remediate is not None and rule.remediated(given_case.properties) != given_case.properties
]
REMEDIATED = {rule.id: rule for rule, _ in REMEDIATIONS}


@pytest.mark.parametrize(("remediating", "given_case"), REMEDIATIONS, ids=[rule.id for rule, _ in REMEDIATIONS])
def test_a_remediation_makes_its_rule_pass(remediating: Rule, given_case: Case) -> None:
    """After it the rule finds nothing where it could see, and a second time changes nothing."""
    once = remediating.remediated(given_case.properties, given_case.parameters)
    assert remediating.remediated(once, given_case.parameters) == once
    assert findings(remediating, replace(given_case, properties=once)) == []
    assert remediating.scope is Scope.RESOURCE


def test_every_remediation_has_something_to_put_right() -> None:
    """Each rule with a remediation has a case that it fixes."""
    assert REMEDIATED.keys() == {rule.id for _, rule in RULES if rule.remediate is not None}
    assert {"key-rotation", "database-proxy-tls", "database-snapshot-tags"} <= REMEDIATED.keys()


@_QUICK
@given(st.dictionaries(st.sampled_from(_KEYS), _JSON, max_size=6))
def test_a_remediation_applied_twice_is_the_same_as_once(properties: dict[str, Any]) -> None:
    """Whatever the properties are; and what it was given is as before."""
    for rule in REMEDIATED.values():
        before = repr(properties)
        once = rule.remediated(properties)
        assert repr(rule.remediated(once)) == repr(once)
        assert repr(properties) == before


@pytest.mark.parametrize(("remediating", "given_case"), REMEDIATIONS, ids=[rule.id for rule, _ in REMEDIATIONS])
def test_what_was_secret_stays_secret(remediating: Rule, given_case: Case) -> None:
    """With every property secret, each of them is so after the remediating."""
    secret = {key: Secret(value) for key, value in given_case.properties.items()}
    remediated = remediating.remediated(secret, given_case.parameters)
    assert all(isinstance(remediated[key], Secret) for key in secret)
