"""Keeps services running: one that dies is reported and started again, later each time it dies soon."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..backing_services.process import Process, stop_together
from ..errors import LocalError
from ..progress import note

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 30.0
"""A process that ran this long starts again without delay when it dies."""
LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Death:
    """A supervised process ended without being asked to."""

    name: str
    exit_code: int | None
    at: float
    """Wall time, seconds since the epoch."""


@dataclass
class _Kept:
    process: Process
    ready: Callable[[], bool] | None
    pause: float = FIRST_PAUSE_SECONDS
    started: float = field(default_factory=time.monotonic)
    again_at: float | None = None


class Supervisor:
    """Watches processes from a thread of its own; stopping it stops them."""

    def __init__(self, on_death: Callable[[Death], None] | None = None) -> None:
        """`on_death` is called from the watching thread; by default the death is said on the terminal."""
        self.deaths: list[Death] = []
        self._on_death = on_death or _say
        self._kept: list[_Kept] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    @property
    def processes(self) -> dict[str, Process]:
        """What is watched, by name."""
        with self._lock:
            return {kept.process.name: kept.process for kept in self._kept}

    def begin(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def keep(self, process: Process, ready: Callable[[], bool] | None = None) -> None:
        """Start a process, wait until it is ready, and keep it running from then on.

        Raises:
            LocalError: it did not become ready.
        """
        kept = _Kept(process, ready)
        with self._lock:
            if self._stopping.is_set():
                return
            self._kept.append(kept)
            # Known before it runs, so that it is stopped whatever happens; watched only once it was ready.
            kept.again_at = float("inf")
        process.start(ready)
        kept.started, kept.again_at = time.monotonic(), None

    def stop(self) -> None:
        """Stop watching, then every process."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        stop_together(self.processes.values())

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            with self._lock:
                kept_now = list(self._kept)
            for kept in kept_now:
                self._look(kept)

    def _look(self, kept: _Kept) -> None:
        now = time.monotonic()
        if kept.again_at is None and not kept.process.alive:
            self._report(kept)
            kept.pause = FIRST_PAUSE_SECONDS if now - kept.started > STEADY_SECONDS else kept.pause
            kept.again_at = now + kept.pause
            kept.pause = min(kept.pause * 2, LONGEST_PAUSE_SECONDS)
        elif kept.again_at is not None and now >= kept.again_at and not self._stopping.is_set():
            kept.started, kept.again_at = now, None
            try:
                kept.process.kill()  # what it may have left of its group
                kept.process.start()
            except LocalError as error:
                note(str(error))

    def _report(self, kept: _Kept) -> None:
        death = Death(kept.process.name, kept.process.exit_code, time.time())
        self.deaths.append(death)
        self._on_death(death)


def _say(death: Death) -> None:
    note(f"[yellow]{death.name} ended with code {death.exit_code} and is started again[/yellow]")
