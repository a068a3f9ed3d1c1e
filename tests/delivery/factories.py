"""Factories of events of a small city, for examples and for Hypothesis."""

from typing import Any

import msgspec
from hypothesis import strategies as st

from delivery.events import CourierEvent, CourierPing, CourierStatus, GeoPoint, OrderEvent, OrderStatus
from delivery.geo import Plane

CENTRE = GeoPoint(38.71, -9.14)
PLANE = Plane(CENTRE)

ANYWHERE = st.builds(GeoPoint, st.floats(-90, 90), st.floats(-180, 180))
IN_TOWN = st.builds(PLANE.to_point, st.floats(-8000, 8000), st.floats(-8000, 8000))


def order_event(order_id: str = "o1", **changes: Any) -> OrderEvent:
    """An order's first event, with some fields changed."""
    placed = OrderEvent(
        order_id=order_id,
        version=1,
        status=OrderStatus.PLACED,
        occurred_at=1000.0,
        customer_id="c1",
        restaurant_id="r1",
        pickup=CENTRE,
        dropoff=PLANE.to_point(2000, 0),
        total_cents=900,
        currency="EUR",
        placed_at=1000.0,
    )
    return msgspec.structs.replace(placed, **changes)


def accepted(order_id: str = "o1", **changes: Any) -> OrderEvent:
    """An order that waits for a courier."""
    waiting: dict[str, Any] = {"version": 2, "status": OrderStatus.ACCEPTED, "ready_at": 2000.0}
    return order_event(order_id, **(waiting | changes))


def courier_event(courier_id: str = "k1", **changes: Any) -> CourierEvent:
    """A courier's first event, with some fields changed."""
    began = CourierEvent(
        courier_id=courier_id,
        version=1,
        status=CourierStatus.ON,
        occurred_at=1000.0,
        position=CENTRE,
        shift_ends_at=10_000.0,
        active_orders=[],
    )
    return msgspec.structs.replace(began, **changes)


def ping(courier_id: str = "k1", **changes: Any) -> CourierPing:
    """A courier's ping, with some fields changed."""
    sent = CourierPing(
        courier_id=courier_id,
        sequence=1,
        position=CENTRE,
        speed_mps=0.0,
        heading_degrees=0.0,
        recorded_at=1000.0,
        sent_at_ms=0.0,
    )
    return msgspec.structs.replace(sent, **changes)
