"""A stack's settings, `Pulumi.<stack>.yaml`, read into the arguments of a component.

Each setting is an argument in camel case: `citycell:peakOrdersPerHour` is `peak_orders_per_hour`. Types come from the
annotations of the arguments, and limits from the component's `resolve`, so no rule is written twice. Lists and objects
are JSON, as `pulumi config` passes what a stack file has as YAML; keys of described objects are in camel case too.
"""

import functools
import json
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar, cast

import pulumi
from pulumi.runtime import config as runtime_config

from ..aws.names import camel_case
from .annotations import hints, options
from .errors import ArgumentError, nearest_name

NAMESPACE: Final = "citycell"

C = TypeVar("C")


@dataclass(frozen=True, kw_only=True)
class StackSettings(Generic[C]):
    """What one stack asks for, validated."""

    args: Mapping[str, Any]
    """The arguments that the settings give."""
    config: C
    """The configuration that follows from them."""

    @property
    def cell(self) -> str:
        """The name in AWS names and tags; the stack's by default."""
        return str(self.args["cell"])

    @property
    def region(self) -> str:
        """The AWS region."""
        return str(self.args["region"])

    @property
    def tags(self) -> dict[str, str]:
        """The tags that every resource of the stack has at least."""
        return {key: str(self.args[key]) for key in ("cell", "city", "owner")}

    @property
    def account_id(self) -> str | None:
        """The AWS account; None for the account of the credentials that deploy."""
        return self.args.get("account_id")


@dataclass(frozen=True, kw_only=True)
class SettingsReader(Generic[C]):
    """Reads the settings of one kind of stack."""

    kind: Any
    """The TypedDict of the component's arguments."""
    resolve: Callable[[str, Any], C]
    """The component's `resolve`."""
    built: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Arguments that the program builds, which are no settings. A value that is not None takes the place of a required
    one while the others are validated."""
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Arguments that the settings may leave out although the component requires them."""
    stack_prefix: str = ""
    """Beginning of the stack's name that the default of `cell` leaves out, such as `region-`."""

    @functools.cached_property
    def arguments(self) -> dict[str, str]:
        """Setting, without `citycell:`, to the argument that it sets. The region is `aws:region`."""
        names = hints(self.kind).keys() - self.built.keys() - {"region"}
        return {camel_case(name): name for name in sorted(names)}

    def load(self) -> StackSettings[C]:
        """The settings of the stack that is being deployed.

        Raises:
            ArgumentError: a setting is unknown, missing, malformed, or beyond its limits.
            pulumi.RunError: settings are missing, or the component cannot do what they ask for.
        """
        values = dict(runtime_config.get_config_env()) | dict(runtime_config.CONFIG.get())
        return self.read(values, pulumi.get_stack())

    def read(self, values: Mapping[str, str], stack: str) -> StackSettings[C]:
        """The settings in a stack's configuration, whose names carry their namespace (`citycell:city`, `aws:region`).

        Raises:
            ArgumentError: as `load`.
            pulumi.RunError: as `load`.
        """
        prefix = f"{NAMESPACE}:"
        given = {key.removeprefix(prefix): text for key, text in values.items() if key.startswith(prefix)}
        own = {"region": values.get("aws:region", ""), "cell": stack.removeprefix(self.stack_prefix)}
        args: dict[str, Any] = {**own, **self.defaults}
        for key, text in given.items():
            if key not in self.arguments:
                hint = nearest_name(key, self.arguments, prefix)
                raise _error(stack, f"{prefix}{key}", text, f"there is no such setting{hint}")
            if text:  # an empty text is a setting that was not given: Pulumi.yaml has it as the default
                args[self.arguments[key]] = self._parse(stack, key, text)
        self._check_required(stack, args)
        return StackSettings(args=args, config=self._resolve(stack, args))

    def _parse(self, stack: str, key: str, text: str) -> Any:
        annotation = options(hints(self.kind)[self.arguments[key]])[0]
        parse, words = _parser(annotation)
        try:
            return parse(text)
        except _UnknownKeyError as error:
            raise _error(stack, f"{NAMESPACE}:{key}{error.path}", error.value, error.message) from None
        except (ValueError, KeyError, RecursionError):
            raise _error(stack, f"{NAMESPACE}:{key}", text, f"it must be {words}") from None

    def _check_required(self, stack: str, args: Mapping[str, Any]) -> None:
        required = cast("frozenset[str]", self.kind.__required_keys__) - {"account_id"}
        missing = [setting for setting, argument in self.arguments.items() if argument in required - args.keys()]
        if missing:
            names = ", ".join(f"{NAMESPACE}:{setting}" for setting in missing)
            command = f"pulumi config set {NAMESPACE}:{missing[0]} <value>"
            raise pulumi.RunError(f"stack {stack!r}: required settings are missing: {names}. Set each: {command}")

    def _resolve(self, stack: str, args: Mapping[str, Any]) -> C:
        """Validate the arguments as the component does, with errors that name settings."""
        stand_ins = {argument: value for argument, value in self.built.items() if value is not None}
        try:
            return self.resolve(stack, {"account_id": "0" * 12, **stand_ins, **args})
        except ArgumentError as error:
            setting = _setting(self.kind, error.argument)
            raise _error(stack, setting, error.value, error.message, error.choices) from None
        except pulumi.RunError as error:
            raise pulumi.RunError(f"stack {stack!r}: {str(error).split(': ', 1)[-1]}") from None


def _error(stack: str, setting: str, value: object, message: str, choices: tuple[str, ...] = ()) -> ArgumentError:
    return ArgumentError(f"stack {stack!r}", f"setting {setting}", value, message, choices)


def _setting(kind: Any, path: str) -> str:
    """The setting of an argument, such as `aws:region`, or `citycell:zoneNames[0]` of `zone_names[0]`."""
    if path == "region":
        return "aws:region"
    annotation, written = kind, f"{NAMESPACE}:"
    for separator, name, index in re.findall(r"(\.?)([^.\[\]]+)|(\[\d+\])", path):
        described = typing.is_typeddict(annotation)
        written += index or f"{separator}{camel_case(name) if described else name}"
        annotation = options(hints(annotation).get(name))[0] if described else _part(annotation)
    return written


def _part(annotation: Any) -> Any:
    """The type of the items of a list or of the values of an object."""
    parts = typing.get_args(annotation)
    return options(parts[-1])[0] if parts else None


class _UnknownKeyError(Exception):
    """A key of an object that its TypedDict does not have."""

    def __init__(self, path: str, value: object, message: str) -> None:
        super().__init__(message)
        self.path, self.value, self.message = path, value, message


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text]


_SCALARS: Final[Mapping[Any, tuple[Callable[[str], Any], str, str]]] = {
    int: (int, "a whole number", "whole numbers"),
    float: (float, "a number", "numbers"),
    bool: (_boolean, "true or false", "true or false"),
}
"""Type of an argument to the parser of a setting's text, to its name, and to the name of several."""


def _parser(annotation: Any) -> tuple[Callable[[str], Any], str]:
    """The parser of a setting's text, and what the text must be."""
    origin = typing.get_origin(annotation)
    if annotation in _SCALARS:
        parse, words, _ = _SCALARS[annotation]
        return parse, words
    if origin in (list, dict) or typing.is_typeddict(annotation):
        return lambda text: _described(annotation, _json(annotation, text), ""), _words(annotation)
    return str, "a text"


def _words(annotation: Any) -> str:
    if typing.get_origin(annotation) is list:
        part = _part(annotation)
        return f"a list of {_several(part)}"
    return f"an object of {_several(_part(annotation))}" if typing.get_origin(annotation) is dict else "an object"


def _several(part: Any) -> str:
    if part in _SCALARS:
        return _SCALARS[part][2]
    if typing.is_typeddict(part) or typing.get_origin(part) is dict:
        return "objects"
    return "lists" if typing.get_origin(part) is list else "names"


def _json(annotation: Any, text: str) -> Any:
    """A list or an object whose values have the annotated types.

    Raises:
        ValueError: it is no JSON, or a value has another type.
    """
    found = json.loads(text)
    if not _fits(annotation, found):
        raise ValueError(text)
    return found


def _fits(annotation: Any, found: Any) -> bool:
    """Whether a value has the annotated type; `resolve` checks what a TypedDict has inside."""
    origin = typing.get_origin(annotation)
    if origin is list:
        return isinstance(found, list) and all(_fits(_part(annotation), item) for item in cast("list[Any]", found))
    if origin is dict:
        values = cast("dict[str, Any]", found).values() if isinstance(found, dict) else ()
        return isinstance(found, dict) and all(_fits(_part(annotation), item) for item in values)
    if typing.is_typeddict(annotation):
        return isinstance(found, dict)
    if annotation is float:
        return type(found) in (int, float)
    if annotation in (str, int, bool):
        return type(found) is annotation
    return isinstance(found, str) if _is_text(annotation) else True


def _is_text(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, StrEnum)


def _described(annotation: Any, found: Any, path: str) -> Any:
    """A value whose keys are arguments instead of settings, where a TypedDict describes them."""
    if typing.get_origin(annotation) is list and isinstance(found, list):
        part = _part(annotation)
        return [_described(part, item, f"{path}[{index}]") for index, item in enumerate(cast("list[Any]", found))]
    if not isinstance(found, dict):
        return found
    entries = cast("dict[str, Any]", found)
    if not typing.is_typeddict(annotation):
        return {key: _described(_part(annotation), value, f"{path}.{key}") for key, value in entries.items()}
    known = {camel_case(name): name for name in hints(annotation)}
    arguments: dict[str, Any] = {}
    for key, value in entries.items():
        if key not in known:
            hint = nearest_name(key, known) or f"; there are {', '.join(sorted(known))}"
            raise _UnknownKeyError(f"{path}.{key}", value, f"there is no such key{hint}")
        part = options(hints(annotation)[known[key]])[0]
        arguments[known[key]] = _described(part, value, f"{path}.{key}")
    return arguments
