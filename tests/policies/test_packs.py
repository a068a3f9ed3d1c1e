"""Packs as programs: started as the engine starts them, from the checkout and from an installed wheel."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policies import packs

_ROOM = Path(packs.__file__).parent


def _checkout(_: Path) -> Path:
    return _ROOM


def _installed(folder: Path) -> Path:
    """The room as a wheel lays it out, beside modules whose names must not hide others."""
    room = folder / "citycell" / "policies"
    shutil.copytree(_ROOM, room, ignore=shutil.ignore_patterns("__pycache__"))
    (room.parent / "json.py").write_text("raise AssertionError('found by accident')\n")
    return room


@pytest.mark.parametrize("place", [_checkout, _installed])
def test_pack_serves_and_prints_its_port_alone(pack: str, place: Callable[[Path], Path], tmp_path: Path) -> None:
    """A pack that is run in its own folder answers with its port as the first line of its output."""
    folder = place(tmp_path) / pack
    command = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(folder)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            port = process.stdout.readline().strip()
        finally:
            process.terminate()
        assert port.isdecimal(), process.stderr.read()
