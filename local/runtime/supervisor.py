"""Keeps services running: a process that exits is reported and restarted, with back-off if it exits soon."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..backing_services.process import Process, stop_together
from ..backoff import Backoff
from ..errors import LocalError
from ..progress import note

BACKOFF = Backoff(first=0.5, longest=30.0)
STABLE_SECONDS = 30.0
"""A process that ran for this long is restarted with the first delay again."""
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class ProcessExit:
    """A supervised process exited unexpectedly."""

    name: str
    exit_code: int | None
    at: float
    """Wall-clock time in seconds since the epoch."""


@dataclass
class _Supervised:
    process: Process
    ready: Callable[[], bool] | None
    failures: int = 0
    started: float = field(default_factory=time.monotonic)
    restart_at: float | None = None


class Supervisor:
    """Watches processes in its own thread; stopping it stops them."""

    def __init__(self, on_exit: Callable[[ProcessExit], None] | None = None) -> None:
        """The watching thread calls `on_exit`; by default the exit is printed."""
        self.exits: list[ProcessExit] = []
        self._on_exit = on_exit or _print
        self._supervised: list[_Supervised] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    @property
    def processes(self) -> dict[str, Process]:
        """The supervised processes by name."""
        with self._lock:
            return {entry.process.name: entry.process for entry in self._supervised}

    def begin(self) -> None:
        """Start the watching thread."""
        self._thread.start()

    def keep(self, process: Process, ready: Callable[[], bool] | None = None) -> None:
        """Start a process, wait until it is ready, and supervise it from then on.

        Raises:
            LocalError: it did not become ready.
        """
        entry = _Supervised(process, ready)
        with self._lock:
            if self._stopping.is_set():
                return
            self._supervised.append(entry)
            # Registered before it runs, so that `stop` ends it in any case; watched only once it is ready.
            entry.restart_at = float("inf")
        process.start(ready)
        entry.started, entry.restart_at = time.monotonic(), None

    def replace(self, process: Process, ready: Callable[[], bool] | None = None) -> None:
        """Stop the process of the same name, which is no unexpected exit, and keep the new one.

        Raises:
            LocalError: the new process did not become ready.
        """
        with self._lock:
            former = [entry for entry in self._supervised if entry.process.name == process.name]
            for entry in former:
                entry.restart_at = float("inf")  # the watching thread may look at it still
                self._supervised.remove(entry)
        stop_together(entry.process for entry in former)
        self.keep(process, ready)

    def stop(self) -> None:
        """Stop the thread, then every process."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        stop_together(self.processes.values())

    def _watch(self) -> None:
        while not self._stopping.wait(POLL_SECONDS):
            with self._lock:
                supervised = list(self._supervised)
            for entry in supervised:
                self._check(entry)

    def _check(self, entry: _Supervised) -> None:
        now = time.monotonic()
        if entry.restart_at is None and not entry.process.alive:
            self._report(entry)
            entry.failures = 0 if now - entry.started > STABLE_SECONDS else entry.failures
            entry.restart_at = now + BACKOFF.delay(entry.failures)
            entry.failures += 1
        elif entry.restart_at is not None and now >= entry.restart_at and not self._stopping.is_set():
            entry.started, entry.restart_at = now, None
            try:
                entry.process.kill()  # processes of its group may still run
                entry.process.start()
            except LocalError as error:
                note(str(error))

    def _report(self, entry: _Supervised) -> None:
        exit_ = ProcessExit(entry.process.name, entry.process.exit_code, time.time())
        self.exits.append(exit_)
        self._on_exit(exit_)


def _print(exit_: ProcessExit) -> None:
    note(f"[yellow]{exit_.name} exited with code {exit_.exit_code}; restarting it[/yellow]")
