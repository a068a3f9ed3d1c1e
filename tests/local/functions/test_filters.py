"""Filters of records, with the comparisons of AWS's page."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from components.function.patterns import OPERATORS
from local.functions.filters import COMPARISONS, accepts
from local.functions.records import KafkaRecord

EVENT = {
    "status": "placed",
    "version": 3,
    "is_paid": True,
    "courier_id": None,
    "note": "",
    "tags": ["fragile", "cold"],
    "position": {"lat": 38.7, "lon": -9.1},
    "items": [{"sku": "soup", "quantity": 1}, {"sku": "rice", "quantity": 2}],
}


def accepted(make: Callable[..., KafkaRecord], pattern: dict[str, Any], event: Any = EVENT) -> bool:
    """Whether a record with an event passes one filter on its value."""
    return accepts([{"value": pattern}], make(0, value=json.dumps(event).encode()))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"status": ["placed"]}, True),
        ({"status": ["accepted", "placed"]}, True),
        ({"status": ["PLACED"]}, False),
        ({"status": [{"equals-ignore-case": "PLACED"}]}, True),
        ({"status": ["placed"], "version": [3]}, True),
        ({"status": ["placed"], "version": [4]}, False),
        ({"$or": [{"status": ["accepted"]}, {"version": [3]}]}, True),
        ({"$or": [{"status": ["accepted"]}, {"version": [4]}]}, False),
        ({"$or": [{"status": ["placed"]}], "version": [4]}, False),
        ({"version": ["3"]}, False),
        ({"is_paid": [True]}, True),
        ({"is_paid": [1]}, False),
        ({"courier_id": [None]}, True),
        ({"missing": [None]}, False),
        ({"note": [""]}, True),
        ({"status": [{"anything-but": ["accepted", "delivered"]}]}, True),
        ({"status": [{"anything-but": ["placed"]}]}, False),
        ({"status": [{"anything-but": {"prefix": "pla"}}]}, False),
        ({"missing": [{"anything-but": ["placed"]}]}, False),
        ({"version": [{"numeric": ["=", 3]}]}, True),
        ({"version": [{"numeric": [">", 2, "<=", 3]}]}, True),
        ({"version": [{"numeric": [">", 3]}]}, False),
        ({"status": [{"numeric": [">", 0]}]}, False),
        ({"is_paid": [{"numeric": ["=", 1]}]}, False),
        ({"status": [{"exists": True}]}, True),
        ({"status": [{"exists": False}]}, False),
        ({"missing": [{"exists": False}]}, True),
        ({"missing": [{"exists": True}]}, False),
        ({"position": [{"exists": True}]}, False),
        ({"status": [{"prefix": "pl"}]}, True),
        ({"status": [{"suffix": "ced"}]}, True),
        ({"version": [{"prefix": "3"}]}, False),
        ({"position": {"lat": [{"numeric": [">", 38]}]}}, True),
        ({"position": {"alt": [{"exists": False}]}}, True),
        ({"status": {"code": ["x"]}}, False),
        ({"tags": ["cold"]}, True),
        ({"tags": ["hot"]}, False),
        ({"items": {"sku": ["rice"]}}, True),
        ({"items": {"sku": ["rice"], "quantity": [1]}}, False),
    ],
)
def test_a_comparison_decides_as_documented(
    kafka_record: Callable[..., KafkaRecord], pattern: dict[str, Any], expected: bool
) -> None:
    """Texts, numbers, null, lists, nested fields, and alternatives."""
    assert accepted(kafka_record, pattern) is expected


@pytest.mark.parametrize("value", [None, b"", b"not json", b"\xff", b'"text"', b"3", b"[]"])
def test_a_value_that_has_no_fields_never_passes(kafka_record: Callable[..., KafkaRecord], value: bytes | None) -> None:
    """Lambda drops plain texts where the pattern is JSON; a tombstone has no value at all."""
    assert accepts([{"value": {"status": ["placed"]}}], kafka_record(0, value=value)) is False


def test_one_of_several_filters_is_enough(kafka_record: Callable[..., KafkaRecord]) -> None:
    """And without a filter every record passes."""
    record = kafka_record(0, value=json.dumps(EVENT).encode())
    assert accepts([{"value": {"status": ["x"]}}, {"value": {"version": [3]}}], record)
    assert accepts([], kafka_record(0, value=b"not json"))


def test_the_runner_knows_every_comparison_that_the_component_accepts() -> None:
    """A pattern of a stack never fails in the local cell."""
    assert sorted(COMPARISONS) == sorted(OPERATORS)
