"""The search for references between the parts of a program finds each kind of them in made-up states."""

import json
from typing import Any

import pytest

from local.state import Resource, StackState
from tests.engine.separation import cells, crossings

STACK = "urn:pulumi:dev::town::pulumi:pulumi:Stack::town-dev"
CELL = "citycell:city:CityCell"
TABLE = "aws:dynamodb/table:Table"


def part(name: str, kind: str = CELL) -> Resource:
    """A component at the top of the program."""
    return Resource(f"urn:pulumi:dev::town::{kind}::{name}", kind, name, "", STACK, {}, {})


def table(of: Resource, inputs: dict[str, Any] | None = None, *, after: tuple[str, ...] = ()) -> Resource:
    """A table of a part, with its own ARN."""
    name = f"{of.name}-orders"
    arn = f"arn:aws:dynamodb:eu-west-1:123456789012:table/{name}"
    urn = f"urn:pulumi:dev::town::{of.type}${TABLE}::{name}"
    return Resource(urn, TABLE, name, name, of.urn, inputs or {}, {"arn": arn}, after)


NORTH, SOUTH, REGION = part("north"), part("south"), part("region", "citycell:region:Region")


def town(*resources: Resource) -> StackState:
    """A program with two cells and a region, and a table of the southern cell."""
    stack = Resource(STACK, "pulumi:pulumi:Stack", "town-dev", "", "", {}, {})
    return StackState("dev", (stack, NORTH, SOUTH, REGION, table(SOUTH), table(REGION), *resources))


def test_separate_parts_have_no_crossings() -> None:
    """Own resources may be named, also in patterns."""
    own = "arn:aws:dynamodb:*:123456789012:table/north-*"
    state = town(table(NORTH, {"policy": json.dumps({"Resource": [own, "north-orders"]})}, after=(NORTH.urn,)))
    assert crossings(state) == []
    assert [(cell.stack, len(cell.resources)) for cell in cells(state)] == [("north", 2), ("south", 2)]


@pytest.mark.parametrize(
    ("inputs", "after", "line"),
    [
        ({"source": {"tables": ["south-orders"]}}, (), "names south-orders of south"),
        (
            {"policy": '{"Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/south-orders"}'},
            (),
            "names arn:aws:dynamodb:eu-west-1:123456789012:table/south-orders of south",
        ),
        (
            {"policy": '{"Resource": ["arn:aws:dynamodb:*:123456789012:table/*"]}'},
            (),
            f"arn:aws:dynamodb:*:123456789012:table/* matches {table(SOUTH).outputs['arn']} of south",
        ),
        ({"host": "south.example.com"}, (), "contains the name of south"),
        ({}, (table(SOUTH).urn,), f"is made after {table(SOUTH).urn} of south"),
        ({}, (SOUTH.urn,), f"is made after {SOUTH.urn} of south"),
        ({"table": "region-orders"}, (), "names region-orders of region"),
    ],
    ids=["id", "arn", "pattern", "name", "resource", "component", "region"],
)
def test_each_kind_of_reference_is_found(inputs: dict[str, Any], after: tuple[str, ...], line: str) -> None:
    """By ID, ARN, pattern, name of the cell, and URN."""
    assert f"north-orders: {line}" in crossings(town(table(NORTH, inputs, after=after)))


def test_an_allowed_pair_is_no_crossing() -> None:
    """A cell may refer to its region, in this direction only."""
    state = town(table(NORTH, {"table": "region-orders"}, after=(REGION.urn,)))
    assert crossings(state, {("north", "region")}) == []
    assert len(crossings(state, {("region", "north")})) > 1


def test_a_name_within_another_is_told_apart() -> None:
    """`south` is not named by the resources of `south-two`, and `south-two` is found in those of `south`."""
    second = part("south-two")
    assert crossings(town(second, table(second, {"name": "south-two-orders"}))) == []
    assert crossings(town(second, table(second, {"from": "south-views"}))) == [
        "south-two-orders: contains the name of south"
    ]
