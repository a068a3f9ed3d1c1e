"""Objectives become thresholds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.plan.objectives import Objectives, thresholds

rates = st.floats(0, 1e6)


@given(rates, rates, rates, rates)
def test_a_busier_cell_never_rings_earlier(
    records: float, calls: float, more_records: float, more_calls: float
) -> None:
    """Thresholds that count things grow with the load."""
    quiet = thresholds(Objectives(), records_per_second=records, calls_per_second=calls)
    busy = thresholds(Objectives(), records_per_second=records + more_records, calls_per_second=calls + more_calls)
    assert quiet.consumer_lag_records <= busy.consumer_lag_records
    assert quiet.api_errors <= busy.api_errors


def test_lag_is_what_arrives_within_the_promise() -> None:
    """At 100 records/s and 30 s of freshness, 3,000 records may wait."""
    limits = thresholds(Objectives(freshness_seconds=30), records_per_second=100, calls_per_second=10)
    assert (limits.consumer_lag_records, limits.api_errors) == (3000, 30)


@pytest.mark.parametrize(
    ("objectives", "rate", "text"),
    [
        (Objectives(), -1.0, "rates must not be negative"),
        (Objectives(freshness_seconds=0), 1.0, "objectives must be positive"),
    ],
)
def test_invalid_objectives_and_rates_are_rejected(objectives: Objectives, rate: float, text: str) -> None:
    """Negative rates and objectives of zero are errors."""
    with pytest.raises(ValueError, match=text):
        thresholds(objectives, records_per_second=rate, calls_per_second=1)
