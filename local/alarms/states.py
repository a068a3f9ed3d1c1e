"""The state of a metric alarm from its last data points, also when some are missing.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, with its tables of examples
and the section on premature transitions.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """State of an alarm."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


class Missing(StrEnum):
    """What a missing data point counts as."""

    BREACHING = "breaching"
    NOT_BREACHING = "notBreaching"
    IGNORE = "ignore"
    MISSING = "missing"


EXTRA_POINTS: Final = 2
"""How many data points before the evaluation periods are read, in case some are missing.

AWS's examples read five for three evaluation periods. "The exact number depends on the length of the alarm period":
that it is two more for every alarm is unverified.
"""


def evaluation_range(periods: int) -> int:
    """The number of data points that an evaluation reads."""
    return periods + EXTRA_POINTS


def decide(points: Sequence[bool | None], *, periods: int, datapoints: int, missing: Missing, current: State) -> State:
    """The next state.

    Args:
        points: the data points of the evaluation range, the newest last: whether each is breaching, None if missing.
        periods: evaluation periods, N.
        datapoints: data points to alarm, M.
        missing: what a missing data point counts as.
        current: the state so far.
    """
    real = [point for point in points if point is not None]
    if len(real) >= periods:
        return _state(sum(real[-periods:]) >= datapoints)
    breaching = sum(real)
    match missing:
        case Missing.BREACHING:
            return _state(breaching + periods - len(real) >= datapoints)
        case Missing.NOT_BREACHING:
            return _state(breaching >= datapoints)
        case Missing.IGNORE | Missing.MISSING:
            return _from_real_points(points, breaching, datapoints) or (
                current if missing is Missing.IGNORE else _from_few_points(points, datapoints)
            )


def _state(is_breaching: bool) -> State:
    return State.ALARM if is_breaching else State.OK


def _from_real_points(points: Sequence[bool | None], breaching: int, datapoints: int) -> State | None:
    """The state that the existing data points decide; None if they are breaching, and too few."""
    if breaching >= datapoints:
        return State.ALARM
    return State.OK if False in points else None


def _from_few_points(points: Sequence[bool | None], datapoints: int) -> State:
    """The state from breaching and missing data points only, fewer breaching ones than M.

    The alarm starts if the oldest breaching data point is at least as old as M. It does not start before, because the
    next data points may be within the threshold. That it is INSUFFICIENT_DATA then is unverified: only an older version
    of the page says so.
    """
    return State.ALARM if any(points[: len(points) - datapoints + 1]) else State.INSUFFICIENT_DATA
