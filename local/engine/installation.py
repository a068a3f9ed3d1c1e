"""Finds or builds the engine, and computes the environment of its processes."""

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
"""Tested with the SDKs in `pyproject.toml`; `go.mod` in this folder pins the same version."""

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Engine:
    """An installed engine."""

    pulumi: Path
    """The `pulumi` command."""
    version: str
    path: tuple[Path, ...] = ()
    """Folders to prepend to PATH, so that the engine finds its language host."""
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    """Additional environment variables."""

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """An environment with the additions that this engine needs."""
        path = ":".join([*map(str, self.path), base.get("PATH", "")])
        return {**base, **self.variables, "PATH": path}


def ensure_engine() -> Engine:
    """The engine of this machine, built if necessary (about 4 minutes on 2 cores, once).

    Raises:
        LocalError: no engine is installed, and none can be built.
    """
    return installed_engine() or built_engine()


def installed_engine() -> Engine | None:
    """The official engine on PATH with its Python host, if it is not older than the pinned version."""
    pulumi = shutil.which("pulumi")
    if pulumi is None or shutil.which("pulumi-language-python") is None:
        return None
    answer = subprocess.run([pulumi, "version"], capture_output=True, text=True, check=False, timeout=60)
    version = answer.stdout.strip().removeprefix("v")
    return Engine(Path(pulumi), version) if _parts(version) >= _parts(PINNED_VERSION) else None


def built_engine() -> Engine:
    """The engine in the cache folder, with the language host of this checkout."""
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
    """`3.259.0-rc.1` as (3, 259, 0); an empty version sorts lowest."""
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    return tuple(map(int, match.groups())) if match else ()
