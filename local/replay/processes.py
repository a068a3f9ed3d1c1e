"""Memory and processor time of the processes of a running cell."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

REFRESH_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Usage:
    """The resources that one process has used so far."""

    name: str
    peak_memory_mib: float
    """Highest sampled resident memory."""
    cpu_seconds: float


class ProcessWatch:
    """Samples every process of a tree periodically."""

    def __init__(self, roots: Iterable[int]) -> None:
        """Watch the processes with these ids and all their descendants."""
        self._roots = tuple(roots)
        self.usage: dict[int, Usage] = {}

    async def follow(self) -> None:
        """Sample until cancelled."""
        while True:
            self.sample()
            await asyncio.sleep(REFRESH_SECONDS)

    def sample(self) -> None:
        """Take one sample of every process."""
        for root in self._roots:
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(root)
                for member in (process, *process.children(recursive=True)):
                    self._sample(member)

    def _sample(self, process: psutil.Process) -> None:
        with suppress(psutil.Error), process.oneshot():
            memory, times = process.memory_info().rss / 2**20, process.cpu_times()
            seen = self.usage.get(process.pid)
            self.usage[process.pid] = Usage(
                name=_name(process.cmdline()) or process.name(),
                peak_memory_mib=max(memory, seen.peak_memory_mib if seen else 0.0),
                cpu_seconds=times.user + times.system,
            )


def _name(words: Sequence[str]) -> str | None:
    """The Python module or Java class that a command line runs, otherwise its program."""
    if "-m" in words[:-1]:
        return words[words.index("-m") + 1]
    if words and Path(words[0]).name == "java":
        return next((word for word in words[1:] if "." in word and not word.startswith(("-", "/"))), "java")
    return Path(words[0]).name if words else None
