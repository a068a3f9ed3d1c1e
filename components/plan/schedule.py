"""The minimum number of tasks over a week, as a few scheduled changes, from the number that each hour needs.

Application Auto Scaling keeps a minimum until the next change, so only changes are scheduled. The times are local, in
the time zone that the schedule of each change names, so they follow the daily life of a city through daylight saving:
AWS moves them ("Schedule recurring scaling actions using cron expressions", Application Auto Scaling user guide). That
a time within the hour that is left out in spring still has its change is unverified; the next change repairs it, and
target tracking works all the time.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

DAYS: Final = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
HOURS_OF_A_WEEK: Final = 168
"""Hour 0 is Monday from 0:00 to 1:00."""

LEAD_MINUTES: Final = 10
"""How long before an hour its tasks are started: pulling an image, starting and three health checks take two to five
minutes (estimate)."""

MAX_LEAD_MINUTES: Final = 59

STEPS: Final = 6
"""Different minimums above the floor. More would follow a forecast more closely than a forecast is true."""

_MINUTES_OF_AN_HOUR: Final = 60


@dataclass(frozen=True, order=True)
class Change:
    """A minimum from a time on, on some days of the week."""

    hour: int
    minute: int
    days: tuple[str, ...]
    """In the order of the week."""
    minimum: int


def tasks_per_hour(orders: Sequence[float], *, peak_orders: float, peak_tasks: float) -> tuple[int, ...]:
    """How many tasks each hour needs, in proportion to its orders.

    Args:
        orders: expected orders in each hour of the week.
        peak_orders: orders in the hour that `peak_tasks` are for.
        peak_tasks: tasks that carry the worst minute of that hour.

    Raises:
        ValueError: a figure is invalid.
    """
    check_week(orders)
    if not (math.isfinite(peak_orders) and math.isfinite(peak_tasks)) or min(peak_orders, peak_tasks) <= 0:
        raise ValueError("orders and tasks of the peak must be more than 0")
    return tuple(math.ceil(value / peak_orders * peak_tasks) for value in orders)


def check_week(orders: Sequence[float]) -> None:
    """Check that there is a valid number of orders for each hour of a week.

    Raises:
        ValueError: an hour is missing, or its number is negative or not finite.
    """
    if len(orders) != HOURS_OF_A_WEEK:
        raise ValueError(f"a week has {HOURS_OF_A_WEEK} hours, from Monday 0:00 on, and not {len(orders)}")
    for hour, value in enumerate(orders):
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"the orders of {named(hour)} must be 0 or more, not {value:g}")


def named(hour: int) -> str:
    """An hour of the week as people say it: `FRI 19:00`."""
    return f"{DAYS[hour // 24]} {hour % 24}:00"


def scheduled_minimums(
    needed: Sequence[int], *, floor: int, maximum: int, lead_minutes: int = LEAD_MINUTES, steps: int = STEPS
) -> tuple[Change, ...]:
    """The changes of a week, in the order of their time of day.

    Each hour has at least the tasks that it needs, but never less than the floor and never more than the maximum. A
    rise is `lead_minutes` before its hour, and a fall at the beginning of the first hour that needs less. Needs between
    two steps are rounded up, so that neighbouring hours and equal days share their changes.

    Args:
        needed: tasks of each hour of the week.
        floor: the lowest minimum.
        maximum: the highest minimum.
        lead_minutes: how long before its hour a rise is, 0 to 59.
        steps: how many different minimums there may be above the floor, at least 1.

    Raises:
        ValueError: a figure is outside of its limits.
    """
    check_week(needed)
    if not 0 < floor <= maximum:
        raise ValueError(f"the floor must be 1 to {maximum}, which is the maximum, not {floor}")
    if not 0 <= lead_minutes <= MAX_LEAD_MINUTES:
        raise ValueError(f"the lead must be 0 to {MAX_LEAD_MINUTES} minutes, not {lead_minutes}")
    if steps < 1:
        raise ValueError(f"there must be at least 1 step, not {steps}")
    levels = [_level(value, floor, maximum, steps) for value in needed]
    return _grouped(_moments(levels, lead_minutes))


def _level(value: int, floor: int, maximum: int, steps: int) -> int:
    """The lowest step that is enough."""
    if value <= floor:
        return floor
    height = math.ceil((maximum - floor) / steps) or 1
    return min(maximum, floor + math.ceil((value - floor) / height) * height)


def _moments(levels: Sequence[int], lead_minutes: int) -> list[tuple[int, int]]:
    """The minute of the week and the minimum of each change; a level all week is one change."""
    found: list[tuple[int, int]] = []
    for hour, level in enumerate(levels):
        before = levels[hour - 1]
        if level == before:
            continue
        early = lead_minutes if level > before else 0
        found.append(((hour * _MINUTES_OF_AN_HOUR - early) % (HOURS_OF_A_WEEK * _MINUTES_OF_AN_HOUR), level))
    return found or [(0, levels[0])]


def _grouped(moments: Sequence[tuple[int, int]]) -> tuple[Change, ...]:
    """Changes to the same minimum at the same time of day, on all their days."""
    days: dict[tuple[int, int], list[int]] = {}
    minutes_of_a_day = 24 * _MINUTES_OF_AN_HOUR
    for moment, minimum in moments:
        days.setdefault((moment % minutes_of_a_day, minimum), []).append(moment // minutes_of_a_day)
    return tuple(
        sorted(
            Change(
                time // _MINUTES_OF_AN_HOUR, time % _MINUTES_OF_AN_HOUR, tuple(DAYS[day] for day in sorted(on)), minimum
            )
            for (time, minimum), on in days.items()
        )
    )
