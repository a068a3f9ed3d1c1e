"""Rules of composite alarms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.alarms.rules import children, parse_rule
from local.alarms.series import NotEvaluatedError
from local.alarms.states import State

STATES = {
    "cpu": State.ALARM,
    "disk": State.OK,
    "net": State.INSUFFICIENT_DATA,
    "city/a table-reads": State.ALARM,
    "elsewhere": None,
}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("ALARM(cpu)", True),
        ('ALARM("cpu")', True),
        ("ALARM( disk )", False),
        ("OK(disk)", True),
        ("INSUFFICIENT_DATA(net)", True),
        ("ALARM(unknown)", False),
        ("NOT ALARM(disk)", True),
        ("ALARM(cpu) AND ALARM(disk)", False),
        ("ALARM(cpu) OR ALARM(disk)", True),
        ("ALARM(cpu) AND NOT ALARM(disk)", True),
        ("(ALARM(cpu) OR ALARM(disk)) AND OK(net)", False),
        ("ALARM(cpu) OR ALARM(disk) AND OK(net)", True),
        ("NOT (ALARM(cpu) OR ALARM(disk))", False),
        ("TRUE", True),
        ("FALSE OR (TRUE AND NOT FALSE)", True),
        ('ALARM("city/a table-reads")', True),
        ("ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:cpu)", True),
        ('ALARM("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:city/a table-reads")', True),
        ("ALARM(elsewhere) OR OK(elsewhere) OR INSUFFICIENT_DATA(elsewhere)", False),
        ("alarm(cpu) and not ok(cpu)", True),
    ],
)
def test_a_rule_is_true_or_not(rule: str, expected: bool) -> None:
    """For the states above; an alarm that is unknown or not evaluated is in no state."""
    assert parse_rule(rule)(STATES) is expected


@pytest.mark.parametrize(
    "rule", ["", "ALARM(cpu) AND", "(ALARM(cpu)", "ALARM(cpu))", "ALARM()", "cpu", "AT_LEAST(1, x)"]
)
def test_another_syntax_says_so(rule: str) -> None:
    """One line that says where."""
    with pytest.raises(NotEvaluatedError, match="rule"):
        parse_rule(rule)


def test_children_are_names() -> None:
    """Also of ARNs."""
    rule = 'ALARM(a) OR NOT (OK("b c") AND ALARM(arn:aws:cloudwatch:eu-west-1:1:alarm:d))'
    assert children(rule) == {"a", "b c", "d"}


@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(list(State)), min_size=4))
def test_a_negated_disjunction_is_a_conjunction_of_negations(states: dict[str, State]) -> None:
    """De Morgan, over all states of four alarms."""
    left = parse_rule("NOT (ALARM(a) OR OK(b) OR INSUFFICIENT_DATA(c) AND ALARM(d))")
    right = parse_rule("NOT ALARM(a) AND NOT OK(b) AND (NOT INSUFFICIENT_DATA(c) OR NOT ALARM(d))")
    assert left(states) is right(states)
