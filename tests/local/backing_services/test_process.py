"""A supervised process ends in every case, and no other process does."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Generator
from pathlib import Path

import pytest

from local.backing_services.process import Process, start_time, wait_until
from local.errors import LocalError
from local.paths import ROOT

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)",
]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; print(subprocess.Popen(sys.argv[1:]).pid, flush=True); time.sleep(600)",
    *SLEEPER,
]

LATE_LEAVER = [
    sys.executable,
    "-c",
    "import os, time\nos.setsid()\none = os.getppid()\nwhile os.getppid() == one: time.sleep(0.02)\ntime.sleep(0.5)",
]
"""It leaves the group of its parent, and ends half a second after it."""


def _gone(pid: int) -> bool:
    return start_time(pid) is None


def _running(pid: int | None) -> int:
    assert pid is not None
    assert start_time(pid) is not None
    return pid


@pytest.fixture
def bystander() -> Generator[int]:
    """A process that the code under test did not start."""
    with subprocess.Popen(SLEEPER, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        yield process.pid
        process.kill()


@pytest.mark.parametrize("command", [pytest.param(SLEEPER, id="cooperative"), pytest.param(STUBBORN, id="stubborn")])
def test_stop_ends_it(tmp_path: Path, command: list[str]) -> None:
    """After `stop` the process and its pid file are gone, even if it ignores the signal."""
    process = Process("sleeper", command, directory=tmp_path)
    process.start(lambda: "up" in process.output())
    pid = _running(process.pid)
    process.stop(seconds=1)
    assert (_gone(pid), process.alive) == (True, False)
    assert [path.name for path in tmp_path.iterdir()] == ["sleeper.log"]


def test_kill_ends_grandchildren(tmp_path: Path) -> None:
    """The children of a killed process end with it."""
    process = Process("parent", PARENT, directory=tmp_path)
    process.start(lambda: process.output().count("\n") == 2)
    grandchild = _running(int(process.last_line if process.last_line != "up" else process.output().split()[0]))
    process.kill()
    assert wait_until(lambda: _gone(grandchild), 5)


def test_kill_waits_for_children_that_left_the_group(tmp_path: Path) -> None:
    """A child such as a session of PostgreSQL, which a kill of the group does not reach, has ended afterwards."""
    command = [*PARENT[: -len(SLEEPER)], *LATE_LEAVER]
    process = Process("parent", command, directory=tmp_path, awaits_children=True)
    process.start(lambda: process.output().strip().isdigit())
    child = _running(int(process.output()))
    assert wait_until(lambda: os.getsid(child) == child, 5)
    process.kill()
    assert _gone(child)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        pytest.param(["/nonexistent/program"], "No such file", id="missing"),
        pytest.param(
            [sys.executable, "-c", "print('no luck'); raise SystemExit(3)"], "ended with code 3 .*'no luck'", id="ended"
        ),
        pytest.param(SLEEPER, r"not ready within 1 s; its last line is 'up'", id="late"),
    ],
)
def test_failed_start_reports_the_reason(tmp_path: Path, command: list[str], message: str) -> None:
    """The error of a failed start has the reason and the last line of the log, and no process is left."""
    process = Process("unlucky", command, directory=tmp_path)
    with pytest.raises(LocalError, match=f"unlucky.*{message}"):
        process.start(lambda: False, seconds=1)
    assert not process.alive


def test_child_does_not_inherit_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child has the given variables and none of this process."""
    monkeypatch.setenv("CANARY", "sings")
    code = "import os; print(sorted(set(os.environ) & {'CANARY', 'GIVEN'}))"
    process = Process("child", [sys.executable, "-c", code], directory=tmp_path, environment={"GIVEN": "yes"})
    process.start()
    assert (process.wait(20), process.last_line) == (0, "['GIVEN']")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_child_does_not_outlive_its_parent(tmp_path: Path, number: signal.Signals) -> None:
    """When its parent is killed, the child is stopped, even if the thread that started it has ended."""
    script = textwrap.dedent("""
        import sys, threading, time
        from pathlib import Path
        from local.backing_services.process import Process
        process = Process("sleeper", sys.argv[2:], directory=Path(sys.argv[1]))
        thread = threading.Thread(target=lambda: process.start(lambda: "up" in process.output()))
        thread.start()
        thread.join()
        print(process.pid, flush=True)
        time.sleep(600)
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path), *SLEEPER],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
    ) as starter:
        assert starter.stdout is not None
        child = _running(int(starter.stdout.readline()))
        starter.send_signal(number)
        assert wait_until(lambda: _gone(child), 10)


def _leave(directory: Path, pid: int, *, started: float | None, owner: int, owner_started: float | None) -> None:
    left = {"pid": pid, "started": started, "owner": owner, "owner_started": owner_started}
    (directory / "sleeper.pid").write_text(json.dumps(left))


def test_leftover_of_a_killed_run_is_ended(tmp_path: Path, bystander: int) -> None:
    """A process that a killed run left behind is ended before the next start."""
    _leave(tmp_path, bystander, started=start_time(bystander), owner=os.getpid(), owner_started=1.0)
    process = Process("sleeper", SLEEPER, directory=tmp_path)
    process.start()
    assert wait_until(lambda: _gone(bystander), 5)
    process.stop()


def test_another_process_with_the_same_id_is_not_ended(tmp_path: Path, bystander: int) -> None:
    """No process is ended if the process id belongs to another process now."""
    _leave(tmp_path, bystander, started=1.0, owner=1, owner_started=None)
    process = Process("sleeper", SLEEPER, directory=tmp_path)
    process.start()
    process.stop()
    assert not _gone(bystander)


def test_process_of_a_running_cell_is_not_ended(tmp_path: Path, bystander: int) -> None:
    """A second run in the same folder is rejected and the first one continues."""
    _leave(tmp_path, bystander, started=start_time(bystander), owner=bystander, owner_started=start_time(bystander))
    with pytest.raises(LocalError, match=f"sleeper already runs .* started by process {bystander}"):
        Process("sleeper", SLEEPER, directory=tmp_path).start()
    assert not _gone(bystander)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_broken_pid_file_is_ignored(tmp_path: Path, text: str) -> None:
    """A truncated pid file does not prevent the next start."""
    (tmp_path / "sleeper.pid").write_text(text)
    process = Process("sleeper", SLEEPER, directory=tmp_path)
    process.start()
    assert process.alive
    process.stop()
