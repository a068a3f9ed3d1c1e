"""Decides which changes replace a resource instead of updating it in place.

A change replaces a resource if it touches a force-new property. The force-new properties of a type are those that
`ResourceType.force_new` declares, its name, and its region. Types that hold data take theirs from `changes.toml` of the
component that makes them, because the components' documentation and tests read the same tables.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .diff import Change
from .resource_type import ResourceType

_COMPONENTS = Path(__file__).parents[2] / "components"


def force_new_properties(resource_type: ResourceType) -> tuple[str, ...]:
    """All inputs whose change replaces a resource of this type."""
    name = resource_type.name_property
    return (*resource_type.force_new, *((name, f"{name}Prefix") if name else ()), "region")


def replacing(changes: Iterable[Change], force_new: Iterable[str]) -> list[str]:
    """The paths of the changes that replace the resource. `a.b` covers a nested property in any list element."""
    properties = tuple(force_new)
    return [change.path for change in changes if any(_covers(name, change.path) for name in properties)]


def stateful(token: str) -> tuple[str, ...]:
    """The force-new properties of a type that holds data, from the components' `changes.toml`."""
    return _stateful_types()[token]


@cache
def _stateful_types() -> dict[str, tuple[str, ...]]:
    return {
        token: tuple(entry["replaces"])
        for path in sorted(_COMPONENTS.glob("*/changes.toml"))
        for token, entry in tomllib.loads(path.read_text())["types"].items()
    }


def _covers(name: str, path: str) -> bool:
    plain = "".join(part.split("]", 1)[-1] for part in path.split("["))
    return plain == name or plain.startswith(f"{name}.") or name.startswith(f"{plain}.")
