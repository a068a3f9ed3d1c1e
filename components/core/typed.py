"""Values held against annotations: what the door of a component does not ask about by name still has its type.

Without this, a list where text belongs would be found deep inside the SDK, after half of the component is registered,
or by AWS.
"""

import functools
import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, cast

import pulumi

Misfit = tuple[str, object, str]
"""Path of a value, the value, and what it must be."""

_SCALARS: dict[type, tuple[tuple[type, ...], str]] = {
    str: ((str,), "text"),
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
}


def misfits(kind: type, values: Mapping[str, Any], path: str = "", *, keys: bool = True) -> Iterator[Misfit]:
    """What in an object of a TypedDict has another type than its key's annotation.

    Without `keys`, only lists and objects are looked at, and what is in lists: a door words the rest better.
    """
    hints = _hints(kind)
    required = cast("frozenset[str]", kind.__required_keys__)
    for key in sorted(required - values.keys()) if keys else ():
        yield f"{path}{key}", None, "it is required"
    for key, value in values.items():
        if value is None and key in required and keys:
            yield f"{path}{key}", None, "it is required"
        elif value is None and key in hints and not path and key not in required:
            yield key, None, "what is not wanted is left out"
        elif key not in hints and keys:
            yield f"{path}{key}", value, f"there is no such argument; there are {', '.join(sorted(hints))}"
        elif key in hints and value is not None:
            yield from _misfit(hints[key], value, f"{path}{key}", keys=keys)


@functools.cache
def arguments_of(initialise: Callable[..., Any]) -> type:
    """The TypedDict that a component's constructor takes."""
    return _hints(initialise)["args"]


@functools.cache
def _hints(annotated: Any) -> dict[str, Any]:
    """Annotations by name. `pulumi.Input` names `Output` and `T`, which it can only see in its own module."""
    return typing.get_type_hints(annotated, localns={"Output": pulumi.Output, "T": Any})


def _misfit(annotation: Any, value: Any, path: str, *, keys: bool) -> Iterator[Misfit]:
    options = _options(annotation)
    if isinstance(value, pulumi.Output) or inspect.isawaitable(value):
        if len(options) == 1 and options[0] is not Any:
            yield path, "an output", "it decides what is made, so it must be known when the program runs"
        return
    (plain, *_) = options
    origin = typing.get_origin(plain) or plain
    if typing.is_typeddict(plain):
        if isinstance(value, Mapping):
            yield from misfits(plain, cast("Mapping[str, Any]", value), f"{path}.", keys=keys)
        else:
            yield path, value, "it must be an object"
    elif origin is list:
        yield from _items(_part(options, 0), value, path, keys=keys)
    elif origin is dict:
        yield from _entries(_part(options, 1), value, path, keys=keys)
    elif keys or path.endswith("]"):
        yield from _leaf(plain, value, path, keys=keys)


def _part(options: list[Any], position: int) -> Any:
    """What is in a list or an object: where the whole may be an output, each part may."""
    part = typing.get_args(options[0])[position]
    return part if len(options) == 1 else part | pulumi.Output[Any]


def _items(annotation: Any, value: Any, path: str, *, keys: bool) -> Iterator[Misfit]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield path, value, "it must be a list"
        return
    for index, item in enumerate(cast("Sequence[Any]", value)):
        yield from _misfit(annotation, item, f"{path}[{index}]", keys=keys)


def _entries(annotation: Any, value: Any, path: str, *, keys: bool) -> Iterator[Misfit]:
    if not isinstance(value, Mapping):
        yield path, value, "it must be an object"
        return
    for key, item in cast("Mapping[str, Any]", value).items():
        yield from _misfit(annotation, item, f"{path}.{key}", keys=keys)


def _leaf(plain: Any, value: Any, path: str, *, keys: bool) -> Iterator[Misfit]:
    if plain is Any:
        return
    if plain in _SCALARS:
        kinds, words = _SCALARS[plain]
        if not isinstance(value, kinds) or (isinstance(value, bool) and plain is not bool):
            yield path, value, f"it must be {words}"
    elif issubclass(plain, StrEnum):
        if value not in list(plain) and (keys or not isinstance(value, str)):
            yield path, value, f"it must be one of {', '.join(plain)}"
    elif not isinstance(value, plain):
        yield path, value, f"it must be of type {plain.__name__}"


def _options(annotation: Any) -> list[Any]:
    """What a union is of, the plain type first: `pulumi.Input[str]` is text, awaitable text, or an output."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return list(typing.get_args(annotation))
    return [annotation]
