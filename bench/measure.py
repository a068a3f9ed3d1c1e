"""How everything here is measured: subject and floor by turns on the same machine, and the ratio of the two."""

import statistics
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

Timed = Callable[[], float]
"""Does the work once and returns its seconds."""


@dataclass(frozen=True)
class Benchmark:
    """A subject and the floor that it is compared with."""

    name: str
    """File name of the result."""
    title: str
    subject: str
    floor: str
    repetitions: int
    prepare: Callable[[], AbstractContextManager[tuple[Timed, Timed]]]
    """Sets up both and yields the subject and the floor."""
    group: str = ""
    """A second name, which runs every benchmark of the group."""
    max_ratio: float | None = None
    """The acceptance bar: the largest ratio that is good enough."""


@dataclass(frozen=True)
class Measured:
    """Seconds of every repetition."""

    subject: list[float]
    floor: list[float]

    @property
    def ratios(self) -> list[float]:
        """Subject over floor, pair by pair."""
        return [subject / floor for subject, floor in zip(self.subject, self.floor, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The smallest and the largest ratio."""
        return min(self.ratios), max(self.ratios)


def measure(benchmark: Benchmark, repetitions: int | None = None) -> Measured:
    """Run a benchmark; a first pair warms caches and does not count."""
    with benchmark.prepare() as (subject, floor):
        subject()
        floor()
        pairs = [(subject(), floor()) for _ in range(repetitions or benchmark.repetitions)]
    return Measured([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def timed(work: Callable[[], object]) -> Timed:
    """The work with a stopwatch."""

    def run() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return run


@contextmanager
def pair(subject: Callable[[], object], floor: Callable[[], object]) -> Generator[tuple[Timed, Timed]]:
    """Subject and floor that need no preparation."""
    yield timed(subject), timed(floor)
