"""The effect of a changed argument on resources that hold data: an update or a replacement.

Each package of a component with stateful children has a `changes.toml`. Its `types` list the force-new inputs of each
stateful type and the page that documents them. Its `arguments` map each argument to the input of a child. The loopback
provider reads the same files, the engine tests try every row, and `docs/changes.md` is generated from them.
"""

import functools
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Effect(StrEnum):
    """The effect that a changed argument has on a child."""

    UPDATE = "update"
    """Changed in place."""
    REPLACE = "replace"
    """A new resource replaces the old one. The data is lost unless it is moved first."""


@dataclass(frozen=True)
class StatefulType:
    """A resource type that holds data."""

    token: str
    replaces: tuple[str, ...]
    """Inputs whose change replaces the resource, `a.b` for nested ones."""
    source: str
    """The page that documents them."""


@dataclass(frozen=True)
class Change:
    """The input of a child that one argument of a component sets."""

    component: str
    argument: str
    """Its name; `topics[].partitions` for a key of each item of a list."""
    child: str
    """Role of the child; `<name>` stands for an item's name."""
    type: StatefulType
    path: str
    """The child's input, `a.b` for a nested one."""

    @property
    def effect(self) -> Effect:
        """The effect of a change, according to the force-new inputs of the type."""
        hit = any(self.path == name or self.path.startswith(f"{name}.") for name in self.type.replaces)
        return Effect.REPLACE if hit else Effect.UPDATE


@functools.cache
def stateful_types() -> dict[str, StatefulType]:
    """Every stateful type by its token."""
    return {
        token: StatefulType(token, tuple(entry["replaces"]), entry["source"])
        for table in _tables()
        for token, entry in table["types"].items()
    }


@functools.cache
def changes() -> tuple[Change, ...]:
    """Every argument that sets an input of a stateful child."""
    types = stateful_types()
    return tuple(
        Change(table["component"], row["name"], row["child"], types[row["type"]], row["path"])
        for table in _tables()
        for row in table["arguments"]
    )


@functools.cache
def _tables() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(path.read_text()) for path in sorted(Path(__file__).parents[1].glob("*/changes.toml")))
