"""False, 0 and empty values that the real provider does not send: `zero_values.toml` has them, with the sources."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

TABLE: Final = Path(__file__).with_name("zero_values.toml")
DROPPED: Final = "dropped"


def is_zero(value: Any) -> bool:
    """Whether a value is false, 0, or empty."""
    return value is not None and not value


def without_dropped(token: str, properties: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties of a resource without the values that the provider does not send."""
    kept: Any = properties
    for path in _dropped(token):
        kept = _without(kept, path.split("."))
    return kept


def _without(value: Any, keys: list[str]) -> Any:
    if isinstance(value, list):
        return [_without(item, keys) for item in value]
    if not isinstance(value, Mapping) or keys[0] not in value:
        return value
    key, *rest = keys
    if rest:
        return {**value, key: _without(value[key], rest)}
    return {name: item for name, item in value.items() if name != key or not is_zero(item)}


@cache
def _dropped(token: str) -> tuple[str, ...]:
    rows = tomllib.loads(TABLE.read_text())["values"]
    return tuple(row["path"] for row in rows if row["type"] == token and row["becomes"] == DROPPED)
