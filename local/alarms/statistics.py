"""Statistics of CloudWatch over the values of one period.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html: bounds are exclusive below
and inclusive above. CloudWatch does not publish how it interpolates percentiles; here they are the nearest rank.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import Final

from .series import NotEvaluatedError

Statistic = Callable[[Sequence[float]], float | None]
"""The statistic of at least one value; None if none of them is within its bounds."""

_SIMPLE: Final[dict[str, Statistic]] = {
    "SampleCount": len,
    "Sum": math.fsum,
    "Average": lambda values: math.fsum(values) / len(values),
    "Minimum": min,
    "Maximum": max,
}
_PERCENTILE: Final = re.compile(r"p(\d+(?:\.\d+)?)")
_SHORT: Final = re.compile(r"(tm|tc|ts)(\d+(?:\.\d+)?)")
_BOUNDED: Final = re.compile(r"(TM|TC|TS|PR)\((\d+(?:\.\d+)?)?(%)?:(\d+(?:\.\d+)?)?(%)?\)")


def statistic(name: str) -> Statistic:
    """The statistic with a name, such as `Sum`, `p99`, `TC(:300)` or `PR(100:2000)`.

    Raises:
        NotEvaluatedError: it is unknown.
    """
    if name in _SIMPLE:
        return _SIMPLE[name]
    if name == "IQM":
        return _trimmed("TM", 25.0, 75.0, percent=True)
    if found := _PERCENTILE.fullmatch(name):
        share = float(found[1]) / 100
        return lambda values: percentile(values, share)
    if found := _SHORT.fullmatch(name):
        return _trimmed(found[1].upper(), None, float(found[2]), percent=True)
    if (found := _BOUNDED.fullmatch(name)) and (found[2] or found[4]):
        low, high = (None if text is None else float(text) for text in (found[2], found[4]))
        percent = bool(found[3] or found[5])
        if not (percent and found[1] == "PR"):
            return _trimmed(found[1], low, high, percent=percent)
    raise NotEvaluatedError(f"statistic {name} is not known here")


def percentile(values: Sequence[float], share: float) -> float:
    """The percentile by nearest rank."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def too_few_samples(name: str, count: int) -> bool:
    """Whether a percentile of so many values is not significant.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html: fewer than
    10/(1-percentile) values from the median on, and fewer than 10/percentile below it.
    """
    found = _PERCENTILE.fullmatch(name)
    if not found:
        return False
    share = float(found[1]) / 100
    tail = 1 - share if share >= 0.5 else share  # noqa: PLR2004 - the median
    return tail > 0 and count < 10 / tail - 1e-6


def _trimmed(kind: str, low: float | None, high: float | None, *, percent: bool) -> Statistic:
    """A statistic of the values between two bounds, which are values or percentages of the number of values."""

    def calculate(values: Sequence[float]) -> float | None:
        ordered = sorted(values)
        if percent:
            first = math.floor((low or 0.0) / 100 * len(ordered))
            kept = ordered[first : math.ceil((100.0 if high is None else high) / 100 * len(ordered))]
        else:
            kept = [value for value in ordered if (low is None or value > low) and (high is None or value <= high)]
        match kind:
            case "TC":
                return len(kept)
            case "PR":
                return 100.0 * len(kept) / len(ordered)
            case "TS":
                return math.fsum(kept)
            case _:
                return math.fsum(kept) / len(kept) if kept else None

    return calculate
