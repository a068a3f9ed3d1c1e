"""Weekly and daily windows: their form, their length, and whether they meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.aws.windows import DAYS, is_daily, is_time, is_weekly, overlap

MINUTES = st.integers(0, 24 * 60 - 1)


def clock(minute: int) -> str:
    """A minute of the day as a window writes it."""
    return f"{minute // 60:02}:{minute % 60:02}"


@pytest.mark.parametrize(
    ("text", "expected"), [("00:00", True), ("23:59", True), ("24:00", False), ("9:00", False), ("09:60", False)]
)
def test_a_time_is_one_of_the_day(text: str, *, expected: bool) -> None:
    """Two digits each, on a clock of 24 hours."""
    assert expected == is_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01:00-02:00", True),
        ("23:30-00:30", True),
        ("01:00-01:59", False),
        ("01:00-01:00", False),
        ("01:00", False),
        ("mon:01:00-mon:02:00", False),
    ],
)
def test_a_daily_window_is_long_enough(text: str, *, expected: bool) -> None:
    """Over midnight too; no time at all is no window."""
    assert expected == is_daily(text, 60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon:01:00-mon:02:00", True),
        ("sun:23:30-mon:00:30", True),
        ("mon:01:00-mon:01:30", False),
        ("day:01:00-day:02:00", False),
        ("Mon:01:00-Mon:02:00", False),
        ("01:00-02:00", False),
    ],
)
def test_a_weekly_window_is_long_enough(text: str, *, expected: bool) -> None:
    """Over the end of the week too, with days in lower case."""
    assert expected == is_weekly(text, 60)


@pytest.mark.parametrize(
    ("weekly", "daily", "expected"),
    [
        ("tue:03:00-tue:04:00", "01:00-02:00", False),
        ("tue:03:00-tue:04:00", "02:00-03:00", False),
        ("tue:03:00-tue:04:00", "04:00-05:00", False),
        ("tue:03:00-tue:04:00", "03:30-03:45", True),
        ("tue:03:00-tue:04:00", "02:00-05:00", True),
        ("sun:23:30-mon:00:30", "00:00-01:00", True),
        ("sun:23:30-mon:00:30", "22:30-23:31", True),
        ("mon:00:00-mon:01:00", "23:30-00:30", True),
        ("fri:00:00-sun:00:00", "12:00-13:00", True),
    ],
)
def test_windows_that_meet_are_found(weekly: str, daily: str, *, expected: bool) -> None:
    """Also over midnight and over the end of the week; windows that only touch do not meet."""
    assert expected == overlap(weekly, daily)


@given(
    day=st.sampled_from(range(7)), begin=MINUTES, length=st.integers(60, 600), first=MINUTES, lasts=st.integers(60, 300)
)
def test_windows_meet_when_they_share_a_minute(day: int, begin: int, length: int, first: int, lasts: int) -> None:
    """The same answer as minute by minute."""
    end = day * 1440 + begin + length
    weekly = f"{DAYS[day]}:{clock(begin)}-{DAYS[end // 1440 % 7]}:{clock(end % 1440)}"
    daily = f"{clock(first)}-{clock((first + lasts) % 1440)}"
    in_week = {minute % 1440 for minute in range(day * 1440 + begin, end)}
    in_day = {(first + minute) % 1440 for minute in range(lasts)}
    assert bool(in_week & in_day) == overlap(weekly, daily)
