"""A child process with its own process group and log that never outlives its parent.

Processes that the child starts end with it. A child also ends when this process is killed (`watchdog`). If one is left
behind all the same, the next run finds it by its pid file.
"""

import atexit
import contextlib
import functools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Protocol

import psutil

from ..errors import LocalError
from . import watchdog

START_SECONDS = 60.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.02
CLOCK_STEP_SECONDS = 2.0
"""A start time moves with corrections of the system clock by less than this."""


class Stoppable(Protocol):
    """Something that can be stopped; stopping it twice has no effect."""

    def stop(self) -> None:
        """Stop it."""
        ...


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until the condition holds; False if it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def minimal_environment() -> dict[str, str]:
    """The variables that every program needs; a child inherits no others from this process."""
    names = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE")
    return {name: os.environ[name] for name in names if name in os.environ}


def start_time(pid: int) -> float | None:
    """When a process started, which distinguishes it from a later one with the same id; None if it is not running."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.NoSuchProcess:
        return None


def _is_running(pid: int, started: float | None) -> bool:
    """Whether the process with this id is the one that started at that time."""
    found = start_time(pid)
    return found is not None and started is not None and abs(found - started) < CLOCK_STEP_SECONDS


@functools.cache
def _watchdog() -> IO[str]:
    """The pipe to this process's watchdog, which starts with the first child."""
    process = subprocess.Popen(
        [sys.executable, "-I", watchdog.__file__], stdin=subprocess.PIPE, text=True, start_new_session=True
    )
    pipe = process.stdin
    assert pipe is not None

    def close() -> None:
        pipe.close()
        process.wait()

    atexit.register(close)
    return pipe


def _notify_watchdog(line: str) -> None:
    pipe = _watchdog()
    pipe.write(f"{line}\n")
    pipe.flush()


def stop_together(stoppable: Iterable[Stoppable]) -> None:
    """Stop several things concurrently, since each may take a while to end in order."""
    several = list(stoppable)
    with ThreadPoolExecutor(max_workers=len(several) or 1) as pool:
        list(pool.map(_stop, several))


def _stop(one: Stoppable) -> None:
    one.stop()


class Process:
    """A program that can be started, stopped, killed and started again."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        directory: Path,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: int | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        awaits_children: bool = False,
    ) -> None:
        """Configure the process; `start` starts it.

        Args:
            name: its name in messages, and of its log and pid file.
            command: program and arguments.
            directory: the folder of `<name>.log` and `<name>.pid`.
            environment: the complete environment of the child; by default the minimal one.
            cwd: its working directory; by default `directory`.
            user: the user id to run as (requires root).
            stop_signal: the signal that asks it to end.
            awaits_children: whether a kill waits for processes that left its group, which end when they notice.
        """
        self.name = name
        self.command = list(command)
        self.environment = dict(minimal_environment() if environment is None else environment)
        self.cwd = cwd or directory
        self.log = directory / f"{name}.log"
        self.user = user
        self.stop_signal = stop_signal
        self.awaits_children = awaits_children
        self._pid_file = directory / f"{name}.pid"
        self._child: subprocess.Popen[bytes] | None = None
        self._log_start = 0
        self._watched = False

    @property
    def pid(self) -> int | None:
        """The process id, which is also the process group; None before the first start."""
        return self._child.pid if self._child else None

    @property
    def alive(self) -> bool:
        """Whether it is running."""
        return self._child is not None and self._child.poll() is None

    @property
    def exit_code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs and before the first start."""
        return self._child.poll() if self._child else None

    def start(self, ready: Callable[[], bool] | None = None, *, seconds: float = START_SECONDS) -> None:
        """Start it and wait until it is ready.

        Raises:
            LocalError: the program is missing, ended before it was ready, or was not ready in time.
        """
        if self.alive:
            return
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.end_leftover()
        self._spawn()
        try:
            if ready is not None:
                self._await(ready, seconds)
        except BaseException:
            self.kill()
            raise

    def stop(self, *, seconds: float = STOP_SECONDS) -> None:
        """Ask it to end, and kill it if it does not in time; no effect if it is not running."""
        if self._child is None:
            return
        if self.alive:
            _signal_group(self._child.pid, self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """Kill it and everything it started (`kill -9`); no effect if it is not running."""
        if self._child is None:
            return
        children = self._awaited(self._child.pid)
        _signal_group(self._child.pid, signal.SIGKILL)
        self._child.wait()
        _wait_for_end(children)
        self._forget()

    def wait(self, seconds: float) -> int:
        """Wait until it ends by itself; returns its exit code.

        Raises:
            LocalError: it was still running after that time, and was killed.
        """
        assert self._child is not None, "start it first"
        try:
            code = self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise LocalError(f"{self.name} did not end within {seconds:.0f} s; {self._last_words()}") from None
        self.kill()
        return code

    def output(self) -> str:
        """Its output since the last start."""
        with self.log.open("rb") as file:
            file.seek(self._log_start)
            return file.read().decode(errors="replace")

    @property
    def last_line(self) -> str:
        """The last line of its output since the last start; empty if there is none."""
        lines = [line.strip() for line in self.output().splitlines() if line.strip()]
        return lines[-1] if lines else ""

    def _spawn(self) -> None:
        with self.log.open("ab") as log:
            self._log_start = log.tell()
            try:
                self._child = subprocess.Popen(
                    self.command,
                    cwd=self.cwd,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    user=self.user,
                    group=self.user,
                    extra_groups=None if self.user is None else [],
                )
            except OSError as error:
                raise LocalError(f"{self.name} cannot start: {self.command[0]}: {error.strerror}") from None
        _notify_watchdog(f"+{self._child.pid} {self.stop_signal.value}")
        self._watched = True
        self._pid_file.write_text(
            json.dumps(
                {
                    "pid": self._child.pid,
                    "started": start_time(self._child.pid),
                    "owner": os.getpid(),
                    "owner_started": start_time(os.getpid()),
                }
            )
        )

    def _await(self, ready: Callable[[], bool], seconds: float) -> None:
        if not wait_until(lambda: not self.alive or ready(), seconds):
            raise LocalError(f"{self.name} was not ready within {seconds:.0f} s; {self._last_words()}")
        if not self.alive:
            raise LocalError(f"{self.name} ended with code {self.exit_code} before it was ready; {self._last_words()}")

    def _forget(self) -> None:
        if self._watched:
            self._watched = False
            _notify_watchdog(f"-{self.pid}")
            self._pid_file.unlink(missing_ok=True)

    def end_leftover(self) -> None:
        """End the process that a killed run left behind here, but no other process that has got its id since.

        Raises:
            LocalError: the run that started it is still alive.
        """
        try:
            record = json.loads(self._pid_file.read_text())
            pid, started = record["pid"], record["started"]
            owner, owner_started = record["owner"], record["owner_started"]
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return
        if _is_running(pid, started):
            if owner != os.getpid() and _is_running(owner, owner_started):
                raise LocalError(
                    f"{self.name} already runs in {self._pid_file.parent}, started by process {owner}: stop that first"
                )
            children = self._awaited(pid)
            _signal_group(pid, signal.SIGKILL)
            _wait_for_end([(pid, started), *children])
        self._pid_file.unlink(missing_ok=True)

    def _awaited(self, pid: int) -> list[tuple[int, float]]:
        """Ids and start times of the processes that a kill waits for."""
        if not self.awaits_children:
            return []
        with contextlib.suppress(psutil.NoSuchProcess):
            return [(child.pid, child.create_time()) for child in psutil.Process(pid).children(recursive=True)]
        return []

    def _last_words(self) -> str:
        return f"its last line is {self.last_line!r}, its log is {self.log}" if self.last_line else f"see {self.log}"


def _wait_for_end(processes: Sequence[tuple[int, float | None]]) -> None:
    """Wait until none of some processes, by id and start time, runs; not longer than `STOP_SECONDS`."""
    wait_until(lambda: not any(_is_running(pid, started) for pid, started in processes), STOP_SECONDS)


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS answers EPERM for a group of zombies
        os.killpg(group, number)
