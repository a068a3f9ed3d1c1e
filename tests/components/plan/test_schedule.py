"""Scheduled minimums: enough tasks in every hour, ahead of each rise, within the bounds, and in few changes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.plan.schedule import DAYS, HOURS_OF_A_WEEK, Change, scheduled_minimums, tasks_per_hour

MINUTES = HOURS_OF_A_WEEK * 60
WEEKS = st.lists(st.integers(0, 60), min_size=HOURS_OF_A_WEEK, max_size=HOURS_OF_A_WEEK)
DAY = [2] * 8 + [4] * 3 + [9] * 4 + [4] * 4 + [12] * 4 + [3]


def minimums(changes: Sequence[Change]) -> list[int]:
    """The minimum in each minute of a week that repeats: that of the last change before it."""
    moments = {
        DAYS.index(day) * 1440 + change.hour * 60 + change.minute: change.minimum
        for change in changes
        for day in change.days
    }
    current = moments[max(moments)]
    found: list[int] = []
    for minute in range(MINUTES):
        current = moments.get(minute, current)
        found.append(current)
    return found


@given(WEEKS, st.integers(1, 10), st.integers(0, 40), st.integers(0, 59), st.integers(1, 8))
def test_every_hour_has_what_it_needs(needed: list[int], floor: int, more: int, lead: int, steps: int) -> None:
    """From `lead_minutes` before it to its end, up to the maximum, and never less than the floor."""
    maximum = floor + more
    changes = scheduled_minimums(needed, floor=floor, maximum=maximum, lead_minutes=lead, steps=steps)
    week = minimums(changes)
    assert floor <= min(week)
    assert max(week) <= maximum
    for hour, wanted in enumerate(needed):
        begin = hour * 60 - lead
        has = min(week[minute % MINUTES] for minute in range(begin, hour * 60 + 60))
        assert has >= min(wanted, maximum)


@given(WEEKS, st.integers(1, 5))
def test_no_two_changes_are_at_the_same_time(needed: list[int], steps: int) -> None:
    """Otherwise their order would decide."""
    changes = scheduled_minimums(needed, floor=2, maximum=50, steps=steps)
    moments = [(day, change.hour, change.minute) for change in changes for day in change.days]
    assert len(moments) == len(set(moments))
    assert len({change.minimum for change in changes}) <= steps + 1


@given(WEEKS)
def test_a_minimum_is_not_higher_than_a_step_above_the_need(needed: list[int]) -> None:
    """In the second half of an hour before a fall, nothing is kept that the hour does not need."""
    week = minimums(scheduled_minimums(needed, floor=2, maximum=62, lead_minutes=20, steps=6))
    for hour, wanted in enumerate(needed):
        assert week[hour * 60 + 30] <= max(2, wanted + 9)


def test_equal_days_share_their_changes() -> None:
    """A week of equal days has as many changes as one day."""
    changes = scheduled_minimums(DAY * 7, floor=2, maximum=12, steps=10)
    assert [(change.hour, change.minute, change.minimum) for change in changes] == [
        (0, 0, 2),
        (7, 50, 4),
        (10, 50, 9),
        (15, 0, 4),
        (18, 50, 12),
        (23, 0, 3),
    ]
    assert {change.days for change in changes} == {DAYS}


def test_a_rise_on_monday_at_midnight_begins_on_sunday() -> None:
    """The week has no end."""
    needed = [9] * 24 + [2] * 144
    assert scheduled_minimums(needed, floor=2, maximum=9, steps=1) == (
        Change(0, 0, ("TUE",), 2),
        Change(23, 50, ("SUN",), 9),
    )


def test_a_level_week_is_one_change() -> None:
    """The minimum may have been another one before there was a schedule."""
    assert scheduled_minimums([0] * 168, floor=2, maximum=9) == (Change(0, 0, ("MON",), 2),)


@pytest.mark.parametrize("sunday", [datetime(2026, 3, 29), datetime(2026, 10, 25)])  # noqa: DTZ001 - local times
def test_daylight_saving_keeps_the_local_times(sunday: datetime) -> None:
    """On the days of both changes of clocks, each hour that exists has its tasks.

    A change happens when the clock of the city shows its time; in spring, one in the left-out hour does not happen.
    """
    madrid = ZoneInfo("Europe/Madrid")
    changes = scheduled_minimums(DAY * 7, floor=2, maximum=12)
    by_time = {(day, change.hour, change.minute): change.minimum for change in changes for day in change.days}
    current, instant = 0, (sunday - timedelta(days=1)).replace(tzinfo=madrid).astimezone(ZoneInfo("UTC"))
    for _ in range(4 * 1440):
        local = instant.astimezone(madrid)
        current = by_time.get((DAYS[local.weekday()], local.hour, local.minute), current)
        assert current >= min(12, DAY[local.hour]) or current == 0
        instant += timedelta(minutes=1)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"needed": [1] * 167}, "a week has 168 hours, from Monday 0:00 on, and not 167"),
        ({"needed": [1] * 24 + [-1] + [1] * 143}, "the orders of TUE 0:00 must be 0 or more, not -1"),
        ({"floor": 0}, "the floor must be 1 to 9, which is the maximum, not 0"),
        ({"floor": 10}, "the floor must be 1 to 9, which is the maximum, not 10"),
        ({"lead_minutes": 60}, "the lead must be 0 to 59 minutes, not 60"),
        ({"steps": 0}, "there must be at least 1 step, not 0"),
    ],
)
def test_bad_figures_are_refused(bad: dict[str, object], message: str) -> None:
    """With the limit, in one line."""
    figures = {"needed": [1] * 168, "floor": 2, "maximum": 9} | bad
    with pytest.raises(ValueError, match=message):
        scheduled_minimums(**figures)  # pyright: ignore[reportArgumentType] - wrong on purpose


def test_tasks_are_in_proportion_to_orders() -> None:
    """Half of the peak's orders need half of its tasks, rounded up."""
    orders = [100.0, 50.0, 51.0, 0.0] + [0.0] * 164
    assert tasks_per_hour(orders, peak_orders=100, peak_tasks=10)[:4] == (10, 5, 6, 0)
    with pytest.raises(ValueError, match="orders and tasks of the peak must be more than 0"):
        tasks_per_hour(orders, peak_orders=0, peak_tasks=10)
    with pytest.raises(ValueError, match="MON 1:00 must be 0 or more, not nan"):
        tasks_per_hour([1.0, float("nan"), *orders[2:]], peak_orders=1, peak_tasks=1)
