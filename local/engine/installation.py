"""Which engine this machine uses, and what its processes need in their environment."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..paths import cache_dir
from .from_source import build

PINNED_VERSION = "3.259.0"
"""Tested with the SDKs that `pyproject.toml` pins; `go.mod` beside this file pins the same."""

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Engine:
    """An engine that is ready to run."""

    pulumi: Path
    """The command."""
    version: str
    path: tuple[Path, ...] = ()
    """Folders to put before PATH, so that the engine finds its language host."""
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    """Environment of its own."""

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """`base` with what this engine needs added."""
        path = ":".join([*map(str, self.path), base.get("PATH", "")])
        return {**base, **self.variables, "PATH": path}


def ensure_engine() -> Engine:
    """The engine of this machine, built if need be (about 4 minutes on 2 cores, once).

    Raises:
        LocalError: there is no engine and none can be built.
    """
    return installed_engine() or built_engine()


def installed_engine() -> Engine | None:
    """The official engine on PATH with its Python host, when it is at least the pinned version."""
    pulumi = shutil.which("pulumi")
    if pulumi is None or shutil.which("pulumi-language-python") is None:
        return None
    answer = subprocess.run([pulumi, "version"], capture_output=True, text=True, check=False, timeout=60)
    version = answer.stdout.strip().removeprefix("v")
    return Engine(Path(pulumi), version) if _parts(version) >= _parts(PINNED_VERSION) else None


def built_engine() -> Engine:
    """The engine in the cache folder, with the small language host of this checkout."""
    folder = cache_dir("engine", PINNED_VERSION)
    build(folder, PINNED_VERSION)
    return Engine(
        folder / "pulumi",
        PINNED_VERSION,
        path=(folder,),
        variables={
            "CITYCELL_PYTHON": sys.executable,
            "CITYCELL_LANGUAGE_HOST": str(_HERE / "language_host.py"),
            "CITYCELL_PYTHON_EXEC": str(folder / "pulumi-language-python-exec"),
        },
    )


def _parts(version: str) -> tuple[int, ...]:
    """`3.259.0-rc.1` as (3, 259, 0); nothing at all sorts lowest."""
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    return tuple(map(int, match.groups())) if match else ()
