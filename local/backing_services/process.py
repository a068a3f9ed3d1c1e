"""A child process under supervision: its own group, its own log, and an end in every case.

What the child starts itself ends with it. A child also ends when this process is killed (`warden`), and what a killed
run left behind all the same is found again by its pid file.
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

from ..errors import LocalError
from . import watchdog

START_SECONDS = 60.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.02


class Stoppable(Protocol):
    """What can be stopped, and is harmless to stop twice."""

    def stop(self) -> None:
        """Stop it."""
        ...


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """True as soon as the condition holds, False when it does not within the time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def minimal_environment() -> dict[str, str]:
    """What a program needs to run at all; nothing else of this process's environment reaches a child."""
    names = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE")
    return {name: os.environ[name] for name in names if name in os.environ}


def birth(pid: int) -> str | None:
    """When a process began, to tell it from a later one with the same number; None when it is gone."""
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else fields[19]
    answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout.strip() or None


@functools.cache
def _warden() -> IO[str]:
    """The pipe to this process's warden, which is started with the first child."""
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


def _tell_warden(line: str) -> None:
    pipe = _warden()
    pipe.write(f"{line}\n")
    pipe.flush()


def stop_together(stoppable: Iterable[Stoppable]) -> None:
    """Stop several things side by side: each may take its time to end well."""
    several = list(stoppable)
    with ThreadPoolExecutor(max_workers=len(several) or 1) as pool:
        list(pool.map(_stop, several))


def _stop(one: Stoppable) -> None:
    one.stop()


class Process:
    """One program that can be started, stopped, killed and started again."""

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
    ) -> None:
        """Say what to run; nothing starts yet.

        Args:
            name: what persons call it; also names its log and pid file.
            command: program and arguments.
            directory: where `<name>.log` and `<name>.pid` are kept.
            environment: the whole environment of the child; by default the minimal one.
            cwd: its working folder; by default `directory`.
            user: run as this user id (only root may).
            stop_signal: what asks it to end.
        """
        self.name = name
        self.command = list(command)
        self.environment = dict(minimal_environment() if environment is None else environment)
        self.cwd = cwd or directory
        self.log = directory / f"{name}.log"
        self.user = user
        self.stop_signal = stop_signal
        self._pid_file = directory / f"{name}.pid"
        self._child: subprocess.Popen[bytes] | None = None
        self._log_start = 0
        self._watched = False

    @property
    def pid(self) -> int | None:
        """Its process id, which is also its process group; None before the first start."""
        return self._child.pid if self._child else None

    @property
    def alive(self) -> bool:
        """True while it runs."""
        return self._child is not None and self._child.poll() is None

    @property
    def exit_code(self) -> int | None:
        """Its exit code, negative for a signal; None while it runs or before the first start."""
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
        """Ask it to end, and make it end when it does not in time; harmless when it does not run."""
        if self._child is None:
            return
        if self.alive:
            _signal_group(self._child.pid, self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """End it and all that it started at once (`kill -9`); harmless when it does not run."""
        if self._child is None:
            return
        _signal_group(self._child.pid, signal.SIGKILL)
        self._child.wait()
        self._forget()

    def restart(self, ready: Callable[[], bool] | None = None, *, seconds: float = START_SECONDS) -> None:
        """Stop and start it."""
        self.stop()
        self.start(ready, seconds=seconds)

    def wait(self, seconds: float) -> int:
        """Its exit code once it has ended by itself.

        Raises:
            LocalError: it still runs after that time; it is killed.
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
        """What it wrote since it was last started."""
        with self.log.open("rb") as file:
            file.seek(self._log_start)
            return file.read().decode(errors="replace")

    @property
    def last_line(self) -> str:
        """The last line that it wrote since it was last started; empty when it wrote nothing."""
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
        _tell_warden(f"+{self._child.pid} {self.stop_signal.value}")
        self._watched = True
        self._pid_file.write_text(
            json.dumps(
                {
                    "pid": self._child.pid,
                    "birth": birth(self._child.pid),
                    "owner": os.getpid(),
                    "owner_birth": birth(os.getpid()),
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
            _tell_warden(f"-{self.pid}")
            self._pid_file.unlink(missing_ok=True)

    def end_leftover(self) -> None:
        """End what a killed run left behind here, and nothing that merely has its number.

        Raises:
            LocalError: it belongs to a run that is still alive.
        """
        try:
            left = json.loads(self._pid_file.read_text())
            pid, born, owner, owner_born = (left[key] for key in ("pid", "birth", "owner", "owner_birth"))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return
        if born is not None and birth(pid) == born:
            if owner != os.getpid() and owner_born is not None and birth(owner) == owner_born:
                raise LocalError(
                    f"{self.name} already runs in {self._pid_file.parent}, started by process {owner}: stop that first"
                )
            _signal_group(pid, signal.SIGKILL)
            wait_until(lambda: birth(pid) != born, STOP_SECONDS)
        self._pid_file.unlink(missing_ok=True)

    def _last_words(self) -> str:
        return (
            f"its last line is {self.last_line!r}, all of it is in {self.log}" if self.last_line else f"see {self.log}"
        )


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says EPERM of a group of zombies
        os.killpg(group, number)
