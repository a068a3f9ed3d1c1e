"""What holds of every rule for every input."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import packs
from policies.rule import Finding
from policies.testing import UNKNOWN, Case, Cases, case, document, evaluate, findings
from tests.policies.tables import load

CANARY = "canary-5e1f0c"
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


def _poisoned(value: Any) -> Any:
    """The same shape with the canary in every text, inside JSON text too."""
    if isinstance(value, dict):
        return {key: _poisoned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_poisoned(inner) for inner in value]
    if isinstance(value, str):
        try:
            parsed = json.loads(value)
        except ValueError:
            return f"{CANARY}{value}"
        return json.dumps(_poisoned(parsed)) if isinstance(parsed, dict | list) else f"{CANARY}{value}"
    return value


def test_no_finding_carries_a_value() -> None:
    """A secret that stands in every property of every case is in no path and no reason."""
    told = 0
    for pack, rule in RULES:
        table: Cases = load(pack, rule)
        for given_case in (*table.passes, *table.fails):
            poisoned = Case(properties=_poisoned(given_case.properties), type=given_case.type, edges=given_case.edges)
            for original in (given_case, poisoned):
                results = evaluate(rule, original)
                told += sum(isinstance(result, Finding) for result in results)
                assert CANARY not in repr(results)
    assert told > len(RULES)


_ACTIONS = st.sampled_from(
    ["*", "s3:*", "s3:GetObject", "iam:PassRole", "kms:Decrypt", "sts:AssumeRole", "sns:Publish"]
)
_NAMED = st.sampled_from(["*", "arn:aws:s3:::x/*", "arn:aws:iam::123456789012:role/*"])
_CONDITIONS = st.sampled_from(
    [
        {},
        {"Condition": {"StringEquals": {"aws:ResourceAccount": "123456789012"}}},
        {"Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}},
        {"Condition": {"Null": {"aws:ResourceAccount": "true"}}},
    ]
)


def _statement(effect: str, action: str, resource: str, condition: dict[str, Any]) -> dict[str, Any]:
    return {"Effect": effect, "Action": [action], "Resource": [resource]} | condition


_STATEMENTS = st.builds(
    _statement,
    st.sampled_from(["Allow", "Deny"]),
    _ACTIONS,
    _NAMED,
    _CONDITIONS,
)
_GRANT_RULES = [rule for pack, rule in RULES if pack == "iam" and "aws:iam/policy:Policy" in rule.types]


def _found(statements: list[dict[str, Any]]) -> set[str]:
    policy = case({"policy": document(*statements)}, kind="aws:iam/policy:Policy")
    return {rule.id for rule in _GRANT_RULES if findings(rule, policy)}


@_QUICK
@given(st.lists(_STATEMENTS, min_size=1, max_size=4), _STATEMENTS)
def test_granting_more_never_hides_a_finding(statements: list[dict[str, Any]], more: dict[str, Any]) -> None:
    """Adding an Allow, removing a Deny, or removing a Condition keeps every finding."""
    before = _found(statements)
    wider = [
        {key: value for key, value in statement.items() if key != "Condition"}
        for statement in statements
        if statement["Effect"] == "Allow"
    ]
    assert before <= _found([*statements, {**more, "Effect": "Allow"}])
    assert before <= _found([*wider, {**more, "Effect": "Allow"}])
