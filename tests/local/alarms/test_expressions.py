"""Metric math over data points, some of which are missing."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.alarms.expressions import names, parse_expression
from local.alarms.functions import Context
from local.alarms.series import NotEvaluatedError
from local.alarms.values import TimeSeries, Value

_ = None
"""A missing data point."""


def calculated(text: str, **series: list[float | None]) -> Value:
    """The value of an expression."""
    size = max((len(points) for points in series.values()), default=3)
    values: dict[str, Value] = {name: TimeSeries(tuple(points)) for name, points in series.items()}
    return parse_expression(text)(Context(values, tuple(series), 300, size))


def points(text: str, **series: list[float | None]) -> list[float | None]:
    """The data points of an expression."""
    found = calculated(text, **series)
    assert isinstance(found, TimeSeries)
    return list(found.points)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html, comparison operators.
        ("metric1 < metric2", [0, 0, 1, 0]),
        ("metric1 >= 30", [1, 0, 0, 0]),
        ("metric1 > 15 AND metric2 > 15", [1, 0, 0, 0]),
        ("metric1 > 15 && metric2 > 15", [1, 0, 0, 0]),
        ("metric1 > 15 OR metric2 > 15", [1, 1, 1, 0]),
    ],
)
def test_the_examples_of_comparisons_hold(text: str, expected: list[float]) -> None:
    """The page's two series."""
    assert points(text, metric1=[30, 20, 0, 0], metric2=[20, _, 20, _]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The same page, using IF expressions: its three tables.
        ("IF(metric1, metric2, metric3)", [30, 0, 20, _, _]),
        ("IF(metric1, 5, metric3)", [5, 5, 20, _, _]),
        ("IF(metric1, metric2, 5)", [30, 0, 5, 5, _]),
        ("IF(metric1, metric2)", [30, 0, _, _, _]),
        ("IF(1, metric2, metric3)", [30, _, 0, 0, 30]),
        ("IF(0, metric2, metric3)", [0, 0, 20, _, 20]),
    ],
)
def test_the_examples_of_if_hold(text: str, expected: list[float | None]) -> None:
    """The page's three series."""
    found = points(text, metric1=[1, 1, 0, 0, _], metric2=[30, _, 0, 0, 30], metric3=[0, 0, 20, _, 20])
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b", [11, 2, 30, _]),
        ("a / b", [0.1, _, 0, _]),
        ("b / a", [10, 0, _, _]),
        ("FILL(b, 0) / a", [10, 0, _, _]),
        ("a * 2", [2, 4, _, _]),
        ("2 - a", [1, 0, _, _]),
        ("-a", [-1, -2, _, _]),
        ("a ^ 2", [1, 4, _, _]),
        ("1 + 2 * a", [3, 5, _, _]),
        ("(1 + 2) * a", [3, 6, _, _]),
        ("10 - a - 1", [8, 7, _, _]),
        ("FILL(a, 0)", [1, 2, 0, 0]),
        ("FILL(a, REPEAT)", [1, 2, 2, 2]),
        ("FILL(a, b)", [1, 2, 30, _]),
        ("SUM([a, b])", [11, 2, 30, _]),
        ("AVG([a, b])", [5.5, 1, 15, _]),
        ("MAX(METRICS())", [10, 2, 30, _]),
        ('SUM(METRICS("b"))', [10, _, 30, _]),
        ("a / PERIOD(a)", [1 / 300, 2 / 300, _, _]),
        ("a - AVG(a)", [-0.5, 0.5, _, _]),
        ("TIME_SERIES(SUM(a))", [3, 3, 3, 3]),
        ("RUNNING_SUM(a)", [1, 3, _, _]),
        ("DIFF(a)", [_, 1, _, _]),
        ("RATE(b)", [_, _, 20 / 600, _]),
        ("ABS(0 - a)", [1, 2, _, _]),
        ("CEIL(a / 3)", [1, 1, _, _]),
        ("MIN(ABS([a, b]))", [1, 0, 0, _]),
        ("SUM([a, b] * 2)", [22, 4, 60, _]),
        ("IF(a >= 2, a, 0)", [0, 2, _, _]),
    ],
)
def test_an_expression_of_two_series(text: str, expected: list[float | None]) -> None:
    """A missing operand is 0, what both miss is missing, and a division by zero is dropped."""
    assert points(text, a=[1, 2, _, _], b=[10, _, 30, _]) == pytest.approx(expected)


def test_values_between_two_points_are_on_a_line() -> None:
    """`FILL` with LINEAR; what is outside stays missing."""
    assert points("FILL(a, LINEAR)", a=[_, 1, _, _, 4, _]) == [_, 1, 2, 3, 4, _]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "(a",
        "a b",
        "a $ b",
        "sum(a)",
        "FILL(a)",
        "FILL(a, SOMEHOW)",
        "IF(a)",
        "ANOMALY_DETECTION_BAND(a, 2)",
        "SEARCH('x', 'Sum', 300)",
        "unknown + 1",
        "SUM(a, a)",
        "FIRST(a)",
        "TIME_SERIES(a)",
        "1 / 0 * a",
        "[a, 1]",
        "REPEAT",
    ],
)
def test_what_is_not_known_says_so(text: str) -> None:
    """Neither a wrong value nor another error."""
    with pytest.raises(NotEvaluatedError):
        calculated(text, a=[1, 2, 3])


def test_names_are_ids() -> None:
    """Ids begin with a lower case letter; functions do not."""
    assert names('IF(total >= 10, FILL(bad, 0) / total, SUM(METRICS("e")))') == {"total", "bad"}


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=20))
def test_adding_nothing_changes_nothing(values: list[float | None]) -> None:
    """Adding 0, and filling what is not missing, keep a series."""
    assert points("a + 0", a=values) == values
    filled = points("FILL(a, 0)", a=values)
    assert points("FILL(a, 7)", a=filled) == filled


@given(st.text(alphabet='ab01.+-*/^()[],<>=&|"SUMIFL ', max_size=30))
def test_any_text_is_an_expression_or_says_why_not(text: str) -> None:
    """No other error leaves the parser or the calculation."""
    with suppress(NotEvaluatedError):
        calculated(text, a=[1.0, None], b=[2.0, 3.0])
