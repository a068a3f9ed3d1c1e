"""A stack's settings: `Pulumi.<stack>.yaml` read into the arguments of a `CityCell`.

Each setting is an argument in camel case: `citycell:peakOrdersPerHour` is `peak_orders_per_hour`. Types come from the
annotations of `CityCellArgs`, and limits from its configuration, so no rule is written twice. `Pulumi.yaml` has the
same names with their descriptions for `pulumi config`; a test compares the two.
"""

import json
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import pulumi
from pulumi.runtime import config as runtime_config

from .aws.names import camel_case
from .city.args import CityCellArgs
from .city.config import CityConfig, resolve
from .core.annotations import hints
from .core.errors import ArgumentError, nearest_name

NAMESPACE: Final = "citycell"

_NOT_SETTINGS: Final = {"region", "function_dependencies", "message_dependencies", "migration_dependencies"}
"""The region is `aws:region`; the program builds the dependencies."""

ARGUMENTS: Final = {camel_case(name): name for name in sorted(hints(CityCellArgs).keys() - _NOT_SETTINGS)}
"""Setting, without `citycell:`, to the argument that it sets."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one stack asks for, validated."""

    args: Mapping[str, Any]
    """The arguments that the settings give, as `CityCellArgs`."""
    city: CityConfig
    """The configuration that follows from them."""

    @property
    def cell(self) -> str:
        """The cell's name; the stack's by default."""
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

    def cell_args(
        self,
        account_id: pulumi.Input[str],
        function_dependencies: pulumi.Archive,
        message_dependencies: pulumi.Archive | None = None,
        migration_dependencies: pulumi.Archive | None = None,
    ) -> CityCellArgs:
        """The arguments of the cell that these settings ask for."""
        program: dict[str, Any] = {"account_id": account_id, "function_dependencies": function_dependencies}
        optional = {"message_dependencies": message_dependencies, "migration_dependencies": migration_dependencies}
        program |= {argument: archive for argument, archive in optional.items() if archive is not None}
        return cast("CityCellArgs", {**self.args, **program})


def load_settings() -> Settings:
    """The settings of the stack that is being deployed.

    Raises:
        ArgumentError: a setting is unknown, missing, malformed, or beyond its limits.
        pulumi.RunError: one cell cannot carry the load.
    """
    values = dict(runtime_config.get_config_env()) | dict(runtime_config.CONFIG.get())
    return settings_from(values, pulumi.get_stack())


def settings_from(values: Mapping[str, str], stack: str) -> Settings:
    """The settings in a stack's configuration, whose names carry their namespace (`citycell:city`, `aws:region`).

    Raises:
        ArgumentError: as `load_settings`.
        pulumi.RunError: as `load_settings`.
    """
    prefix = f"{NAMESPACE}:"
    given = {key.removeprefix(prefix): text for key, text in values.items() if key.startswith(prefix)}
    args: dict[str, Any] = {"region": values.get("aws:region", ""), "cell": stack}
    for key, text in given.items():
        if key not in ARGUMENTS:
            raise _unknown(stack, key, text)
        if text:  # an empty text is a setting that was not given: Pulumi.yaml has it as the default
            args[ARGUMENTS[key]] = _parse(stack, key, text)
    _check_required(stack, args)
    return Settings(args=args, city=_resolve(stack, args))


def _unknown(stack: str, key: str, text: str) -> ArgumentError:
    hint = nearest_name(key, ARGUMENTS, f"{NAMESPACE}:")
    return _error(stack, f"{NAMESPACE}:{key}", text, f"there is no such setting{hint}")


def _check_required(stack: str, args: Mapping[str, Any]) -> None:
    required = CityCellArgs.__required_keys__ - _NOT_SETTINGS - {"account_id"}
    missing = [setting for setting, argument in ARGUMENTS.items() if argument in required and argument not in args]
    if missing:
        names = ", ".join(f"{NAMESPACE}:{setting}" for setting in missing)
        command = f"pulumi config set {NAMESPACE}:{missing[0]} <value>"
        raise pulumi.RunError(f"stack {stack!r}: required settings are missing: {names}. Set each: {command}")


def _resolve(stack: str, args: Mapping[str, Any]) -> CityConfig:
    """Validate the arguments as `CityCell` does, with errors that name settings."""
    program = {"account_id": args.get("account_id", "0" * 12), "function_dependencies": pulumi.AssetArchive({})}
    try:
        return resolve(stack, cast("CityCellArgs", {**args, **program}))
    except ArgumentError as error:
        argument, _, rest = error.argument.partition("[")
        setting = "aws:region" if argument == "region" else f"{NAMESPACE}:{camel_case(argument)}"
        raise _error(stack, f"{setting}{rest and f'[{rest}'}", error.value, error.message, error.choices) from None
    except pulumi.RunError as error:
        raise pulumi.RunError(f"stack {stack!r}: {str(error).split(': ', 1)[-1]}") from None


def _error(stack: str, setting: str, value: object, message: str, choices: tuple[str, ...] = ()) -> ArgumentError:
    return ArgumentError(f"stack {stack!r}", f"setting {setting}", value, message, choices)


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _names(text: str) -> list[str]:
    found = json.loads(text)
    if not isinstance(found, list) or not all(isinstance(item, str) for item in cast("list[Any]", found)):
        raise ValueError(text)
    return cast("list[str]", found)


def _numbers(text: str) -> dict[str, int]:
    found = json.loads(text)
    if not isinstance(found, dict) or not all(type(item) is int for item in cast("dict[str, Any]", found).values()):
        raise ValueError(text)
    return cast("dict[str, int]", found)


_PARSERS: Final[dict[Any, tuple[Callable[[str], Any], str]]] = {
    int: (int, "a whole number"),
    float: (float, "a number"),
    bool: (_boolean, "true or false"),
    list: (_names, "a list of names"),
    dict: (_numbers, "an object of whole numbers"),
}
"""Type of an argument to the parser of a setting's text, and to its name; other types are texts."""


def _parse(stack: str, key: str, text: str) -> Any:
    annotation = hints(CityCellArgs)[ARGUMENTS[key]]
    parser = _PARSERS.get(typing.get_origin(annotation) or annotation)
    if parser is None:
        return text
    parse, words = parser
    try:
        return parse(text)
    except (ValueError, KeyError):
        raise _error(stack, f"{NAMESPACE}:{key}", text, f"it must be {words}") from None
