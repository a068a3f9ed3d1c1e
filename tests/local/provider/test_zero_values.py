"""Every false, 0 and empty value of a component, a city or an example has a row that says what becomes of it."""

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from local.provider import outputs
from local.provider.account import Account
from local.provider.resource_types import RESOURCE_TYPES
from local.provider.zero_values import DROPPED, TABLE, is_zero, without_dropped
from policies.model.values import UNKNOWN
from tests.policies.stacks import CITIES, EXAMPLES, Stack, city, example, samples

MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping"
WINDOW = "maximumBatchingWindowInSeconds"
ROWS: list[dict[str, str]] = tomllib.loads(TABLE.read_text())["values"]
KNOWN = {(row["type"], row["path"]): row for row in ROWS}

Place = tuple[str, str]
"""Type token and path."""


def zeros(kind: str, value: Any, path: str = "") -> Iterator[Place]:
    """The places of false, 0 and empty values, also in the desired state of a Cloud Control resource."""
    if path == "desiredState" and isinstance(value, str):
        value = json.loads(value)
    if value is not UNKNOWN and path and is_zero(value):
        yield kind, path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from zeros(kind, item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for item in value:
            yield from zeros(kind, item, path)


def stacks() -> Iterator[Stack]:
    """Everything that the repository deploys, except for the program whose faults are on purpose."""
    yield from map(city, CITIES)
    yield from samples()
    yield from (example(name) for name in EXAMPLES if name != "foreign")


@pytest.fixture(scope="module")
def used() -> set[Place]:
    """The places of all zero values."""
    return {
        place
        for stack in stacks()
        for member in stack.registered
        if member.type.startswith("aws:")
        for place in zeros(member.type, member.properties.raw)
    }


def test_every_zero_value_has_a_row(used: set[Place]) -> None:
    """Read what the provider does with it: is it sent, and if not, does AWS do the same without it?"""
    assert sorted(used - KNOWN.keys()) == []


def test_every_row_is_used_or_warns_of_a_dropped_value(used: set[Place]) -> None:
    """Remove a row with the last use of its value. A dropped value is not used at all."""
    dropped = {place for place, row in KNOWN.items() if row["becomes"] == DROPPED}
    assert sorted(KNOWN.keys() - dropped - used) == []
    assert sorted(dropped & used) == []


def test_every_row_is_one_of_four_and_names_its_source() -> None:
    """A place has one row only."""
    assert {row["becomes"] for row in ROWS} <= {"default", "sent", "provider", DROPPED}
    assert [row for row in ROWS if not row["source"].startswith(("https://", "internal/service/", "botocore: "))] == []
    assert len(KNOWN) == len(ROWS)


def test_zero_values_are_found_at_any_depth() -> None:
    """In lists, in objects and in the JSON of a desired state; an unknown value is none."""
    state = json.dumps({"A": 0, "B": {"C": []}, "D": 1})
    properties = {"desiredState": state, "a": [{"b": False}, {"b": True}], "c": "", "d": {}, "e": UNKNOWN, "f": None}
    assert sorted(path for _, path in zeros("t", properties)) == ["a.b", "c", "d", "desiredState.A", "desiredState.B.C"]


@pytest.mark.parametrize(("value", "kept"), [(0, False), (7, True)])
def test_the_loopback_provider_drops_what_the_real_one_drops(value: int, kept: bool) -> None:
    """The window of 0 is not in the state, so that the local runner waits as AWS does."""
    inputs = {"functionName": "f", "topics": ["t"], WINDOW: value}
    _, answer = outputs.created(
        RESOURCE_TYPES[MAPPING], f"urn:pulumi:s::p::{MAPPING}::m", Account("111122223333", "eu-west-1"), inputs
    )
    assert (WINDOW in answer) is kept


def test_other_types_keep_their_values() -> None:
    """Only the places in the table are dropped."""
    assert without_dropped("aws:sqs/queue:Queue", {WINDOW: 0}) == {WINDOW: 0}
