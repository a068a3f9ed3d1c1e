"""Services are kept running."""

import os
import signal
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from local.backing_services.process import Process, birth, wait_until
from local.errors import LocalError
from local.runtime.supervisor import Death, Supervisor

STEADY = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
DYING = [sys.executable, "-c", "raise SystemExit(7)"]


@pytest.fixture
def reported() -> list[Death]:
    """Deaths as the supervisor tells them."""
    return []


@pytest.fixture
def supervisor(reported: list[Death]) -> Generator[Supervisor]:
    """A supervisor that watches."""
    supervisor = Supervisor(reported.append)
    supervisor.begin()
    yield supervisor
    supervisor.stop()


def test_dead_process_is_reported_and_started_again(
    tmp_path: Path, supervisor: Supervisor, reported: list[Death]
) -> None:
    """A process that is killed is there again under another number, and its death is told once."""
    process = Process("service", STEADY, directory=tmp_path)
    supervisor.keep(process, lambda: process.last_line == "up")
    first = process.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: process.alive and process.pid != first, 10)
    assert [(death.name, death.exit_code) for death in reported] == [("service", -9)]


def test_process_that_keeps_dying_waits_longer(tmp_path: Path, supervisor: Supervisor, reported: list[Death]) -> None:
    """Each time a process dies soon after its start, it waits twice as long."""
    supervisor.keep(Process("dying", DYING, directory=tmp_path))
    assert wait_until(lambda: len(reported) >= 3, 20)
    times = [death.at for death in reported]
    assert times[1] - times[0] >= 0.5
    assert times[2] - times[1] >= 1.0


def test_process_that_never_was_ready_is_not_started_again(
    tmp_path: Path, supervisor: Supervisor, reported: list[Death]
) -> None:
    """A failed start is the caller's error, and the supervisor leaves it at that."""
    with pytest.raises(LocalError, match="dying ended with code 7"):
        supervisor.keep(Process("dying", DYING, directory=tmp_path), lambda: False)
    assert not supervisor.processes["dying"].alive
    assert reported == []


def test_stop_ends_everything(tmp_path: Path, supervisor: Supervisor, reported: list[Death]) -> None:
    """After `stop` nothing runs, nothing is started again, and nobody is reported dead."""
    processes = [Process(name, STEADY, directory=tmp_path) for name in ("one", "two")]
    for process in processes:
        supervisor.keep(process)
    pids = [process.pid or 0 for process in processes]
    supervisor.stop()
    assert [birth(pid) for pid in pids] == [None, None]
    assert reported == []
