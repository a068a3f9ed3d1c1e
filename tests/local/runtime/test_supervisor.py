"""The supervisor restarts services."""

import os
import signal
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from local.backing_services.process import Process, start_time, wait_until
from local.errors import LocalError
from local.runtime.supervisor import ProcessExit, Supervisor

STABLE = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
EXITING = [sys.executable, "-c", "raise SystemExit(7)"]


@pytest.fixture
def reported() -> list[ProcessExit]:
    """Exits that the supervisor reports."""
    return []


@pytest.fixture
def supervisor(reported: list[ProcessExit]) -> Generator[Supervisor]:
    """A running supervisor."""
    supervisor = Supervisor(reported.append)
    supervisor.begin()
    yield supervisor
    supervisor.stop()


def test_killed_process_is_reported_and_restarted(
    tmp_path: Path, supervisor: Supervisor, reported: list[ProcessExit]
) -> None:
    """A killed process runs again under another id, and its exit is reported once."""
    process = Process("service", STABLE, directory=tmp_path)
    supervisor.keep(process, lambda: process.last_line == "up")
    first = process.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: process.alive and process.pid != first, 10)
    assert [(exit_.name, exit_.exit_code) for exit_ in reported] == [("service", -9)]


def test_process_that_keeps_exiting_backs_off(
    tmp_path: Path, supervisor: Supervisor, reported: list[ProcessExit]
) -> None:
    """Each time a process exits soon after its start, the delay doubles."""
    supervisor.keep(Process("exiting", EXITING, directory=tmp_path))
    assert wait_until(lambda: len(reported) >= 3, 20)
    times = [exit_.at for exit_ in reported]
    assert times[1] - times[0] >= 0.5
    assert times[2] - times[1] >= 1.0


def test_process_that_never_was_ready_is_not_restarted(
    tmp_path: Path, supervisor: Supervisor, reported: list[ProcessExit]
) -> None:
    """A failed start is reported to the caller, and the supervisor does not restart the process."""
    with pytest.raises(LocalError, match="exiting ended with code 7"):
        supervisor.keep(Process("exiting", EXITING, directory=tmp_path), lambda: False)
    assert not supervisor.processes["exiting"].alive
    assert reported == []


def test_stop_ends_everything(tmp_path: Path, supervisor: Supervisor, reported: list[ProcessExit]) -> None:
    """After `stop` nothing runs, nothing is restarted, and no exit is reported."""
    processes = [Process(name, STABLE, directory=tmp_path) for name in ("one", "two")]
    for process in processes:
        supervisor.keep(process)
    pids = [process.pid or 0 for process in processes]
    supervisor.stop()
    assert [start_time(pid) for pid in pids] == [None, None]
    assert reported == []


def test_a_replaced_process_is_no_unexpected_exit(
    tmp_path: Path, supervisor: Supervisor, reported: list[ProcessExit]
) -> None:
    """The former process ends, the new one of its name runs and is supervised, and nothing is reported."""
    former, later = (Process("service", STABLE, directory=tmp_path / name) for name in ("former", "later"))
    supervisor.keep(former, lambda: former.last_line == "up")
    supervisor.replace(later, lambda: later.last_line == "up")

    assert (former.alive, later.alive) == (False, True)
    assert {"service": later} == supervisor.processes
    assert reported == []
    first = later.pid
    later.kill()
    assert wait_until(lambda: later.alive and later.pid != first, seconds=20)
