"""Dispatch: a rolling matching of waiting orders and couriers.

Every round matches all waiting orders with all couriers who may take one (an assignment problem). It commits only the
matches whose courier must leave now; the next round plans the others again with newer information. The rules are those
of the Meal Delivery Routing Problem (Reyes et al. 2018): straight routes at one speed, no pickup after the end of a
shift, couriers wait where they are and are never diverted. Orders are not bundled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import lap
import numpy as np
import numpy.typing as npt

from .eta import Free, TravelModel, legs
from .events import OrderEvent
from .geo import Plane

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DispatchParameters:
    """Weights and horizon of the matching, in seconds of platform time.

    The weights are initial values: they have not been tuned on the real days yet.
    """

    travel: TravelModel = field(default_factory=TravelModel)
    commit_ahead_seconds: float = 60.0
    """A match is committed when its courier would leave within this time: one round and the delay of the proposal."""
    max_chain: int = 2
    """Maximum of orders on a courier's list."""
    courier_time_weight: float = 0.35
    """Cost of a second of a courier's time, relative to a second of delay of an order."""
    age_weight: float = 1.0
    """Priority of an order that waits past its ready time when couriers are scarce."""


@dataclass(frozen=True, slots=True)
class DispatchCourier:
    """A courier on shift, with the time and place at which the next order could begin."""

    courier_id: str
    version: int
    shift_ends_at: float
    free: Free
    queued: int
    """Orders on the list now."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A match to commit, with the versions that it is based on and its expected times."""

    order: OrderEvent
    courier: DispatchCourier
    pickup_eta: float
    dropoff_eta: float


@dataclass(frozen=True, slots=True)
class _Costs:
    """Orders are rows, couriers columns; seconds."""

    cost: Matrix
    possible: npt.NDArray[np.bool_]
    """False where the match would violate a rule."""
    leaves_at: Matrix


def propose(
    orders: Sequence[OrderEvent], couriers: Sequence[DispatchCourier], now: float, parameters: DispatchParameters
) -> list[Proposal]:
    """The matches to commit now.

    Args:
        orders: accepted and without a courier; their `ready_at` is known.
        couriers: on shift, including those who are still busy.
        now: platform time.
        parameters: weights and horizon.

    Returns:
        At most one proposal for each order and each courier.
    """
    takers = [courier for courier in couriers if courier.queued < parameters.max_chain]
    if not orders or not takers:
        return []
    costs = _costs(orders, takers, now, parameters)
    if not costs.possible.any():
        return []
    _, chosen, _ = lap.lapjv(_solvable(costs), extend_cost=True)
    due = now + parameters.commit_ahead_seconds
    return [
        _proposal(parameters.travel, order, takers[column], now)
        for row, (order, column) in enumerate(zip(orders, chosen.tolist(), strict=True))
        if column >= 0 and costs.possible[row, column] and costs.leaves_at[row, column] <= due
    ]


def _costs(
    orders: Sequence[OrderEvent], couriers: Sequence[DispatchCourier], now: float, parameters: DispatchParameters
) -> _Costs:
    """The cost of each match: the delay of the food and the courier's time until the pickup."""
    travel = parameters.travel
    plane = Plane(orders[0].pickup)
    pickups = np.array([plane.to_xy(order.pickup) for order in orders])
    places = np.array([plane.to_xy(courier.free.position) for courier in couriers])
    ready = _column([_ready(order) for order in orders])
    free = np.array([max(now, courier.free.at) for courier in couriers])
    ends = np.array([courier.shift_ends_at for courier in couriers])

    way = np.linalg.norm(pickups[:, None, :] - places[None, :, :], axis=2) / travel.meters_per_second
    half_service = travel.pickup_service_seconds / 2
    pickup_at = np.maximum(free + way + half_service, ready)
    leaves_at = np.maximum(free, ready - half_service - way)
    delay = pickup_at - ready
    age = np.maximum(0.0, now - ready)
    cost = delay + parameters.courier_time_weight * (pickup_at - leaves_at) - parameters.age_weight * age
    return _Costs(cost=cost, possible=pickup_at <= ends, leaves_at=leaves_at)


def _solvable(costs: _Costs) -> Matrix:
    """Costs from 0 to 1 where a match is possible, and more than their sum where it is not.

    `lap` treats values from `lap.LARGE` (a million) on as infinite, and then returns matchings that are not optimal.
    """
    real = costs.cost[costs.possible]
    lowest = float(real.min())
    span = max(float(real.max()) - lowest, 1.0)
    return np.where(costs.possible, (costs.cost - lowest) / span, max(costs.cost.shape) + 1.0)


def _proposal(travel: TravelModel, order: OrderEvent, courier: DispatchCourier, now: float) -> Proposal:
    start = Free(courier.free.position, max(now, courier.free.at))
    times = legs(travel, start, order.pickup, _ready(order), order.dropoff)
    return Proposal(order, courier, pickup_eta=times.pickup_at, dropoff_eta=times.dropoff_at)


def _ready(order: OrderEvent) -> float:
    """When the food is ready; every accepted order has this time."""
    return order.placed_at if order.ready_at is None else order.ready_at


def _column(values: list[float]) -> npt.NDArray[Any]:
    return np.array(values)[:, None]
