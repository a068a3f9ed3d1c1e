"""The fleet from events that arrive in any order and more than once."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.dispatch import DispatchCourier
from delivery.eta import TravelModel
from delivery.events import CourierEvent, CourierStatus, GeoPoint, OrderEvent, OrderStatus
from delivery.fleet import REMEMBER_CLOSED_SECONDS, Fleet
from delivery.geo import distance_meters

from .factories import CENTRE, PLANE, accepted, courier_event, order_event, ping

NOW = 3000.0
AWAY = PLANE.to_point(3200, 0)
"""Ten minutes from the centre."""

LIFE = [
    order_event(),
    accepted(),
    accepted(version=3, status=OrderStatus.ASSIGNED, courier_id="k1", occurred_at=2000.0),
    accepted(version=4, status=OrderStatus.PICKED_UP, courier_id="k1", picked_up_at=2100.0, occurred_at=2100.0),
    accepted(version=5, status=OrderStatus.DELIVERED, courier_id="k1", picked_up_at=2100.0, occurred_at=2500.0),
]


def fleet_of(*events: OrderEvent | CourierEvent) -> Fleet:
    """A fleet after these events."""
    fleet = Fleet(TravelModel())
    for event in events:
        if isinstance(event, OrderEvent):
            fleet.apply_order(event)
        else:
            fleet.apply_courier(event)
    return fleet


def only(fleet: Fleet, now: float = NOW) -> DispatchCourier:
    """The one courier on shift."""
    [courier] = fleet.on_shift(now)
    return courier


@given(events=st.lists(st.sampled_from(LIFE), min_size=1, max_size=12))
def test_the_newest_version_of_an_order_counts_in_any_order_of_events(events: list[OrderEvent]) -> None:
    """Repeated and outdated events change nothing: an order waits if and only if its newest version waits."""
    fleet = fleet_of()
    newest = 0
    for event in events:
        assert (event.version > newest) == fleet.apply_order(event)
        newest = max(newest, event.version)

    assert ([2] if newest == 2 else []) == [order.version for order in fleet.waiting()]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_version_of_a_courier_counts_in_any_order_of_events(order: tuple[int, ...]) -> None:
    """Older events of a courier are ignored."""
    events = [courier_event(version=n + 1, shift_ends_at=5000.0 + n) for n in range(3)]
    fleet = fleet_of(*(events[n] for n in order))

    assert (only(fleet).version, only(fleet).shift_ends_at) == (3, 5002.0)
    assert not fleet.apply_courier(events[2])


def test_waiting_orders_are_sorted_by_placement() -> None:
    """Only accepted orders wait, and the one that was placed first is first."""
    fleet = fleet_of(accepted("young", placed_at=20.0), accepted("old", placed_at=10.0), order_event("unanswered"))

    assert [order.order_id for order in fleet.waiting()] == ["old", "young"]


@pytest.mark.parametrize("changes", [{"status": CourierStatus.OFF}, {"shift_ends_at": NOW}, {"shift_ends_at": NOW - 1}])
def test_only_couriers_on_shift_are_offered(changes: dict[str, Any]) -> None:
    """A courier who is off, or whose shift is over, gets no order."""
    assert fleet_of(courier_event(version=2, **changes)).on_shift(NOW) == []
    assert len(fleet_of(courier_event()).on_shift(NOW)) == 1


@given(
    sequences=st.lists(st.integers(0, 20), min_size=1, max_size=10),
)
def test_the_newest_sequence_has_the_position_of_a_courier(sequences: list[int]) -> None:
    """Late and repeated pings are ignored."""
    fleet = fleet_of(courier_event())
    newest = -1
    for sequence in sequences:
        sent = ping(sequence=sequence, recorded_at=1000.0 + sequence, position=PLANE.to_point(sequence, 0))
        assert (sequence > newest) == fleet.apply_ping(sent)
        newest = max(newest, sequence)

    assert PLANE.to_point(newest, 0) == only(fleet).free.position


def test_an_older_sighting_does_not_move_a_courier() -> None:
    """The start of a shift before the last ping does not change the position, and a later one does."""
    fleet = fleet_of()
    fleet.apply_ping(ping(position=AWAY, recorded_at=2000.0))
    fleet.apply_courier(courier_event(occurred_at=1500.0))
    assert only(fleet).free.position == AWAY

    fleet.apply_courier(courier_event(version=2, occurred_at=2500.0, active_orders=["o9"]))
    assert only(fleet).free.position == AWAY
    moved = PLANE.to_point(100, 100)
    fleet.apply_courier(courier_event(version=3, occurred_at=2600.0, position=moved))
    assert only(fleet).free.position == moved


@pytest.mark.parametrize(("newest", "place"), [(LIFE[2], AWAY), (LIFE[3], CENTRE), (LIFE[4], LIFE[4].dropoff)])
def test_stops_update_the_position_of_a_courier(newest: OrderEvent, place: GeoPoint) -> None:
    """A courier is at the restaurant at pickup and at the door at delivery, also without pings."""
    fleet = fleet_of(courier_event(position=AWAY), newest)

    assert only(fleet).free.position == place


def test_a_courier_is_free_where_and_when_the_list_ends() -> None:
    """The orders on the list are served one after the other, and the next order begins at the last door."""
    door = PLANE.to_point(3200, 0)
    assigned: dict[str, Any] = {"version": 3, "status": OrderStatus.ASSIGNED, "courier_id": "k1", "pickup": CENTRE}
    fleet = fleet_of(
        courier_event(active_orders=["o1", "o2", "unheard"]),
        accepted("o1", dropoff=door, **assigned),
        accepted("o2", dropoff=CENTRE, **assigned),
    )

    courier = only(fleet)

    assert (courier.queued, courier.free.position) == (3, CENTRE)
    way = distance_meters(CENTRE, door) / TravelModel().meters_per_second
    # Two services an order, and to the door, back to the restaurant, and the second door beside it.
    assert NOW + 2 * way + 4 * 240 == pytest.approx(courier.free.at, abs=0.1)


def test_the_second_leg_begins_at_the_current_position() -> None:
    """After the pickup only the remaining route counts."""
    halfway = PLANE.to_point(1000, 0)
    fleet = fleet_of(courier_event(active_orders=["o1"]), LIFE[3])
    fleet.apply_ping(ping(position=halfway, recorded_at=2900.0))

    way = distance_meters(halfway, LIFE[3].dropoff) / TravelModel().meters_per_second
    assert NOW + way + 240 == pytest.approx(only(fleet).free.at, abs=0.1)


def test_the_door_takes_half_a_service_after_the_hand_over() -> None:
    """A courier who has just delivered is free two minutes later."""
    fleet = fleet_of(courier_event(), LIFE[4])

    assert only(fleet, now=2501.0).free.at == 2620.0
    assert only(fleet, now=2700.0).free.at == 2700.0


@pytest.mark.parametrize(
    "closed", [LIFE[4], order_event(version=2, status=OrderStatus.CANCELLED, closed_reason="late")]
)
def test_a_closed_order_is_not_reopened_by_an_older_event(closed: OrderEvent) -> None:
    """The id of a closed order is kept for some hours."""
    fleet = fleet_of(closed)
    fleet.forget_closed(closed.occurred_at + REMEMBER_CLOSED_SECONDS - 1)
    assert not fleet.apply_order(accepted(version=1))

    fleet.forget_closed(closed.occurred_at + REMEMBER_CLOSED_SECONDS)
    assert fleet.apply_order(accepted(version=1))
