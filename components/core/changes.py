"""What changing an argument does to what stands: which changes replace a resource that holds data, which update it.

Each package of a component with stateful children has a `changes.toml`. Under `types` it lists the inputs of each
stateful type whose change makes a new resource, with the page that says so; under `arguments` it says which input of
which child an argument ends in. The loopback provider reads the same files, the engine tests try every row, and
`docs/changes.md` is written from them.
"""

import functools
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Effect(StrEnum):
    """What a change of an argument does to a child."""

    UPDATE = "update"
    """Changed in place."""
    REPLACE = "replace"
    """A new resource in place of the old one: its data is gone unless it is moved first."""


@dataclass(frozen=True)
class StatefulType:
    """A resource type that holds data."""

    token: str
    replaces: tuple[str, ...]
    """Inputs whose change makes a new resource, `a.b` for nested ones."""
    source: str
    """The page that says so."""


@dataclass(frozen=True)
class Change:
    """Where one argument of a component ends."""

    component: str
    argument: str
    """Its name; `topics[].partitions` for a key of each item of a list."""
    child: str
    """Role of the child that it reaches; `<name>` stands for an item's name."""
    type: StatefulType
    path: str
    """The child's input, `a.b` for a nested one."""

    @property
    def effect(self) -> Effect:
        """What changing it does: follows from the type's list."""
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
    """Every argument of a component with stateful children that reaches one of them."""
    types = stateful_types()
    return tuple(
        Change(table["component"], row["name"], row["child"], types[row["type"]], row["path"])
        for table in _tables()
        for row in table["arguments"]
    )


@functools.cache
def _tables() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(path.read_text()) for path in sorted(Path(__file__).parents[1].glob("*/changes.toml")))
