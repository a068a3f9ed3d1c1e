"""Maintenance and backup windows in UTC: `ddd:hh:mm-ddd:hh:mm` weekly, `hh:mm-hh:mm` daily."""

import re
from typing import Final

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

DAY: Final = 24 * 60
WEEK: Final = 7 * DAY
"""Minutes."""

_TIME = r"([01]\d|2[0-3]):([0-5]\d)"
_DAILY = re.compile(rf"{_TIME}-{_TIME}")
_WEEKLY = re.compile(rf"({'|'.join(DAYS)}):{_TIME}-({'|'.join(DAYS)}):{_TIME}")


def is_time(text: str) -> bool:
    """Whether a text is a time of day, `hh:mm`."""
    return re.fullmatch(_TIME, text) is not None


def is_daily(text: str, minimum: int) -> bool:
    """Whether a text is a daily window of at least `minimum` minutes."""
    return _DAILY.fullmatch(text) is not None and _length(*_daily(text), DAY) >= minimum


def is_weekly(text: str, minimum: int) -> bool:
    """Whether a text is a weekly window of at least `minimum` minutes."""
    return _WEEKLY.fullmatch(text) is not None and _length(*_weekly(text), WEEK) >= minimum


def overlap(weekly: str, daily: str) -> bool:
    """Whether a weekly and a daily window have a minute in common."""
    begin, end = _weekly(weekly)
    length = _length(begin, end, WEEK)
    first, last = _daily(daily)
    daily_length = _length(first, last, DAY)
    # Minutes from the start of the weekly window to the start of the daily window, for each day of the week.
    gaps = ((day * DAY + first - begin) % WEEK for day in range(len(DAYS)))
    return any(gap < length or gap + daily_length > WEEK for gap in gaps)


def _length(begin: int, end: int, period: int) -> int:
    """Minutes from the beginning to the end; a window whose end is earlier passes midnight or the end of the week."""
    return (end - begin) % period


def _daily(text: str) -> tuple[int, int]:
    first, last = text.split("-")
    return _minutes(first), _minutes(last)


def _weekly(text: str) -> tuple[int, int]:
    first, last = (DAYS.index(part[:3]) * DAY + _minutes(part[4:]) for part in text.split("-"))
    return first, last


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
