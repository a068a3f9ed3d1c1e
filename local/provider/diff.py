"""The differences between two versions of a resource's inputs, property by property."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .values import identity, is_special, is_unknown

Kind = Literal["add", "delete", "update"]


@dataclass(frozen=True)
class Change:
    """One changed property."""

    path: str
    """In the engine's notation: `ingress[0].cidrBlocks[1]`, `tags["a.b"]`."""
    kind: Kind

    @property
    def root(self) -> str:
        """The top-level property."""
        return self.path.split(".", 1)[0].split("[", 1)[0]


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """All changes from `old` to `new`; an unknown new value counts as a change."""
    return list(_mapping(identity(dict(old)), identity(dict(new)), ""))


def _mapping(old: Mapping[str, Any], new: Mapping[str, Any], path: str) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        inner = _joined(path, key)
        if key not in new:
            yield Change(inner, "delete")
        elif key not in old:
            yield Change(inner, "add")
        else:
            yield from _value(old[key], new[key], inner)


def _sequence(old: list[Any], new: list[Any], path: str) -> Iterator[Change]:
    for index in range(max(len(old), len(new))):
        inner = f"{path}[{index}]"
        if index >= len(new):
            yield Change(inner, "delete")
        elif index >= len(old):
            yield Change(inner, "add")
        else:
            yield from _value(old[index], new[index], inner)


def _value(old: Any, new: Any, path: str) -> Iterator[Change]:
    if isinstance(old, dict) and isinstance(new, dict) and not (is_special(old) or is_special(new)):
        yield from _mapping(old, new, path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _sequence(old, new, path)
    elif old != new or is_unknown(new):
        yield Change(path, "update")


def _joined(path: str, key: str) -> str:
    """A path one key deeper; keys that are not identifiers are quoted."""
    if not key.replace("_", "").replace("-", "").isalnum():
        escaped = key.replace("\\", "\\\\").replace('"', '\\"')
        return f'{path}["{escaped}"]'
    return f"{path}.{key}" if path else key
