"""The test's place keeps the test order and the couriers of the city apart, by the dispatcher's own rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.smoke.order import DROPOFF_METERS, MAX_SHIFT_PLATFORM_SECONDS, START_METERS, STRIDE_METERS
from components.smoke.place import Position, place_of_test
from delivery.dispatch import DispatchCourier, DispatchParameters, propose
from delivery.eta import Free, TravelModel
from delivery.events import GeoPoint, OrderEvent, OrderStatus
from delivery.geo import Plane, distance_meters
from delivery.tracking import PushRule

NOW = 1_000_000.0
cities = st.builds(Position, st.floats(-65, 65), st.floats(-180, 180))


def point(position: Position) -> GeoPoint:
    """The position as the dispatcher knows it."""
    return GeoPoint(position.lat, position.lon)


def order(name: str, at: Position) -> OrderEvent:
    """An accepted order of a restaurant."""
    return OrderEvent(
        order_id=name,
        version=2,
        status=OrderStatus.ACCEPTED,
        occurred_at=NOW,
        customer_id="c",
        restaurant_id="r",
        pickup=point(at),
        dropoff=point(at),
        total_cents=1,
        currency="EUR",
        placed_at=NOW,
        ready_at=NOW,
    )


def courier(name: str, at: Position, seconds: float) -> DispatchCourier:
    """A free courier whose shift ends after some seconds."""
    return DispatchCourier(name, 1, NOW + seconds, Free(point(at), NOW), 0)


@given(cities)
def test_the_dispatcher_does_not_mix_them(city: Position) -> None:
    """Whichever order is older, each goes to its own courier; alone, neither takes the other's."""
    test = place_of_test(city)
    orders = {"smoke": order("smoke", test), "real": order("real", city.east(900))}
    couriers = {
        "smoke": courier("smoke", test.east(START_METERS), MAX_SHIFT_PLATFORM_SECONDS),
        "real": courier("real", city, 48 * 3600.0),
    }
    for first, second in (("smoke", "real"), ("real", "smoke")):
        found = propose([orders[first], orders[second]], list(couriers.values()), NOW, DispatchParameters())
        assert {(match.order.order_id, match.courier.courier_id) for match in found} == {
            ("smoke", "smoke"),
            ("real", "real"),
        }
        assert propose([orders[first]], [couriers[second]], NOW, DispatchParameters()) == []


@given(cities)
def test_the_map_of_the_dispatcher_keeps_its_scale(city: Position) -> None:
    """The plane through the test order measures the city's distances as a plane through the city does."""
    there = point(city.east(2000))
    own, far = Plane(point(city)), Plane(point(place_of_test(city)))
    here = [plane.to_xy(point(city)) for plane in (own, far)]
    away = [plane.to_xy(there) for plane in (own, far)]
    lengths = [abs(b[0] - a[0]) for a, b in zip(here, away, strict=True)]
    assert lengths[0] == pytest.approx(lengths[1], rel=1e-6)


@given(cities)
def test_no_shift_reaches_the_test(city: Position) -> None:
    """A courier of the city would travel for more than two days."""
    meters = distance_meters(point(city), point(place_of_test(city)))
    assert meters / TravelModel().meters_per_second > 48 * 3600


def test_each_position_is_pushed() -> None:
    """A stride is longer than the error that pages may show, and the courier stays on the way."""
    assert 2 * PushRule().error_meters < STRIDE_METERS
    assert START_METERS + 5 * STRIDE_METERS < DROPOFF_METERS
