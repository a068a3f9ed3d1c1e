"""What replaces a stateful resource: read from the tables that the components, their docs and tests share."""

import tomllib
from functools import cache
from pathlib import Path

_TABLES = Path(__file__).parents[2] / "components"


def stateful(token: str) -> tuple[str, ...]:
    """Inputs of a stateful type whose change makes a new resource (`components/*/changes.toml`)."""
    return _replaces()[token]


@cache
def _replaces() -> dict[str, tuple[str, ...]]:
    return {
        token: tuple(entry["replaces"])
        for path in sorted(_TABLES.glob("*/changes.toml"))
        for token, entry in tomllib.loads(path.read_text())["types"].items()
    }
