"""Folders: the cache of this machine, and the files of one stack."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The root of this checkout."""


def cache_dir(*parts: str) -> Path:
    """A folder that all checkouts on this machine share (`CITYCELL_CACHE`, otherwise the XDG cache)."""
    base = (
        os.environ.get("CITYCELL_CACHE")
        or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "citycell"
    )
    path = Path(base).joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def stack_dir(stack: str, *parts: str) -> Path:
    """A folder of one stack in this checkout (state, data, logs), created if missing."""
    path = ROOT.joinpath(".citycell", stack, *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path
