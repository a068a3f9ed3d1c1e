"""The matching of orders and couriers."""

import math
from collections.abc import Sequence
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.dispatch import DispatchCourier, DispatchParameters, Proposal, propose
from delivery.eta import Free, legs
from delivery.events import GeoPoint, OrderEvent
from delivery.geo import Plane

from .factories import CENTRE, IN_TOWN, PLANE, accepted

NOW = 2000.0
AT_ONCE = DispatchParameters(commit_ahead_seconds=math.inf)
"""Commits every match of a round, so that tests see the whole matching."""

Rows = list[tuple[GeoPoint, float]]
Columns = list[tuple[GeoPoint, float, float, int]]
ORDERS = st.lists(st.tuples(IN_TOWN, st.floats(NOW - 2000, NOW + 2000)), max_size=4)
COURIERS = st.lists(
    st.tuples(IN_TOWN, st.floats(NOW - 500, NOW + 1500), st.floats(NOW, NOW + 4000), st.integers(0, 3)), max_size=4
)


def courier(
    courier_id: str = "k1", place: GeoPoint = CENTRE, *, at: float = NOW, ends: float = 1e5, queued: int = 0
) -> DispatchCourier:
    """A courier on shift."""
    return DispatchCourier(courier_id, 7, ends, Free(place, at), queued)


def orders_of(rows: Rows) -> list[OrderEvent]:
    """Orders by pickup and ready time."""
    return [accepted(f"o{n}", pickup=place, ready_at=ready) for n, (place, ready) in enumerate(rows)]


def couriers_of(columns: Columns) -> list[DispatchCourier]:
    """Couriers by position, time when they are free, end of shift and orders on their list."""
    return [
        courier(f"k{n}", place, at=at, ends=ends, queued=queued) for n, (place, at, ends, queued) in enumerate(columns)
    ]


def cost(order: OrderEvent, taker: DispatchCourier, plane: Plane, parameters: DispatchParameters) -> float | None:
    """The cost of a match by the definition of the weights; None when the pickup is after the shift."""
    travel, ready, free = parameters.travel, order.ready_at or 0.0, max(NOW, taker.free.at)
    way = math.dist(plane.to_xy(order.pickup), plane.to_xy(taker.free.position)) / travel.meters_per_second
    pickup_at = max(free + way + travel.pickup_service_seconds / 2, ready)
    if pickup_at > taker.shift_ends_at:
        return None
    leaves_at = max(free, ready - travel.pickup_service_seconds / 2 - way)
    delay = pickup_at - ready - parameters.age_weight * max(0.0, NOW - ready)
    return delay + parameters.courier_time_weight * (pickup_at - leaves_at)


def best(orders: Sequence[OrderEvent], takers: Sequence[DispatchCourier]) -> tuple[int, float]:
    """Size and cost of the optimal matching by brute force: the most matches, then the lowest cost."""
    plane = Plane(orders[0].pickup)
    costs = [[cost(order, taker, plane, AT_ONCE) for taker in takers] for order in orders]
    for size in range(min(len(orders), len(takers)), 0, -1):
        totals: list[float] = []
        for rows in combinations(range(len(orders)), size):
            for columns in permutations(range(len(takers)), size):
                chosen = [costs[row][column] for row, column in zip(rows, columns, strict=True)]
                totals += [math.fsum(c for c in chosen if c is not None)] * (None not in chosen)
        if totals:
            return size, min(totals)
    return 0, 0.0


def total(proposals: Sequence[Proposal], plane: Plane) -> float:
    """The total cost of proposals."""
    costs = [cost(proposal.order, proposal.courier, plane, AT_ONCE) for proposal in proposals]
    assert None not in costs
    return math.fsum(c for c in costs if c is not None)


@given(rows=ORDERS, columns=COURIERS)
@settings(max_examples=200, deadline=None)
def test_the_matching_is_optimal(rows: Rows, columns: Columns) -> None:
    """On small rounds no other matching serves more orders, or as many at a lower cost."""
    orders, couriers = orders_of(rows), couriers_of(columns)
    takers = [taker for taker in couriers if taker.queued < AT_ONCE.max_chain]
    proposals = propose(orders, couriers, NOW, AT_ONCE)
    if not orders or not takers:
        assert proposals == []
        return

    size, lowest = best(orders, takers)

    assert size == len(proposals)
    assert lowest == pytest.approx(total(proposals, Plane(orders[0].pickup)), abs=1e-3)


@given(rows=ORDERS, columns=COURIERS, horizon=st.sampled_from([0.0, 60.0, 600.0]))
@settings(max_examples=200, deadline=None)
def test_every_proposal_keeps_the_rules(rows: Rows, columns: Columns, horizon: float) -> None:
    """No order or courier twice, nothing for full lists, pickups within the shift, and the same result every time."""
    parameters = DispatchParameters(commit_ahead_seconds=horizon)
    orders, couriers = orders_of(rows), couriers_of(columns)

    proposals = propose(orders, couriers, NOW, parameters)

    assert (
        len(proposals) == len({p.order.order_id for p in proposals}) == len({p.courier.courier_id for p in proposals})
    )
    assert propose(orders, couriers, NOW, parameters) == proposals
    for proposal in proposals:
        taker, order = proposal.courier, proposal.order
        assert order in orders
        assert taker in couriers
        assert taker.queued < parameters.max_chain
        free = Free(taker.free.position, max(NOW, taker.free.at))
        times = legs(parameters.travel, free, order.pickup, order.ready_at or 0.0, order.dropoff)
        assert (times.pickup_at, times.dropoff_at) == (proposal.pickup_eta, proposal.dropoff_eta)
        # The flat map of the matching and the great circle of the times differ by up to 0.2 percent.
        way = parameters.travel.travel_seconds(taker.free.position, order.pickup)
        assert proposal.pickup_eta <= taker.shift_ends_at + 0.002 * way + 1e-6
        leaves_at = max(free.at, (order.ready_at or 0.0) - parameters.travel.pickup_service_seconds / 2 - way)
        assert leaves_at <= NOW + horizon + 0.002 * way + 1e-6


def test_a_match_waits_until_its_courier_has_to_leave() -> None:
    """Food that is ready in an hour is proposed only when the courier must leave."""
    order = accepted(ready_at=NOW + 3600)
    parameters = DispatchParameters()
    near = [courier()]

    assert propose([order], near, NOW, parameters) == []
    assert propose([order], near, NOW + 3600 - 120 - 61, parameters) == []
    assert len(propose([order], near, NOW + 3600 - 120 - 59, parameters)) == 1


def test_a_shift_that_ends_too_soon_takes_nothing() -> None:
    """A courier who cannot pick up within the shift is not proposed, even if all others are far away."""
    far = PLANE.to_point(8000, 0)
    late, able = courier("late", ends=NOW + 119), courier("able", far)

    [proposal] = propose([accepted()], [late, able], NOW, AT_ONCE)

    assert proposal.courier is able
    assert propose([accepted()], [late], NOW, AT_ONCE) == []


def test_impossible_matches_do_not_hide_the_best_one() -> None:
    """Although most matches are impossible, the only possible courier serves the order that is reached sooner."""
    there = PLANE.to_point(1, 0)
    orders = [accepted("nearer", pickup=CENTRE), accepted("farther", pickup=there)]
    able = courier("able", CENTRE, ends=NOW + 3600)

    for order in (orders, orders[::-1]):
        proposals = propose(order, [courier("late", ends=NOW), courier("later", ends=NOW), able], NOW, AT_ONCE)
        assert [(p.order.order_id, p.courier.courier_id) for p in proposals] == [("nearer", "able")]


def test_the_nearer_courier_goes() -> None:
    """Of two free couriers the one with the shorter route is proposed."""
    far, near = courier("far", PLANE.to_point(3000, 0)), courier("near", PLANE.to_point(0, 300))

    assert [near] == [proposal.courier for proposal in propose([accepted()], [far, near], NOW, AT_ONCE)]


def test_every_courier_gets_an_order_in_a_rush() -> None:
    """Two hundred orders and a hundred and fifty couriers: every courier gets one order."""
    orders = [accepted(f"o{n}", pickup=PLANE.to_point(37.0 * n % 4000, 91.0 * n % 4000)) for n in range(200)]
    couriers = [courier(f"k{n}", PLANE.to_point(53.0 * n % 4000, 29.0 * n % 4000)) for n in range(150)]

    assert len(propose(orders, couriers, NOW, AT_ONCE)) == 150
