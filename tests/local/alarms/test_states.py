"""The state of an alarm from data points that exist, are missing, or are too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.alarms.states import EXTRA_POINTS, Missing, State, decide, evaluation_range

OK, ALARM, INSUFFICIENT = State.OK, State.ALARM, State.INSUFFICIENT_DATA
KEPT = None
"""The table says "retain current state"."""

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, both tables: the newest
# data point on the right, and the states for missing, ignore, breaching and notBreaching.
THREE_OF_THREE = [
    ("0-X-X", OK, OK, OK, OK),
    ("0----", OK, OK, OK, OK),
    ("-----", INSUFFICIENT, KEPT, ALARM, OK),
    ("0XX-X", ALARM, ALARM, ALARM, ALARM),
    ("--X--", ALARM, KEPT, ALARM, OK),
]
TWO_OF_THREE = [
    ("0-X-X", ALARM, ALARM, ALARM, ALARM),
    ("00X0X", ALARM, ALARM, ALARM, ALARM),
    ("0-X--", OK, OK, ALARM, OK),
    ("----0", OK, OK, ALARM, OK),
    ("---X-", ALARM, KEPT, ALARM, OK),
]
COLUMNS = (Missing.MISSING, Missing.IGNORE, Missing.BREACHING, Missing.NOT_BREACHING)

CASES = [
    pytest.param(datapoints, points, missing, expected, id=f"{datapoints} of 3, {points}, {missing}")
    for datapoints, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE))
    for points, *states in table
    for missing, expected in zip(COLUMNS, states, strict=True)
]

POINTS = {"0": False, "X": True, "-": None}

points_of = st.lists(st.sampled_from([True, False, None]), min_size=5, max_size=5)


@pytest.mark.parametrize(("datapoints", "points", "missing", "expected"), CASES)
@pytest.mark.parametrize("current", list(State))
def test_the_tables_of_aws_hold(
    datapoints: int, points: str, missing: Missing, expected: State | None, current: State
) -> None:
    """Each row for each meaning of missing data, from each state."""
    found = decide(
        [POINTS[point] for point in points], periods=3, datapoints=datapoints, missing=missing, current=current
    )
    assert found is (current if expected is None else expected)


@pytest.mark.parametrize("points", ["----X", "---X-"])
def test_an_alarm_does_not_start_before_the_next_data_points_can_end_it(points: str) -> None:
    """The page's examples of premature transitions, with three data points to alarm."""
    found = decide(
        [POINTS[point] for point in points], periods=3, datapoints=3, missing=Missing.MISSING, current=State.OK
    )
    assert found is not ALARM


def test_the_examples_read_five_points_for_three_periods() -> None:
    """The evaluation range of the page's examples."""
    assert evaluation_range(3) == 5


@given(points_of, st.integers(1, 3), st.sampled_from(list(Missing)), st.sampled_from(list(State)))
def test_more_breaching_points_never_end_an_alarm(
    points: list[bool | None], datapoints: int, missing: Missing, current: State
) -> None:
    """A breaching data point in the place of one within the threshold cannot turn ALARM into another state."""

    def state(found: list[bool | None]) -> State:
        return decide(found, periods=3, datapoints=datapoints, missing=missing, current=current)

    if state(points) is ALARM:
        for number, point in enumerate(points):
            if point is False:
                assert state([*points[:number], True, *points[number + 1 :]]) is ALARM


@given(points_of, st.integers(1, 3), st.sampled_from(list(State)))
def test_breaching_is_the_strictest_meaning_of_missing_data(
    points: list[bool | None], datapoints: int, current: State
) -> None:
    """What is ALARM with notBreaching is ALARM with every meaning, and what is OK with breaching is OK with all."""
    states = {
        missing: decide(points, periods=3, datapoints=datapoints, missing=missing, current=current)
        for missing in Missing
    }
    if states[Missing.NOT_BREACHING] is ALARM:
        assert set(states.values()) == {ALARM}
    if states[Missing.BREACHING] is OK:
        assert set(states.values()) == {OK}


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.integers(1, 8), st.sampled_from(list(Missing)))
def test_without_missing_points_only_the_last_periods_count(
    points: list[bool], datapoints: int, missing: Missing
) -> None:
    """M of N over the newest N data points, whatever missing data means."""
    periods = max(1, len(points) - EXTRA_POINTS)
    if datapoints > periods or len(points) < periods:
        return
    expected = ALARM if sum(points[-periods:]) >= datapoints else OK
    assert decide(points, periods=periods, datapoints=datapoints, missing=missing, current=OK) is expected
