"""Metrics and their values over time."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self


class NotEvaluatedError(Exception):
    """An alarm uses what this evaluation cannot know; the message says what."""


@dataclass(frozen=True)
class MetricId:
    """A metric as CloudWatch identifies it: another set of dimensions is another metric."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, namespace: str, name: str, dimensions: Mapping[str, str] | None = None) -> Self:
        """The metric with these dimensions."""
        return cls(namespace, name, frozenset((dimensions or {}).items()))

    def __str__(self) -> str:
        return f"{self.namespace} {self.name} {dict(sorted(self.dimensions))}"


@dataclass
class _Samples:
    times: list[float] = field(default_factory=list[float])
    values: list[float] = field(default_factory=list[float])
    is_sorted: bool = True

    def add(self, time: float, value: float) -> None:
        self.is_sorted = self.is_sorted and (not self.times or time >= self.times[-1])
        self.times.append(time)
        self.values.append(value)

    def between(self, begin: float, end: float) -> Sequence[float]:
        if not self.is_sorted:
            pairs = sorted(zip(self.times, self.values, strict=True))
            self.times, self.values = [time for time, _ in pairs], [value for _, value in pairs]
            self.is_sorted = True
        return self.values[bisect_left(self.times, begin) : bisect_left(self.times, end)]


class MetricStore:
    """The values of metrics, with their times in seconds since the epoch."""

    def __init__(self) -> None:
        self._samples: dict[MetricId, _Samples] = {}

    @property
    def metrics(self) -> set[MetricId]:
        """Every metric with a value."""
        return set(self._samples)

    @property
    def times(self) -> tuple[float, float] | None:
        """The first and the last time of a value; None without values."""
        if not self._samples:
            return None
        found = self._samples.values()
        return min(min(samples.times) for samples in found), max(max(samples.times) for samples in found)

    def add(self, metric: MetricId, time: float, values: Iterable[float]) -> None:
        """Add values that were measured at one time, in any order of times."""
        for value in values:
            self._samples.setdefault(metric, _Samples()).add(time, value)

    def between(self, metric: MetricId, begin: float, end: float) -> Sequence[float]:
        """The values from a time on, and before another."""
        samples = self._samples.get(metric)
        return () if samples is None else samples.between(begin, end)
