"""What a user may set on a rule: a frozen dataclass per rule, each field made by `knob`.

    @dataclass(frozen=True)
    class Knobs:
        minimum_days: int = knob(7, "Days that backups are kept, at least.", minimum=1, maximum=35)

In a pack's configuration a field is named in camel case, as properties are:
`{"database-backups": {"minimumDays": 14}}`.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Setting = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Limits:
    default: Setting
    description: str
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]


def knob(
    default: Setting,
    description: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    choices: tuple[str, ...] = (),
) -> Any:
    """A field of a rule's knobs; its default decides the type that is accepted, a tuple stands for a list of texts."""
    limits = _Limits(default, description, minimum, maximum, choices)
    return field(default=default, metadata={"limits": limits})


def schema(knobs: type[Any]) -> dict[str, dict[str, Any]]:
    """The JSON schema of each knob, by the name it has in configuration."""
    return {_outside(made.name): _schema(made.metadata["limits"]) for made in dataclasses.fields(knobs)}


def read(knobs: type[Any], given: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """The knobs as configured, and what is wrong with the configuration; what is wrong keeps its default."""
    fields = {_outside(made.name): made for made in dataclasses.fields(knobs)}
    unknown = [f"{key}: no such knob; there are {', '.join(fields) or 'none'}" for key in given if key not in fields]
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for key, made in fields.items():
        if key in given:
            limits: _Limits = made.metadata["limits"]
            value = _typed(given[key], limits.default)
            problems = ["has the wrong type"] if value is None else list(_beyond(value, limits))
            if problems:
                wrong.append(f"{key}: {problems[0]}; it takes {_accepts(limits)}")
            else:
                values[made.name] = value
    return knobs(**values), [*unknown, *wrong]


def _outside(name: str) -> str:
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


def _type(default: Setting) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", tuple: "array"}
    return names[type(default)]


def _typed(value: Any, default: Setting) -> Setting | None:
    """The value in the type of the default, or nothing where it has another; JSON knows whole numbers as floats."""
    if isinstance(default, bool) or isinstance(value, bool):
        return value if isinstance(default, bool) and isinstance(value, bool) else None
    if isinstance(default, int):
        return int(value) if isinstance(value, int | float) and value == value // 1 else None
    if isinstance(default, float):
        return float(value) if isinstance(value, int | float) else None
    if isinstance(default, str):
        return value if isinstance(value, str) else None
    return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def _beyond(value: Setting, limits: _Limits) -> Iterator[str]:
    if isinstance(value, int | float):
        if limits.minimum is not None and value < limits.minimum:
            yield "is too small"
        if limits.maximum is not None and value > limits.maximum:
            yield "is too large"
    if limits.choices and value not in limits.choices:
        yield "is none of its choices"


def _accepts(limits: _Limits) -> str:
    if limits.choices:
        return f"one of {', '.join(limits.choices)}"
    kind = "list of strings" if isinstance(limits.default, tuple) else _type(limits.default)
    bounds = [
        f"{word} {bound:g}"
        for word, bound in (("at least", limits.minimum), ("at most", limits.maximum))
        if bound is not None
    ]
    return " ".join([kind, " and ".join(bounds)]).strip()
