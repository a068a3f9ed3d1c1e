"""Types of the lake's columns: Glue's notation, and Iceberg's JSON for the same."""

from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.lake.columns import PRIMITIVES, holds_position, iceberg, is_column_name, parse

NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,6}", fullmatch=True)
TEXTS: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(sorted(PRIMITIVES)),
    lambda inner: (
        inner.map(lambda element: f"array<{element}>")
        | st.lists(st.tuples(NAMES, inner), min_size=1, max_size=3, unique_by=lambda pair: pair[0]).map(
            lambda fields: f"struct<{','.join(f'{name}:{kind}' for name, kind in fields)}>"
        )
    ),
    max_leaves=8,
)


def ids(kind: Any) -> list[int]:
    """Every id in Iceberg's JSON."""
    if isinstance(kind, str):
        return []
    if kind["type"] == "list":
        return [kind["element-id"], *ids(kind["element"])]
    return [number for field in kind["fields"] for number in (field["id"], *ids(field["type"]))]


def glue(kind: Any) -> str:
    """Iceberg's JSON back in Glue's words."""
    if isinstance(kind, str):
        return {iceberg_name: name for name, iceberg_name in PRIMITIVES.items()}[kind]
    if kind["type"] == "list":
        return f"array<{glue(kind['element'])}>"
    return f"struct<{','.join(field['name'] + ':' + glue(field['type']) for field in kind['fields'])}>"


@given(text=TEXTS)
def test_iceberg_has_the_same_fields_with_unique_ids(text: str) -> None:
    """Nothing is lost on the way, and no two nested fields share an id."""
    kind = iceberg(parse(text), count(1000))
    assert text == glue(kind)
    assert sorted(ids(kind)) == list(range(1000, 1000 + len(ids(kind))))


def test_a_position_in_iceberg() -> None:
    """As the Iceberg specification writes a struct; both parts may be absent."""
    assert iceberg(parse("struct<lat:double,lon:double>"), count(1)) == {
        "type": "struct",
        "fields": [
            {"id": 1, "name": "lat", "required": False, "type": "double"},
            {"id": 2, "name": "lon", "required": False, "type": "double"},
        ],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("double", False),
        ("array<double>", False),
        ("struct<lat:double>", False),
        ("struct<lat:double,lon:double>", True),
        ("array<struct<at:bigint,place:struct<lat:double,lon:double,accuracy:int>>>", True),
    ],
)
def test_positions_are_found_however_deep(text: str, expected: bool) -> None:
    """A struct with latitude and longitude is a position at any depth."""
    assert expected == holds_position(parse(text))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "'a name' is missing"),
        ("text", "'text' is not one of bigint, boolean"),
        ("string ", "it has characters that no type has"),
        ("STRING", "it has characters that no type has"),
        ("array<string", "'>' is missing"),
        ("array string", "it has characters that no type has"),
        ("array", "'<' is missing"),
        ("string>", "after its end there is '>'"),
        ("struct<>", "'>' is not the name of a field"),
        ("struct<a:string,a:int>", "'a' is not the name of a field, or it repeats"),
        ("struct<a>", "':' is missing"),
        ("struct<a:string", "',' is missing"),
    ],
)
def test_a_text_that_is_not_a_type_is_an_error_with_the_reason(text: str, reason: str) -> None:
    """The error contains the text."""
    with pytest.raises(ValueError, match="is not a column type") as error:
        parse(text)
    assert str(error.value).startswith(f"{text!r} is not a column type")
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("name", "expected"), [("order_id", True), ("_x1", True), ("", False), ("1x", False), ("A", False), ("a-b", False)]
)
def test_names_of_columns(name: str, expected: bool) -> None:
    """Lower case letters, digits and underscores, no digit first."""
    assert expected == is_column_name(name)
