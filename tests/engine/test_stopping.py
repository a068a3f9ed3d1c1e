"""A deploy that is stopped leaves no process running and no lock."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.engine.deployments import Deployed

pytestmark = pytest.mark.engine

SLOW_PROGRAM = """
import time
from pathlib import Path
Path(__file__).with_name("started").touch()
time.sleep(300)
"""
CHECKOUT = Path(__file__).parents[2]


def waited(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Whether a condition holds before the deadline."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_a_stopped_deploy(program: Callable[[str], Deployed], number: signal.Signals) -> None:
    """Engine, language host and program end with the command; the next deploy works."""
    slow = program("life")
    original = (slow.program / "__main__.py").read_text()
    (slow.program / "__main__.py").write_text(SLOW_PROGRAM)
    script = (
        "from local.deploy import deploy; from local.__main__ import guarded; from pathlib import Path; import sys; "
        f"sys.exit(guarded(lambda: bool(deploy('test', program=Path({str(slow.program)!r}), packs=[], "
        f"folder=Path({str(slow.folder)!r})))))"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=CHECKOUT, env={**os.environ, "PYTHONPATH": "."})
    try:
        assert waited((slow.program / "started").exists)
        started = psutil.Process(process.pid).children(recursive=True)
        assert len(started) >= 3
        process.send_signal(number)
        assert process.wait(60) == (-signal.SIGKILL if number == signal.SIGKILL else 130)
        assert waited(lambda: not [child for child in started if child.is_running()])
    finally:
        process.kill()
    (slow.program / "__main__.py").write_text(original)
    assert slow.deploy().counts == {"create": 5}
