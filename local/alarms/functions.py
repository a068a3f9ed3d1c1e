"""Functions of metric math, and what an expression can refer to.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html, functions supported for metric
math.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .series import NotEvaluatedError
from .values import Point, TimeSeries, Value, across, deviation

FILLERS: Final = ("REPEAT", "LINEAR")
"""Words that `FILL` takes instead of a value."""


@dataclass(frozen=True)
class Context:
    """The values of ids, over the same periods."""

    values: Mapping[str, Value]
    metric_ids: tuple[str, ...]
    """The ids of metrics, without those of expressions."""
    period: int
    """Seconds of one period."""
    size: int
    """Number of periods."""

    def value(self, name: str) -> Value:
        """The value of an id.

        Raises:
            NotEvaluatedError: there is none.
        """
        if name not in self.values:
            raise NotEvaluatedError(f"the expression refers to {name}, which the alarm does not have")
        return self.values[name]

    def metrics(self, part: str) -> Value:
        """The metrics whose id has a part."""
        found = [self.values[name] for name in self.metric_ids if part in name]
        return tuple(value for value in found if isinstance(value, TimeSeries))

    def fill(self, value: Value, filler: Value | str) -> Value:
        """`FILL`: the missing points of a time series, or of each of an array, have a value."""
        if isinstance(value, tuple):
            return tuple(_filled(one, filler) for one in value)
        return _filled(_series(value), filler)


Function = Callable[[Context, Sequence[Value]], Value]


def _filled(series: TimeSeries, filler: Value | str) -> TimeSeries:
    if filler == "REPEAT":
        return TimeSeries(tuple(_repeated(series.points)))
    if filler == "LINEAR":
        return TimeSeries(tuple(_interpolated(series.points)))
    if isinstance(filler, str | tuple):
        raise NotEvaluatedError(f"FILL with {filler} is not known here")
    others = filler.points if isinstance(filler, TimeSeries) else (filler,) * len(series.points)
    pairs = zip(series.points, others, strict=True)
    return TimeSeries(tuple(other if point is None else point for point, other in pairs))


def _repeated(points: Sequence[Point]) -> list[Point]:
    found: list[Point] = []
    last: Point = None
    for point in points:
        last = last if point is None else point
        found.append(last)
    return found


def _interpolated(points: Sequence[Point]) -> list[Point]:
    """Points between two values are on the line between them; the ends stay missing."""
    known = [(number, point) for number, point in enumerate(points) if point is not None]
    found = list(points)
    for (first, begin), (last, end) in pairwise(known):
        for number in range(first + 1, last):
            found[number] = begin + (end - begin) * (number - first) / (last - first)
    return found


def _series(value: Value) -> TimeSeries:
    if not isinstance(value, TimeSeries):
        raise NotEvaluatedError("a function got another value than a time series")
    return value


def _one(arguments: Sequence[Value]) -> Value:
    if len(arguments) != 1:
        raise NotEvaluatedError(f"a function got {len(arguments)} arguments instead of one")
    return arguments[0]


def _each(function: Callable[[float], Point]) -> Function:
    """A function of each data point."""

    def calculate(_context: Context, arguments: Sequence[Value]) -> Value:
        value = _one(arguments)
        if isinstance(value, tuple):
            return tuple(one.map(function) for one in value)
        return _series(value).map(function)

    return calculate


def _reducing(function: Callable[[list[float]], float]) -> Function:
    """A function of all data points of a time series, or of each period of an array."""

    def calculate(_context: Context, arguments: Sequence[Value]) -> Value:
        value = _one(arguments)
        if isinstance(value, tuple):
            return across(value, function)
        points = [point for point in _series(value).points if point is not None]
        return function(points) if points else 0.0

    return calculate


def _changes(series: TimeSeries, period: int | None = None) -> TimeSeries:
    """The difference from the value before; with a period, for each second between the two."""
    found: list[Point] = []
    before: tuple[int, float] | None = None
    for number, point in enumerate(series.points):
        if point is None:
            found.append(None)
            continue
        seconds = 1 if period is None or before is None else period * (number - before[0])
        found.append(None if before is None else (point - before[1]) / seconds)
        before = (number, point)
    return TimeSeries(tuple(found))


def _running_sum(series: TimeSeries) -> TimeSeries:
    total = 0.0
    found: list[Point] = []
    for point in series.points:
        total += point or 0.0
        found.append(None if point is None else total)
    return TimeSeries(tuple(found))


def _end(number: int) -> Function:
    def calculate(_context: Context, arguments: Sequence[Value]) -> Value:
        value = _one(arguments)
        if not isinstance(value, tuple) or not value:
            raise NotEvaluatedError("FIRST and LAST take an array of time series")
        return value[number]

    return calculate


def _constant(context: Context, arguments: Sequence[Value]) -> Value:
    value = _one(arguments)
    if isinstance(value, TimeSeries | tuple):
        raise NotEvaluatedError("TIME_SERIES takes a scalar")
    return TimeSeries((value,) * context.size)


FUNCTIONS: Final[dict[str, Function]] = {
    "ABS": _each(abs),
    "CEIL": _each(math.ceil),
    "FLOOR": _each(math.floor),
    "LOG": _each(lambda point: math.log(point) if point > 0 else None),
    "LOG10": _each(lambda point: math.log10(point) if point > 0 else None),
    "SUM": _reducing(math.fsum),
    "AVG": _reducing(lambda values: math.fsum(values) / len(values)),
    "MIN": _reducing(min),
    "MAX": _reducing(max),
    "STDDEV": _reducing(deviation),
    "PERIOD": lambda context, arguments: float(context.period) if _series(_one(arguments)) else 0.0,
    "RATE": lambda context, arguments: _changes(_series(_one(arguments)), context.period),
    "DIFF": lambda _context, arguments: _changes(_series(_one(arguments))),
    "RUNNING_SUM": lambda _context, arguments: _running_sum(_series(_one(arguments))),
    "TIME_SERIES": _constant,
    "FIRST": _end(0),
    "LAST": _end(-1),
}
"""By name. Those that AWS advises against in alarms see the evaluation range, as on AWS."""
