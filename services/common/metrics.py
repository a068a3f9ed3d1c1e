"""Metrics in CloudWatch's embedded metric format: lines of the log that need no API call, agent or permission.

The log driver `awslogs` sends each line with PutLogEvents, and CloudWatch Logs extracts the metrics of a line that is
such a document; the header `x-amzn-logs-format` is optional:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Generation_PutLogEvents.html

Events are collected and written every `FLUSH_SECONDS`, or when a line has as many values as the specification allows.
A task therefore writes at most 8,640 lines a day and one more for each `VALUES_A_LINE` values (`docs/metrics.md`).
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Final

import msgspec

from .clock import Clock

NAMESPACE: Final = "citycell"
FLUSH_SECONDS: Final = 10.0
"""Platform seconds between two lines."""
MIN_FLUSH_SECONDS: Final = 0.2
"""Minimum of wall seconds between two lines, for a clock that runs faster."""
VALUES_A_LINE: Final = 100
"""https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html:
a numeric array has at most 100 members."""


def write_line(line: str) -> None:
    """Write one line to standard output at once."""
    print(line, flush=True)


class Metrics:
    """Collects counts and times of one process; their only dimension is the cell."""

    def __init__(
        self, cell: str, clock: Clock, counted: tuple[str, ...] = (), write: Callable[[str], object] = write_line
    ) -> None:
        """Begin to collect.

        Args:
            cell: name of the cell.
            clock: the time of each line.
            counted: counts that are in each line, also with 0, so that shares can be computed from one line.
            write: writes a line.
        """
        self._cell = cell
        self._clock = clock
        self._counted = counted
        self._write = write
        self._counts: Counter[str] = Counter()
        self._times: defaultdict[str, list[float]] = defaultdict(list)
        self._began: float | None = None

    def count(self, name: str) -> None:
        """Count one event."""
        self._begin()
        self._counts[name] += 1

    def time(self, name: str, milliseconds: float) -> None:
        """Record one duration."""
        self._begin()
        self._times[name].append(round(milliseconds, 1))
        if len(self._times[name]) == VALUES_A_LINE:
            self.flush()

    def flush(self) -> None:
        """Write what was collected since the last line; nothing if there is nothing."""
        if self._began is None:
            return
        counts = {name: self._counts[name] for name in (*self._counted, *self._counts)}
        units = dict.fromkeys(counts, "Count") | dict.fromkeys(self._times, "Milliseconds")
        directive = {
            "Namespace": NAMESPACE,
            "Dimensions": [["Cell"]],
            "Metrics": [{"Name": name, "Unit": unit} for name, unit in units.items()],
        }
        document: dict[str, Any] = {
            "_aws": {"Timestamp": int(self._began * 1000), "CloudWatchMetrics": [directive]},
            "Cell": self._cell,
            **counts,
            **self._times,
        }
        self._counts, self._times, self._began = Counter(), defaultdict(list), None
        self._write(msgspec.json.encode(document).decode())

    async def run(self) -> None:
        """Wait for the time of the next line, and write it."""
        await asyncio.sleep(max(MIN_FLUSH_SECONDS, self._clock.wall_seconds(FLUSH_SECONDS)))
        self.flush()

    def _begin(self) -> None:
        """A line has the time of its first event."""
        if self._began is None:
            self._began = self._clock.now()
