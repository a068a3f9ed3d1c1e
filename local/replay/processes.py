"""Memory and processor time of the processes under this one, from Linux's /proc; elsewhere nothing is known."""

import asyncio
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

REFRESH_SECONDS: Final = 5.0
_TICKS_PER_SECOND: Final = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Usage:
    """What one process has used so far."""

    name: str
    peak_memory_mib: float
    """Resident, the highest that was seen."""
    cpu_seconds: float


class ProcessWatch:
    """Samples every process of a tree now and then."""

    def __init__(self, roots: Iterable[int]) -> None:
        """Watch the processes with these ids and all that descend from them."""
        self._roots = tuple(roots)
        self.usage: dict[int, Usage] = {}

    async def follow(self) -> None:
        """Sample until cancelled."""
        while True:
            self.sample()
            await asyncio.sleep(REFRESH_SECONDS)

    def sample(self) -> None:
        """Look once."""
        stats = _all_stats()
        children: dict[int, list[int]] = {}
        for pid, stat in stats.items():
            children.setdefault(stat.parent, []).append(pid)
        waiting = [pid for pid in self._roots if pid in stats]
        while waiting:
            pid = waiting.pop()
            waiting += children.get(pid, [])
            seen, stat = self.usage.get(pid), stats[pid]
            peak = max(stat.memory_mib, seen.peak_memory_mib if seen else 0.0)
            self.usage[pid] = Usage(_name(pid) or stat.command, peak, stat.cpu_seconds)


@dataclass(frozen=True)
class _Stat:
    command: str
    parent: int
    cpu_seconds: float
    memory_mib: float


def _all_stats() -> dict[int, _Stat]:
    stats: dict[int, _Stat] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        command, _, rest = text.partition("(")[2].rpartition(")")
        fields = rest.split()
        # Fields from the third on: parent is the 4th, utime and stime the 14th and 15th, rss the 24th (man 5 proc).
        stats[int(path.parent.name)] = _Stat(
            command=command,
            parent=int(fields[1]),
            cpu_seconds=(int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND,
            memory_mib=int(fields[21]) * _PAGE_BYTES / 2**20,
        )
    return stats


def _name(pid: int) -> str | None:
    """What a person would call the process: the Python module it runs, or the Java class, or its program."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return None
    if "-m" in words:
        return words[words.index("-m") + 1]
    if Path(words[0]).name == "java":
        return next((word for word in words[1:] if "." in word and not word.startswith(("-", "/"))), "java")
    return Path(words[0]).name or None
