"""Defaults of database and cache parameters. A parameter group that sets one shows a change in every update."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_TABLE: Final = Path(__file__).with_name("parameter_defaults.toml")
_FAMILY: Final = re.compile(r"(?P<families>[a-z-]+?)(?P<major>\d+)(\.\d+)*(\.x)?")


@dataclass(frozen=True)
class _Defaults:
    families: str
    values: Mapping[str, str]
    source: str
    since: int = 0
    before: int = 1_000_000


def parameter_default(family: str, name: str) -> str | None:
    """The documented default of a parameter in a family such as `aurora-postgresql17`, or None if it is not known."""
    match = _FAMILY.fullmatch(family)
    if match is None:
        return None
    major = int(match["major"])
    found = (
        row.values[name]
        for row in _rows()
        if row.families == match["families"] and row.since <= major < row.before and name in row.values
    )
    return next(found, None)


def is_default(family: str, name: str, value: Any) -> bool:
    """Whether a value is known to be the default; one that is known only during the update is not."""
    return isinstance(value, str) and value == parameter_default(family, name)


@functools.cache
def _rows() -> tuple[_Defaults, ...]:
    return tuple(_Defaults(**row) for row in tomllib.loads(_TABLE.read_text())["defaults"])
