"""Programs that benchmarks start: fresh interpreters and stacks on the real engine."""

import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from local.deploy import policy_packs
from local.engine import ensure_engine
from local.engine.workspace import Workspace, settings_file
from local.paths import ROOT
from local.provider import serving

from .measure import Timed, timed


@contextmanager
def policy_time() -> Generator[tuple[Timed, Timed]]:
    """The demo city with every pack, and without one."""
    with workspace(ROOT, "demo") as city:
        packs: Sequence[Path] = policy_packs()
        yield timed(lambda: city.preview(packs)), timed(lambda: city.preview([]))


def python(code: str) -> None:
    """Run code in a fresh interpreter, in the checkout."""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def write_project(folder: Path, stack: str, program: str) -> Path:
    """Write a Pulumi project with one stack, and return its folder."""
    folder.mkdir(exist_ok=True)
    (folder / "Pulumi.yaml").write_text(f"name: {stack}\nruntime: python\n")
    (folder / f"Pulumi.{stack}.yaml").write_text("config:\n  aws:region: eu-west-1\n")
    (folder / "__main__.py").write_text(program)
    return folder


@contextmanager
def workspace(program: Path, stack: str) -> Generator[Workspace]:
    """A stack against the loopback provider, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, serving() as port:
        workspace = Workspace(ensure_engine(), program, stack, Path(folder), port, settings_file(program, stack))
        workspace.prepare()
        yield workspace
