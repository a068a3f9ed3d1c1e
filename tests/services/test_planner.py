"""The dispatcher's rounds: propose once, then wait for the outcome."""

import pytest

from delivery.dispatch import DispatchParameters
from delivery.eta import TravelModel
from delivery.events import CourierEvent, CourierStatus, GeoPoint, OrderEvent, OrderStatus
from delivery.fleet import Fleet
from services.dispatcher.planner import Planner, patience

PLACE = GeoPoint(38.71, -9.14)
NOW = 3000.0


def order(order_id: str = "o1", version: int = 2) -> OrderEvent:
    """An order whose food is ready."""
    return OrderEvent(
        order_id=order_id, version=version, status=OrderStatus.ACCEPTED, occurred_at=NOW, customer_id="c1",
        restaurant_id="r1", pickup=PLACE, dropoff=PLACE, total_cents=900, currency="EUR", placed_at=2000.0,
        ready_at=NOW,
    )  # fmt: skip


def courier(courier_id: str = "k1", version: int = 1) -> CourierEvent:
    """A courier on shift."""
    return CourierEvent(
        courier_id=courier_id, version=version, status=CourierStatus.ON, occurred_at=NOW, position=PLACE,
        shift_ends_at=NOW + 9000, active_orders=[],
    )  # fmt: skip


@pytest.fixture
def planner() -> Planner:
    """A planner with one order and one courier, and a patience of a minute."""
    fleet = Fleet(TravelModel())
    fleet.apply_order(order())
    fleet.apply_courier(courier())
    return Planner(fleet, DispatchParameters(), patience_seconds=60.0)


def test_a_proposal_has_the_versions_that_it_is_based_on(planner: Planner) -> None:
    """Order, courier, their versions, the time of the proposal and the expected times."""
    [proposal] = planner.round(NOW)

    assert (
        proposal.order_id,
        proposal.order_version,
        proposal.courier_id,
        proposal.courier_version,
        proposal.proposed_at,
    ) == ("o1", 2, "k1", 1, NOW)
    assert (proposal.pickup_eta, proposal.dropoff_eta) == (NOW + 120, NOW + 360)


def test_a_proposal_is_not_repeated_while_its_outcome_is_open(planner: Planner) -> None:
    """Its order and its courier are proposed again only after the patience, with a new id."""
    [first] = planner.round(NOW)
    planner.fleet.apply_order(order("o2"))
    assert planner.round(NOW + 59) == []

    again = planner.round(NOW + 60)
    assert len(again) == 1
    assert again[0].proposal_id != first.proposal_id


def test_a_new_version_ends_the_wait_at_once(planner: Planner) -> None:
    """A courier with a new event can be proposed for the next order at once."""
    planner.round(NOW)
    planner.fleet.apply_order(order("o2"))
    planner.fleet.apply_courier(courier(version=2))

    [proposal] = planner.round(NOW + 1)

    assert (proposal.order_id, proposal.courier_id, proposal.courier_version) == ("o2", "k1", 2)


def test_an_order_goes_to_another_courier_after_its_change(planner: Planner) -> None:
    """An order with a new version is proposed again, for a courier without an open proposal."""
    planner.round(NOW)
    planner.fleet.apply_order(order(version=3))
    planner.fleet.apply_courier(courier("k2"))

    [proposal] = planner.round(NOW + 1)

    assert (proposal.order_id, proposal.order_version, proposal.courier_id) == ("o1", 3, "k2")


@pytest.mark.parametrize(("interval", "speed", "seconds"), [(30, 1, 62), (30, 100, 260)])
def test_patience_is_two_rounds_and_two_seconds_of_wall_time(interval: float, speed: float, seconds: float) -> None:
    """At any speed of the platform clock a proposal has two seconds of wall time to arrive."""
    assert patience(interval, speed) == seconds
