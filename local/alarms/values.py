"""Values of metric math: scalars, time series and arrays of time series, and the operators between them.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html: a missing value of one operand is
0, a data point that both miss is missing, and one that divides by zero is dropped.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .series import NotEvaluatedError

Point = float | None


@dataclass(frozen=True)
class TimeSeries:
    """The data points of consecutive periods, the oldest first; None if missing."""

    points: tuple[Point, ...]

    def map(self, function: Callable[[float], Point]) -> "TimeSeries":
        """Apply a function to every value."""
        return TimeSeries(tuple(None if point is None else function(point) for point in self.points))


Value = float | TimeSeries | tuple[TimeSeries, ...]


def _divide(left: float, right: float) -> Point:
    return left / right if right else None


def _power(left: float, right: float) -> Point:
    try:
        return math.pow(left, right)
    except (OverflowError, ValueError):
        return None


OPERATORS: Final[dict[str, Callable[[float, float], Point]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divide,
    "^": _power,
    "==": lambda left, right: float(left == right),
    "!=": lambda left, right: float(left != right),
    "<=": lambda left, right: float(left <= right),
    ">=": lambda left, right: float(left >= right),
    "<": lambda left, right: float(left < right),
    ">": lambda left, right: float(left > right),
    "AND": lambda left, right: float(bool(left) and bool(right)),
    "OR": lambda left, right: float(bool(left) or bool(right)),
}


def combine(operator: str, left: Value, right: Value) -> Value:
    """Apply an operator to each data point, and to each time series of an array.

    Raises:
        NotEvaluatedError: arrays of different sizes, or a scalar that does not exist.
    """
    function = OPERATORS[operator]
    if isinstance(left, tuple) or isinstance(right, tuple):
        return _combine_arrays(operator, left, right)
    if isinstance(left, TimeSeries) and isinstance(right, TimeSeries):
        pairs = zip(left.points, right.points, strict=True)
        return TimeSeries(tuple(_both(function, *pair) for pair in pairs))
    if isinstance(left, TimeSeries):
        scalar = _scalar(right)
        return left.map(lambda point: function(point, scalar))
    if isinstance(right, TimeSeries):
        scalar = _scalar(left)
        return right.map(lambda point: function(scalar, point))
    found = function(left, right)
    if found is None:
        raise NotEvaluatedError("an expression divides by zero")
    return found


def choose(condition: Value, chosen: Value, otherwise: Value | None) -> Value:
    """`IF`: for each data point of the condition, one of two values; a missing condition has none.

    Raises:
        NotEvaluatedError: an argument is an array.
    """
    if isinstance(condition, tuple) or isinstance(chosen, tuple) or isinstance(otherwise, tuple):
        raise NotEvaluatedError("IF of an array is not known here")
    if not isinstance(condition, TimeSeries):
        if condition:
            return chosen
        if otherwise is None:
            raise NotEvaluatedError("IF of a scalar has no third argument")
        return otherwise
    points: list[Point] = []
    for number, point in enumerate(condition.points):
        if point is None:
            points.append(None)
        elif point:
            found = _point(chosen, number)
            points.append(0.0 if found is None else found)
        else:
            points.append(None if otherwise is None else _point(otherwise, number))
    return TimeSeries(tuple(points))


def across(array: Sequence[TimeSeries], function: Callable[[list[float]], float]) -> TimeSeries:
    """Reduce an array to one time series; periods without any value stay missing."""
    return TimeSeries(tuple(_reduced(points, function) for points in zip(*(one.points for one in array), strict=True)))


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of all values."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


def _reduced(points: Iterable[Point], function: Callable[[list[float]], float]) -> Point:
    found = list(points)
    if all(point is None for point in found):
        return None
    return function([0.0 if point is None else point for point in found])


def _both(function: Callable[[float, float], Point], left: Point, right: Point) -> Point:
    if left is None and right is None:
        return None
    return function(left or 0.0, right or 0.0)


def _combine_arrays(operator: str, left: Value, right: Value) -> Value:
    lefts = left if isinstance(left, tuple) else None
    rights = right if isinstance(right, tuple) else None
    size = len(lefts if lefts is not None else rights or ())
    if lefts is not None and rights is not None and len(lefts) != len(rights):
        raise NotEvaluatedError("an expression combines arrays of different sizes")
    found: list[TimeSeries] = []
    for number in range(size):
        one = combine(
            operator,
            left if lefts is None else lefts[number],
            right if rights is None else rights[number],
        )
        assert isinstance(one, TimeSeries)  # at least one operand is a time series
        found.append(one)
    return tuple(found)


def _point(value: float | TimeSeries, number: int) -> Point:
    return value.points[number] if isinstance(value, TimeSeries) else value


def _scalar(value: Value) -> float:
    assert not isinstance(value, TimeSeries | tuple)
    return value
