"""Parameters of a rule: a frozen dataclass whose fields are made by `parameter`.

    @dataclass(frozen=True)
    class Parameters:
        minimum_days: int = parameter(7, "Minimum number of days to keep backups.", minimum=1, maximum=35)

In the configuration of a pack a parameter is in camel case, like a property:
`{"database-backups": {"minimumDays": 14}}`.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Default = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Limits:
    default: Default
    description: str
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]


def parameter(
    default: Default,
    description: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    choices: tuple[str, ...] = (),
) -> Any:
    """A field of a rule's parameters. The type of its default is the type it accepts; a tuple is a list of strings."""
    limits = _Limits(default, description, minimum, maximum, choices)
    return field(default=default, metadata={"limits": limits})


def schema(parameters: type[Any]) -> dict[str, dict[str, Any]]:
    """The JSON schema of each parameter, by its name in the configuration."""
    return {_camel_case(made.name): _schema(made.metadata["limits"]) for made in dataclasses.fields(parameters)}


def read(parameters: type[Any], given: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """The configured parameters and the errors of the configuration; an invalid one keeps its default."""
    fields = {_camel_case(made.name): made for made in dataclasses.fields(parameters)}
    unknown = [f"{key}: unknown parameter; use {', '.join(fields) or 'none'}" for key in given if key not in fields]
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for key, made in fields.items():
        if key in given:
            limits: _Limits = made.metadata["limits"]
            value = _typed(given[key], limits.default)
            problems = ["has the wrong type"] if value is None else list(_out_of_bounds(value, limits))
            if problems:
                wrong.append(f"{key}: {problems[0]}; use {_accepted(limits)}")
            else:
                values[made.name] = value
    return parameters(**values), [*unknown, *wrong]


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def _schema(limits: _Limits) -> dict[str, Any]:
    default = list(limits.default) if isinstance(limits.default, tuple) else limits.default
    bounds = {"minimum": limits.minimum, "maximum": limits.maximum, "enum": list(limits.choices) or None}
    kind: dict[str, Any] = {"type": _type(limits.default)}
    if isinstance(limits.default, tuple):
        kind["items"] = {"type": "string"}
    return {
        **kind,
        "description": limits.description,
        "default": default,
        **{key: bound for key, bound in bounds.items() if bound is not None},
    }


def _type(default: Default) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", tuple: "array"}
    return names[type(default)]


def _typed(value: Any, default: Default) -> Default | None:
    """The value in the type of the default, or None if it has another type; integers in JSON may be floats."""
    if isinstance(default, bool) or isinstance(value, bool):
        return value if isinstance(default, bool) and isinstance(value, bool) else None
    if isinstance(default, int):
        return int(value) if isinstance(value, int | float) and value == value // 1 else None
    if isinstance(default, float):
        return float(value) if isinstance(value, int | float) else None
    if isinstance(default, str):
        return value if isinstance(value, str) else None
    return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def _out_of_bounds(value: Default, limits: _Limits) -> Iterator[str]:
    if isinstance(value, int | float):
        if limits.minimum is not None and value < limits.minimum:
            yield "is too small"
        if limits.maximum is not None and value > limits.maximum:
            yield "is too large"
    if limits.choices and value not in limits.choices:
        yield "is not one of the allowed values"


def _accepted(limits: _Limits) -> str:
    if limits.choices:
        return f"one of {', '.join(limits.choices)}"
    kind = _type(limits.default)
    noun = "a list of strings" if kind == "array" else f"an {kind}" if kind == "integer" else f"a {kind}"
    bounds = [
        f"{word} {bound:g}"
        for word, bound in (("at least", limits.minimum), ("at most", limits.maximum))
        if bound is not None
    ]
    return f"{noun} of {' and '.join(bounds)}" if bounds else noun
