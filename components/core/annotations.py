"""Check values against the annotations of a TypedDict.

Without this check, a value of the wrong type fails deep inside the SDK, after half of the component is registered, or
on AWS.
"""

import functools
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, cast

import pulumi

from .outputs import is_late

TypeMismatch = tuple[str, object, str]
"""Path of a value, the value, and what the value must be."""

_SCALARS: dict[type, tuple[tuple[type, ...], str]] = {
    str: ((str,), "a string"),
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
}


def type_errors(kind: type, values: Mapping[str, Any], path: str = "") -> Iterator[TypeMismatch]:
    """The keys of a TypedDict object that are missing or unknown, or whose values have the wrong type."""
    annotations = hints(kind)
    required = cast("frozenset[str]", kind.__required_keys__)
    for key in sorted(required):
        if values.get(key) is None:
            yield f"{path}{key}", None, "it is required"
    for key, value in values.items():
        if key not in annotations:
            yield f"{path}{key}", value, f"there is no such argument; there are {', '.join(sorted(annotations))}"
        elif value is not None:
            yield from _value_errors(annotations[key], value, f"{path}{key}")
        elif key not in required and not path:
            yield key, None, "an argument that is not wanted is left out"


@functools.cache
def hints(annotated: Any) -> dict[str, Any]:
    """The annotations of a TypedDict or a function by name.

    The definition of `pulumi.Input` uses `Output` and `T`, which are only visible in its own module.
    """
    return typing.get_type_hints(annotated, localns={"Output": pulumi.Output, "T": Any})


def _value_errors(annotation: Any, value: Any, path: str) -> Iterator[TypeMismatch]:
    members = options(annotation)
    if is_late(value):
        if len(members) == 1 and members[0] is not Any:
            yield path, "an output", "it decides which resources exist, so it must be known when the program runs"
        return
    (plain, *_) = members
    origin = typing.get_origin(plain) or plain
    if typing.is_typeddict(plain):
        if isinstance(value, Mapping):
            yield from type_errors(plain, cast("Mapping[str, Any]", value), f"{path}.")
        else:
            yield path, value, "it must be an object"
    elif origin is list:
        yield from _item_errors(_part(members, 0), value, path)
    elif origin is dict:
        yield from _entry_errors(_part(members, 1), value, path)
    else:
        yield from _scalar_errors(plain, value, path)


def _part(options: list[Any], position: int) -> Any:
    """The type of the items of a list or an object. If the whole may be an output, each item may be one too."""
    part = typing.get_args(options[0])[position]
    return part if len(options) == 1 else part | pulumi.Output[Any]


def _item_errors(annotation: Any, value: Any, path: str) -> Iterator[TypeMismatch]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield path, value, "it must be a list"
        return
    for index, item in enumerate(cast("Sequence[Any]", value)):
        yield from _value_errors(annotation, item, f"{path}[{index}]")


def _entry_errors(annotation: Any, value: Any, path: str) -> Iterator[TypeMismatch]:
    if not isinstance(value, Mapping):
        yield path, value, "it must be an object"
        return
    for key, item in cast("Mapping[str, Any]", value).items():
        yield from _value_errors(annotation, item, f"{path}.{key}")


def _scalar_errors(plain: Any, value: Any, path: str) -> Iterator[TypeMismatch]:
    if plain is Any:
        return
    if plain in _SCALARS:
        kinds, words = _SCALARS[plain]
        # Programs in other languages pass every number as a float.
        is_whole = plain is int and isinstance(value, float) and value.is_integer()
        if not (isinstance(value, kinds) or is_whole) or (isinstance(value, bool) and plain is not bool):
            yield path, value, f"it must be {words}"
    elif issubclass(plain, StrEnum):
        if value not in list(plain):
            yield path, value, f"it must be one of {', '.join(plain)}"
    elif not isinstance(value, plain):
        yield path, value, f"it must be of type {plain.__name__}"


@functools.cache
def options(annotation: Any) -> list[Any]:
    """The members of a union, the plain type first: `pulumi.Input[str]` is a string, an awaitable or an output."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return list(typing.get_args(annotation))
    return [annotation]
