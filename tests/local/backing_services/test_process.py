"""A supervised process ends in every case, and nothing else is ended."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Generator
from pathlib import Path

import pytest

from local.backing_services.process import Process, birth, wait_until
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


def _gone(pid: int) -> bool:
    return birth(pid) is None


def _running(pid: int | None) -> int:
    assert pid is not None
    assert birth(pid) is not None
    return pid


@pytest.fixture
def bystander() -> Generator[int]:
    """A process that is none of ours."""
    with subprocess.Popen(SLEEPER, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        yield process.pid
        process.kill()


@pytest.mark.parametrize("command", [pytest.param(SLEEPER, id="obedient"), pytest.param(STUBBORN, id="stubborn")])
def test_stop_ends_it(tmp_path: Path, command: list[str]) -> None:
    """A process is gone after `stop`, whether it obeys or not, and its pid file with it."""
    process = Process("sleeper", command, directory=tmp_path)
    process.start(lambda: "up" in process.output())
    pid = _running(process.pid)
    process.stop(seconds=1)
    assert (_gone(pid), process.alive) == (True, False)
    assert [path.name for path in tmp_path.iterdir()] == ["sleeper.log"]


def test_stop_ends_what_it_started(tmp_path: Path) -> None:
    """A child's own children end with it, even when it is killed and cannot end them."""
    process = Process("parent", PARENT, directory=tmp_path)
    process.start(lambda: process.output().count("\n") == 2)
    grandchild = _running(int(process.last_line if process.last_line != "up" else process.output().split()[0]))
    process.kill()
    assert wait_until(lambda: _gone(grandchild), 5)


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
def test_failed_start_says_why(tmp_path: Path, command: list[str], message: str) -> None:
    """A start that fails says the reason and the last line of the log, and leaves nothing running."""
    process = Process("unlucky", command, directory=tmp_path)
    with pytest.raises(LocalError, match=f"unlucky.*{message}"):
        process.start(lambda: False, seconds=1)
    assert not process.alive


def test_nothing_of_our_environment_reaches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child sees what it is given and nothing of this process's environment."""
    monkeypatch.setenv("CANARY", "sings")
    code = "import os; print(sorted(set(os.environ) & {'CANARY', 'GIVEN'}))"
    process = Process("child", [sys.executable, "-c", code], directory=tmp_path, environment={"GIVEN": "yes"})
    process.start()
    assert (process.wait(20), process.last_line) == (0, "['GIVEN']")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_child_does_not_outlive_its_starter(tmp_path: Path, number: signal.Signals) -> None:
    """When the process that started it is killed, the child is stopped, although a thread started it that had ended."""
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


def _leave(directory: Path, pid: int, *, born: str | None, owner: int, owner_born: str | None) -> None:
    left = {"pid": pid, "birth": born, "owner": owner, "owner_birth": owner_born}
    (directory / "sleeper.pid").write_text(json.dumps(left))


def test_leftover_of_a_killed_run_is_ended(tmp_path: Path, bystander: int) -> None:
    """What a run that is gone left behind is ended before the next start."""
    _leave(tmp_path, bystander, born=birth(bystander), owner=os.getpid(), owner_born="of a former life")
    process = Process("sleeper", SLEEPER, directory=tmp_path)
    process.start()
    assert wait_until(lambda: _gone(bystander), 5)
    process.stop()


def test_later_process_of_the_same_number_is_left_alone(tmp_path: Path, bystander: int) -> None:
    """A pid file whose process is another by now ends nobody."""
    _leave(tmp_path, bystander, born="of a former life", owner=1, owner_born=None)
    process = Process("sleeper", SLEEPER, directory=tmp_path)
    process.start()
    process.stop()
    assert not _gone(bystander)


def test_process_of_a_living_run_is_left_alone(tmp_path: Path, bystander: int) -> None:
    """A second run in the same folder is refused and the first one goes on."""
    _leave(tmp_path, bystander, born=birth(bystander), owner=bystander, owner_born=birth(bystander))
    with pytest.raises(LocalError, match=f"sleeper already runs .* started by process {bystander}"):
        Process("sleeper", SLEEPER, directory=tmp_path).start()
    assert not _gone(bystander)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_broken_pid_file_is_no_obstacle(tmp_path: Path, text: str) -> None:
    """A pid file that was cut short does not keep the next run from starting."""
    (tmp_path / "sleeper.pid").write_text(text)
    process = Process("sleeper", SLEEPER, directory=tmp_path)
    process.start()
    assert process.alive
    process.stop()
