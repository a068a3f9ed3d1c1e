"""Filter patterns that Lambda accepts and refuses."""

from typing import Any

import pytest

from components.function.patterns import pattern_fault


@pytest.mark.parametrize(
    "pattern",
    [
        {"status": ["placed"]},
        {"status": [None, "", 1, True]},
        {"position": {"lat": [{"numeric": [">=", 38, "<", 39]}]}},
        {"status": [{"prefix": "can"}, {"suffix": "led"}, {"equals-ignore-case": "PLACED"}]},
        {"status": [{"anything-but": ["placed", "accepted"]}]},
        {"status": [{"anything-but": {"prefix": "can"}}]},
        {"courier_id": [{"exists": False}]},
        {"$or": [{"status": ["placed"]}, {"courier_id": [{"exists": True}]}]},
    ],
)
def test_documented_comparisons_are_accepted(pattern: dict[str, Any]) -> None:
    """Those of the table of AWS's page."""
    assert pattern_fault(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "path", "message"),
    [
        ({}, "", "it must name a field"),
        ({"a": {}}, ".a", "it must name a field"),
        ({"a": "x"}, ".a", "it must be a list of values, such as ['placed']"),
        ({"a": []}, ".a", "it must be a list of values, such as ['placed']"),
        ({"a": [["x"]]}, ".a[0]", "it must be a text, a number, true, false, null, or a comparison"),
        ({"a": [{"wildcard": "x*"}]}, ".a[0]", "a comparison has one of anything-but, equals-ignore-case, exists"),
        ({"a": [{"prefix": "x", "suffix": "y"}]}, ".a[0]", "a comparison has one of"),
        ({"a": ["x", {"prefix": 1}]}, ".a[1]", "prefix does not compare with it"),
        ({"a": [{"numeric": [">", "1"]}]}, ".a[0]", "numeric does not compare with it"),
        ({"a": [{"numeric": ["~", 1]}]}, ".a[0]", "numeric does not compare with it"),
        ({"a": [{"numeric": [">", 1, "<"]}]}, ".a[0]", "numeric does not compare with it"),
        ({"a": [{"exists": "yes"}]}, ".a[0]", "exists does not compare with it"),
        ({"a": [{"anything-but": []}]}, ".a[0]", "anything-but does not compare with it"),
        ({"$or": ["x"]}, ".$or[0]", "it must be an object of fields"),
    ],
)
def test_a_fault_names_its_place(pattern: dict[str, Any], path: str, message: str) -> None:
    """The path leads to the value that AWS would refuse."""
    fault = pattern_fault(pattern)
    assert fault is not None
    assert fault[0] == path
    assert message in fault[2]
