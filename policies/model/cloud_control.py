"""Resources that are declared by their CloudFormation type, in the names of the provider's own classes.

`aws.cloudcontrol.Resource` has the properties as JSON, and the classes of the provider `aws-native` have them under
CloudFormation's names. Rules know the classes of the provider `aws`, so both are translated before any rule sees them.
`policies/aws/cloud_control.json` has the types and the names that differ; `tests.policies.cloud_control_table` makes it
from the schemas that AWS publishes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from ..aws.types import CLOUDCONTROL_RESOURCE
from .values import UNKNOWN, Value

STATE: Final = "desiredState"
"""The property with the JSON text."""

_NATIVE: Final = "aws-native:"
_TABLE: Final = Path(__file__).parents[1] / "aws" / "cloud_control.json"


@dataclass(frozen=True, slots=True)
class _Type:
    """One CloudFormation type. Paths are in lower case, because `aws-native` spells the names in camel case."""

    token: str
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names that are not the same in camel case, by path."""
    missing: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])
    """By path of an object: properties of the class that have no counterpart under one name."""
    unmatched: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])
    """By path of an object: properties of the CloudFormation type that have no counterpart."""
    plain: frozenset[str] = frozenset()
    """Objects with keys of the user, such as variables and IAM documents."""
    pairs: frozenset[str] = frozenset()
    """Objects that the class has as a list of names and values, such as the parameters of a database."""
    maps: Mapping[str, str] = field(default_factory=dict[str, str])
    """Lists of names and values that the class has as an object, such as the variables of an application, with the
    property that has the name."""


def translated(kind: str, properties: Value) -> tuple[str, Value]:
    """The token by which rules know a resource, and its properties in the provider's names.

    Both stay as they are for all other types, and for CloudFormation types without a counterpart. While the desired
    state is unknown, every property is unknown.
    """
    found, state = _declared(kind, properties)
    if found is None:
        return kind, properties
    if not isinstance(state, dict):
        return found.token, Value(UNKNOWN)
    values = _object(found, cast("dict[str, Any]", state), "")
    if "tags" in values:
        values["tags"] = _tags(values["tags"])
    return found.token, Value(values)


def renamed(kind: str, properties: Value, key: str) -> str:
    """The provider's name of a top-level property of a declared resource."""
    found, _ = _declared(kind, properties)
    return key if found is None or kind == CLOUDCONTROL_RESOURCE else _name(found, key, key.lower())


def _declared(kind: str, properties: Value) -> tuple[_Type | None, Any]:
    """The CloudFormation type that a resource declares, and its state: an object, or anything else while unknown."""
    if kind == CLOUDCONTROL_RESOURCE:
        state = properties[STATE].from_json()
        return _types().get(properties["typeName"].text.lower()), None if state is None else state.raw
    if kind.startswith(_NATIVE):
        return _types().get(f"aws::{kind.removeprefix(_NATIVE).replace(':', '::').lower()}"), properties.raw
    return None, None


def _object(known: _Type, state: Mapping[str, Any], path: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    given: set[str] = set()
    for key, value in state.items():
        inner = f"{path}.{key}".lower() if path else key.lower()
        given.add(key.lower())
        values[_name(known, key, inner)] = _value(known, value, inner)
    # What the provider's class has under these names may be in a property without counterpart, so it is unknown.
    if given.intersection(known.unmatched.get(path, ())):
        for name in known.missing.get(path, ()):
            values.setdefault(name, UNKNOWN)
    return values


def _value(known: _Type, value: Any, path: str) -> Any:
    if path in known.plain:
        return value
    if path in known.pairs and isinstance(value, dict):
        return [{"name": name, "value": item} for name, item in cast("dict[str, Any]", value).items()]
    if path in known.maps and isinstance(value, list):
        return _mapped(cast("list[Any]", value), known.maps[path])
    if isinstance(value, dict):
        return _object(known, cast("dict[str, Any]", value), path)
    if isinstance(value, list):
        return [_value(known, item, path) for item in cast("list[Any]", value)]
    return value


def _mapped(items: list[Any], name: str) -> Any:
    """An object in place of a list of names and values; unknown as a whole if a name is."""
    found: dict[str, Any] = {}
    for item in items:
        entry = cast("dict[str, Any]", item) if isinstance(item, dict) else {}
        pair = {key.lower(): value for key, value in entry.items()}
        if not isinstance(pair.get(name), str):
            return UNKNOWN
        found[pair[name]] = pair.get("value")
    return found


def _name(known: _Type, key: str, path: str) -> str:
    return known.names.get(path, key[:1].lower() + key[1:])


def _tags(tags: Any) -> Any:
    """Tags as the provider has them: CloudFormation's are mostly a list of keys and values."""
    if not isinstance(tags, list):
        return tags
    pairs = [cast("dict[str, Any]", tag) for tag in cast("list[Any]", tags) if isinstance(tag, dict)]
    return {str(tag.get("key")): tag.get("value", "") for tag in pairs}


@cache
def _types() -> Mapping[str, _Type]:
    table: dict[str, dict[str, Any]] = json.loads(_TABLE.read_text())
    return {name.lower(): _read(entry) for name, entry in table.items()}


def _read(entry: Mapping[str, Any]) -> _Type:
    return _Type(
        token=entry["token"],
        names={path.lower(): name for path, name in entry.get("names", {}).items()},
        missing={path.lower(): names for path, names in entry.get("missing", {}).items()},
        unmatched={path.lower(): [n.lower() for n in names] for path, names in entry.get("unmatched", {}).items()},
        plain=frozenset(path.lower() for path in entry.get("plain", [])),
        pairs=frozenset(path.lower() for path in entry.get("pairs", [])),
        maps={path.lower(): name.lower() for path, name in entry.get("maps", {}).items()},
    )
