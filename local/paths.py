"""Where things are kept: what is built or fetched once per machine, and what belongs to one stack."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""


def cache_dir(*parts: str) -> Path:
    """A folder shared by every checkout of this machine (`CITYCELL_CACHE`, else the XDG cache)."""
    base = (
        os.environ.get("CITYCELL_CACHE")
        or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "citycell"
    )
    path = Path(base).joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def stack_dir(stack: str, *parts: str) -> Path:
    """A folder of one stack in this checkout (state, data, logs), made if missing."""
    path = ROOT.joinpath(".citycell", stack, *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path
