"""Types of the lake's columns in the notation of Glue and Athena: `string`, `struct<lat:double,lon:double>`.

Glue accepts that text for Parquet tables. An Iceberg table requires Iceberg's own JSON, where every field has an id
(Iceberg table specification, "Schemas and data types" and appendix C).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

PRIMITIVES: Final[dict[str, str]] = {
    "bigint": "long",
    "boolean": "boolean",
    "date": "date",
    "double": "double",
    "float": "float",
    "int": "int",
    "string": "string",
    "timestamp": "timestamp",
}
"""Name in Glue to name in Iceberg (Amazon Athena user guide, "Supported data types for Iceberg tables")."""

_TOKEN = re.compile(r"[a-z_][a-z0-9_]*|[<>:,]")
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Primitive:
    """A single value."""

    name: str


@dataclass(frozen=True)
class Items:
    """An array."""

    element: "ColumnType"


@dataclass(frozen=True)
class Fields:
    """A struct."""

    fields: tuple[tuple[str, "ColumnType"], ...]


ColumnType = Primitive | Items | Fields


def is_column_name(name: str) -> bool:
    """Whether Glue, Athena and Iceberg all accept a name: lower case letters, digits, underscores."""
    return _NAME.fullmatch(name) is not None


def parse(text: str) -> ColumnType:
    """A type from its text.

    Raises:
        ValueError: the text is not a type; the message has the reason.
    """
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        raise ValueError(f"{text!r} is not a column type: it has characters that no type has")
    kind = _type(tokens, text)
    if tokens:
        raise ValueError(f"{text!r} is not a column type: after its end there is {tokens[0]!r}")
    return kind


def holds_position(kind: ColumnType) -> bool:
    """Whether the type contains a position on Earth at any depth: a struct with `lat` and `lon`."""
    if isinstance(kind, Primitive):
        return False
    if isinstance(kind, Items):
        return holds_position(kind.element)
    names = {name for name, _ in kind.fields}
    return {"lat", "lon"} <= names or any(holds_position(field) for _, field in kind.fields)


def iceberg(kind: ColumnType, ids: Iterator[int]) -> Any:
    """The type as Iceberg's JSON; nested fields get their ids from `ids`, in the order of the text.

    Every nested field is optional: a record without one must not be lost.
    """
    if isinstance(kind, Primitive):
        return PRIMITIVES[kind.name]
    if isinstance(kind, Items):
        element = next(ids)
        return {
            "type": "list",
            "element-id": element,
            "element-required": False,
            "element": iceberg(kind.element, ids),
        }
    return {
        "type": "struct",
        "fields": [
            {"id": next(ids), "name": name, "required": False, "type": iceberg(field, ids)}
            for name, field in kind.fields
        ],
    }


def _type(tokens: list[str], text: str) -> ColumnType:
    name = _take(tokens, text)
    if name == "array":
        _take(tokens, text, "<")
        element = _type(tokens, text)
        _take(tokens, text, ">")
        return Items(element)
    if name == "struct":
        return _struct(tokens, text)
    if name not in PRIMITIVES:
        raise ValueError(
            f"{text!r} is not a column type: {name!r} is not one of {', '.join((*PRIMITIVES, 'array, struct'))}"
        )
    return Primitive(name)


def _struct(tokens: list[str], text: str) -> Fields:
    fields: list[tuple[str, ColumnType]] = []
    sign = "<"
    while sign != ">":
        _take(tokens, text, sign)
        name = _take(tokens, text)
        if not is_column_name(name) or name in dict(fields):
            raise ValueError(f"{text!r} is not a column type: {name!r} is not the name of a field, or it repeats")
        _take(tokens, text, ":")
        fields.append((name, _type(tokens, text)))
        sign = tokens[0] if tokens[:1] == [">"] else ","
    _take(tokens, text, ">")
    return Fields(tuple(fields))


def _take(tokens: list[str], text: str, expected: str = "") -> str:
    if not tokens or (expected and tokens[0] != expected):
        raise ValueError(f"{text!r} is not a column type: {expected or 'a name'!r} is missing")
    return tokens.pop(0)
