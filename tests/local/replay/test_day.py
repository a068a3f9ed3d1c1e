"""The actors of a replay against a fake cell that loses answers and drops connections."""

import asyncio
from typing import Any

import aiohttp
import pytest

from delivery.events import OrderStatus
from delivery.mdrp import Instance, InstanceCourier, InstanceOrder, InstanceParameters, InstanceRestaurant
from local.replay import day
from local.replay.client import GatewayClient
from local.replay.clock import PlatformClock
from local.replay.motion import CityMap
from local.replay.observations import Observations
from local.replay.setup import ReplaySetup

DEADLINE_SECONDS = 60.0
SHIFT_ENDS = 100.0 * DEADLINE_SECONDS
"""Minute at which shifts end, at 6,000 times real time: past the deadline, since the fake cell closes no
undelivered order, and on a busy machine retries may take longer than the day."""


@pytest.fixture(autouse=True)
def couriers_go_home_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait after every order is closed."""
    monkeypatch.setattr(day, "SHIFT_END_WALL_SECONDS", 0.2)


def small_day(restaurant: str = "r1") -> Instance:
    """Six orders in half an hour, and two couriers."""
    return Instance(
        orders=tuple(
            InstanceOrder(f"o{number}", 500.0 * number, 300.0, 5.0 * number, restaurant, 5.0 * number + 12)
            for number in range(1, 7)
        ),
        couriers=(InstanceCourier("c1", 0.0, 0.0, 0.0, SHIFT_ENDS), InstanceCourier("c2", 900.0, 0.0, 2.0, SHIFT_ENDS)),
        restaurants=(InstanceRestaurant("r1", 100.0, 200.0), InstanceRestaurant("closed", 400.0, 400.0)),
        parameters=InstanceParameters(),
    )


async def play_on(door_url: str, clock: PlatformClock, instance: Instance) -> Observations:
    """Play a day against a URL within the deadline."""
    seen = Observations()
    async with aiohttp.ClientSession() as session:
        setup = ReplaySetup(
            run="run",
            instance=instance,
            map=CityMap.of(instance),
            clock=clock,
            day_begins=clock.now(),
            ping_seconds=120.0,
            client=GatewayClient(session, door_url, seen),
            observations=seen,
        )
        async with asyncio.timeout(DEADLINE_SECONDS):
            await day.play(setup)
    return seen


async def test_every_order_is_delivered_and_its_page_shows_it(door_url: str, clock: PlatformClock) -> None:
    """A day without faults ends with each page at its delivery, and latencies of both kinds of page."""
    seen = await play_on(door_url, clock, small_day())
    assert dict(seen.by_status()) == {OrderStatus.DELIVERED: 6}
    assert not seen.rejected
    assert seen.order_page_latencies_ms
    assert seen.city_page_latencies_ms


async def test_couriers_keep_to_the_rules_of_the_problem(fake_cell: Any, door_url: str, clock: PlatformClock) -> None:
    """No order is delivered before its food was ready and both half services were spent."""
    seen = await play_on(door_url, clock, small_day())
    parameters = InstanceParameters()
    shortest = parameters.pickup_service_minutes / 2 + parameters.dropoff_service_minutes / 2
    assert len(seen.pages) == 6
    for order in fake_cell.orders.values():
        assert order["occurred_at"] >= order["ready_at"] + 60 * shortest


async def test_positions_have_increasing_sequence_numbers(fake_cell: Any, door_url: str, clock: PlatformClock) -> None:
    """Sequence numbers of each courier increase, and no speed exceeds that of the problem."""
    await play_on(door_url, clock, small_day())
    for courier in ("c1", "c2"):
        sequences = [ping["sequence"] for ping in fake_cell.positions if ping["courier_id"] == courier]
        assert sequences == sorted(set(sequences))
    speeds = {ping["speed_mps"] for ping in fake_cell.positions}
    assert max(speeds) <= InstanceParameters().meters_per_minute / 60
    assert max(speeds) > 0


@pytest.mark.parametrize("fault", [{"lose_every": 3}, {"drop_every": 2}, {"lose_every": 4, "drop_every": 3}])
async def test_faults_cause_retries_only(
    fake_cell: Any, door_url: str, clock: PlatformClock, fault: dict[str, int]
) -> None:
    """Lost answers and dropped feeds duplicate no order, and every page shows the delivery."""
    for name, value in fault.items():
        setattr(fake_cell, name, value)
    seen = await play_on(door_url, clock, small_day())
    assert dict(seen.by_status()) == {OrderStatus.DELIVERED: 6}
    assert len(fake_cell.orders) == 6
    assert seen.retries + seen.reconnects > 0


async def test_a_rejected_order_is_recorded_and_the_day_ends(door_url: str, clock: PlatformClock) -> None:
    """A rejected order is recorded with the platform's message, and no actor waits for it."""
    seen = await play_on(door_url, clock, small_day("closed"))
    assert seen.placed == 0
    assert len(seen.rejected) == 6
    assert "unknown_restaurant" in seen.rejected[0]
