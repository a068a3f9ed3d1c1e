"""Rejects properties that a type does not have, at any depth, as the real provider does.

The SDK checks top-level names only: it accepts a nested dictionary with a misspelled key.
"""

import difflib
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from .resource_type import Failure, ResourceType
from .sdk import sdk_type
from .values import is_special, is_unknown

_CLASS = re.compile(r"ForwardRef\('(\w+Args)'\)")


def unknown_names(resource_type: ResourceType, inputs: Mapping[str, Any]) -> list[Failure]:
    """A failure for each input that the type does not have, with the closest name that it has."""
    sdk = sdk_type(resource_type.token)
    if sdk is None:
        return []
    declared = {key: value for key, value in inputs.items() if not key.startswith("__")}
    return list(_mapping(declared, sdk.arguments, ""))


def _mapping(value: Mapping[str, Any], arguments: type, path: str) -> Iterator[Failure]:
    names = nested_names(arguments)
    for key, item in value.items():
        inner = f"{path}.{key}" if path else key
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            choices = f"did you mean {near[0]}?" if near else f"valid are {', '.join(sorted(names))}"
            yield inner, f"unknown property; {choices}"
        elif (kind := names[key]) is not None:
            yield from _value(item, kind, inner)


def _value(value: Any, arguments: type, path: str) -> Iterator[Failure]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _value(item, arguments, f"{path}[{index}]")
    elif isinstance(value, dict) and not is_special(value) and not is_unknown(list(value)):
        yield from _mapping(value, arguments, path)


@cache
def nested_names(arguments: type) -> Mapping[str, type | None]:
    """The camelCase names of an arguments class, with the class of those that are objects or lists of objects."""
    found: dict[str, type | None] = {}
    for name, member in vars(arguments).items():
        if isinstance(member, property) and member.fget is not None:
            match = _CLASS.search(str(member.fget.__annotations__.get("return")))
            nested = _class_named(arguments, match.group(1)) if match else None
            found[getattr(member.fget, "_pulumi_name", name)] = nested
    return found


def _class_named(beside: type, name: str) -> type | None:
    package = sys.modules[beside.__module__.rpartition(".")[0]]
    return getattr(sys.modules.get(f"{package.__name__}._inputs"), name, None)
