"""Records the metrics that an imitated service of AWS would publish, in the format of the programs' own metrics."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from ..replay.clock import PlatformClock
from .embedded import MAX_VALUES

FILE: Final = "metrics.log"
"""The file in the folder of a process."""
FLUSH_SECONDS: Final = 0.2

Key = tuple[str, tuple[tuple[str, str], ...]]
"""Namespace and dimensions."""


class Recorder:
    """Collects values and appends them to a file, with platform time."""

    def __init__(self, folder: Path, clock: str = "") -> None:
        """Begin with nothing.

        Args:
            folder: where the file is.
            clock: the value of `PLATFORM_CLOCK`; empty for real time.
        """
        self.clock = PlatformClock.parse(clock) if clock else PlatformClock(0.0, 0.0, 1.0)
        self._path = folder / FILE
        self._waiting: dict[tuple[Key, float], dict[str, list[float]]] = {}

    def add(self, namespace: str, dimensions: Mapping[str, str], at: float | None = None, /, **values: float) -> None:
        """Record one value of each metric, now or at a platform time, which is rounded down to a second."""
        key = (namespace, tuple(dimensions.items()))
        waiting = self._waiting.setdefault((key, (self.clock.now() if at is None else at) // 1), {})
        for name, value in values.items():
            waiting.setdefault(name, []).append(value)

    def flush(self) -> None:
        """Append what was recorded."""
        if not self._waiting:
            return
        lines = [
            msgspec.json.encode(_document(namespace, dimensions, at, part))
            for ((namespace, dimensions), at), values in self._waiting.items()
            for part in _parts(values)
        ]
        self._waiting = {}
        with self._path.open("ab") as file:
            file.write(b"\n".join(lines) + b"\n")

    async def run(self) -> None:
        """Write periodically, and once more when cancelled."""
        try:
            while True:
                await asyncio.sleep(FLUSH_SECONDS)
                self.flush()
        finally:
            self.flush()


def _parts(values: Mapping[str, list[float]]) -> list[dict[str, list[float]]]:
    """The values in as many documents as the limit of a document needs."""
    longest = max(map(len, values.values()))
    return [
        {name: part for name, found in values.items() if (part := found[begin : begin + MAX_VALUES])}
        for begin in range(0, longest, MAX_VALUES)
    ]


def _document(
    namespace: str, dimensions: tuple[tuple[str, str], ...], at: float, values: Mapping[str, list[float]]
) -> dict[str, Any]:
    directive = {
        "Namespace": namespace,
        "Dimensions": [[name for name, _ in dimensions]],
        "Metrics": [{"Name": name} for name in values],
    }
    return {
        "_aws": {"Timestamp": int(at * 1000), "CloudWatchMetrics": [directive]},
        **dict(dimensions),
        **values,
    }
