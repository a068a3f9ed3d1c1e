"""Messages as they are kept for analysis."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.events import CourierPing, FleetUpdate, GeoPoint, PositionUpdate
from delivery.history import COORDINATES, DECIMALS, KNOWN, rounded

PING = CourierPing(
    courier_id="c1",
    sequence=7,
    position=GeoPoint(38.716_923, -9.139_902),
    speed_mps=4.25,
    heading_degrees=271.123_456,
    recorded_at=1_700_000_000.123_456,
    sent_at_ms=1_700_000_000_123.4,
)
NAMES = st.sampled_from([*sorted(KNOWN), "name", "phone", "address", "Lat", "latitude"])
NUMBERS = st.floats(-180, 180) | st.integers(-180, 180)
MESSAGES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.text(max_size=5) | NUMBERS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES.filter(lambda name: name not in COORDINATES), inner, max_size=4)
        | st.fixed_dictionaries({"lat": NUMBERS, "lon": NUMBERS})
    ),
    max_leaves=12,
)


def keys_and_values(message: Any) -> list[tuple[str, Any]]:
    """Every key with its value, at any depth."""
    if isinstance(message, dict):
        found: list[tuple[str, Any]] = list(message.items())
        return found + [pair for value in message.values() for pair in keys_and_values(value)]
    return [pair for item in message for pair in keys_and_values(item)] if isinstance(message, list) else []


def test_a_ping_changes_only_in_its_position() -> None:
    """Speed, heading and times are unchanged."""
    before = msgspec.to_builtins(PING)
    assert before | {"position": {"lat": 38.717, "lon": -9.14}} == rounded(before)


def test_positions_within_lists_are_rounded_too() -> None:
    """Updates of the operations map have several couriers."""
    position = PositionUpdate(
        feed="city",
        version=1,
        courier_id="c1",
        position=GeoPoint(38.716_923, -9.139_902),
        speed_mps=0.0,
        heading_degrees=0.0,
        recorded_at=1.0,
        sent_at_ms=1.0,
    )
    kept = rounded(msgspec.to_builtins(FleetUpdate(feed="city", positions=[position])))
    assert kept["positions"][0]["position"] == {"lat": 38.717, "lon": -9.14}
    assert (kept["kind"], kept["positions"][0]["kind"]) == ("fleet", "position")


@pytest.mark.parametrize("field", ["name", "customer_name", "phone", "address", "payment_token", "latitude"])
def test_unknown_fields_are_dropped(field: str) -> None:
    """In the message and in a position."""
    message = {"courier_id": "c1", field: "Rua do Carmo 7", "position": {"lat": 1, "lon": 2, field: "Rua do Carmo 7"}}
    assert rounded(message) == {"courier_id": "c1", "position": {"lat": 1.0, "lon": 2.0}}


@pytest.mark.parametrize("value", ["38.7", None, True, [38.7]])
def test_a_coordinate_that_is_not_a_number_is_an_error(value: Any) -> None:
    """Nothing of the message is kept then."""
    with pytest.raises(TypeError, match="lat is not a number"):
        rounded({"position": {"lat": value, "lon": 1.0}})


@given(message=MESSAGES)
def test_no_precise_position_and_no_unknown_field_is_left(message: Any) -> None:
    """This holds for any nesting, and rounding twice changes nothing."""
    kept = rounded(message)
    pairs = keys_and_values(kept)
    assert {key for key, _ in pairs} <= KNOWN
    assert [value for key, value in pairs if key in COORDINATES and value != round(value, DECIMALS)] == []
    assert kept == rounded(json.loads(json.dumps(kept)))
