"""Statistics over the values of one period."""

import math
import statistics as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.alarms.series import NotEvaluatedError
from local.alarms.statistics import statistic, too_few_samples

# CloudWatch statistics definitions: bounds are exclusive below and inclusive above.
HUNDRED = [float(value) for value in range(1, 101)]

numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SampleCount", 100),
        ("Sum", 5050),
        ("Average", 50.5),
        ("Minimum", 1),
        ("Maximum", 100),
        ("p50", 50),
        ("p99", 99),
        ("p99.9", 100),
        ("p100", 100),
        ("PR(:30)", 30.0),
        ("PR(30:)", 70.0),
        ("PR(10:30)", 20.0),
        ("TC(:30)", 30),
        ("TC(30:)", 70),
        ("TC(10:30)", 20),
        ("TM(10:30)", 20.5),
        ("TS(98:)", 199),
        ("tm90", 45.5),
        ("tc90", 90),
        ("TC(10%:90%)", 80),
        ("TM(25%:75%)", 50.5),
        ("IQM", 50.5),
    ],
)
def test_a_statistic_of_one_to_a_hundred(name: str, expected: float) -> None:
    """A share of values is a percentage, and a count of values a number."""
    assert statistic(name)(HUNDRED) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["", "Median", "p", "p99x", "PR(10%:20%)", "TC()", "TC(:)", "WM(10%:90%)", "sum"])
def test_an_unknown_statistic_is_not_evaluated(name: str) -> None:
    """CloudWatch has more statistics than are known here."""
    with pytest.raises(NotEvaluatedError, match="is not known here"):
        statistic(name)


def test_the_mean_of_no_value_within_the_bounds_is_missing() -> None:
    """A count of them is 0, and a mean does not exist."""
    assert statistic("TM(200:)")(HUNDRED) is None
    assert statistic("TC(200:)")(HUNDRED) == 0


@given(numbers)
def test_statistics_agree_with_the_standard_library(values: list[float]) -> None:
    """Independent implementations of the same definitions."""
    assert statistic("Sum")(values) == pytest.approx(math.fsum(values))
    assert statistic("Average")(values) == pytest.approx(standard.fmean(values), abs=1e-6)
    assert statistic("p50")(values) == standard.median_low(values)


@given(numbers, st.floats(0, 1e6))
def test_a_rank_is_the_share_of_a_count(values: list[float], bound: float) -> None:
    """`PR` is `TC` divided by the number of values."""
    rank, count = statistic(f"PR(:{bound:.3f})")(values), statistic(f"TC(:{bound:.3f})")(values)
    assert rank == pytest.approx(100 * (count or 0) / len(values))


@pytest.mark.parametrize(
    ("name", "count", "expected"),
    [
        ("p99", 999, True),
        ("p99", 1000, False),
        ("p50", 19, True),
        ("p50", 20, False),
        ("p10", 99, True),
        ("Sum", 1, False),
    ],
)
def test_percentiles_need_samples(name: str, count: int, expected: bool) -> None:
    """The user guide's example: fewer than 1,000 values are too few for p99."""
    assert too_few_samples(name, count) is expected
