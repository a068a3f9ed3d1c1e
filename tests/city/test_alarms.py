"""A part of the city freezes: the alarm on its lag fires, and ends after it goes on."""

import asyncio
import os
import signal
import uuid
from collections.abc import Generator, Mapping
from typing import Any

import aiohttp
import msgspec
import pytest
from confluent_kafka import Producer

from delivery.events import CourierPing, GeoPoint
from local.alarms.evaluation import History
from local.alarms.run import Evaluated, Run, evaluate
from local.alarms.states import State
from local.backing_services.process import wait_until
from local.replay.clock import PlatformClock
from local.replay.lag import LagReader
from local.runtime.declared import environment_value
from local.runtime.runtime import Runtime
from local.state import StackState

pytestmark = [pytest.mark.city, pytest.mark.engine, pytest.mark.timeout(600)]

SPEED = 40.0
"""The ten minutes that the lag must last pass in 15 seconds."""
PINGS = 100_000
"""More than a consumer may be behind at this speed."""
GROUP = "demo-track-couriers"
LAG = "demo-lag-demo-track-couriers-courier-locations"
PLACEMENT_PAGE = "demo-slo-placement-availability-page"
ROUNDS = "demo-dispatch-rounds"
HEALTH = "demo-health"
FAILING_ORDERS = 60
"""More than the minimum of events of an objective."""
DEADLINE_SECONDS = 60.0
MAX_MINUTES = 20.0
"""Two periods of five minutes, and some for the sampling of a busy machine."""


@pytest.fixture(scope="module")
def runtime(demo_state: StackState, tmp_path_factory: pytest.TempPathFactory) -> Generator[Runtime]:
    """The demo city at a moderate speed."""
    clock = PlatformClock.starting_now(SPEED)
    with Runtime(demo_state, tmp_path_factory.mktemp("frozen"), clock=clock) as runtime:
        yield runtime


def now(runtime: Runtime) -> float:
    """Platform time."""
    return Run.load(runtime.directory).clock.now()


def alarms(runtime: Runtime) -> Evaluated:
    """The alarms up to now."""
    return evaluate(runtime.directory, now(runtime))


def history(runtime: Runtime, name: str) -> History:
    """An alarm up to now."""
    return alarms(runtime).histories[name]


def lag(runtime: Runtime) -> History:
    """The alarm on the lag of positions."""
    return history(runtime, LAG)


def test_frozen_functions_fire_the_alarm_on_their_lag(runtime: Runtime) -> None:
    """That alarm and the health of the cell, after the time that its definition needs, until they have caught up."""
    send_pings(runtime, 1000)  # the broker publishes the lag of a group once it has consumed from the topic
    assert wait_until(lambda: has_consumed(runtime), DEADLINE_SECONDS)
    functions = runtime.supervisor.processes["functions"]
    assert functions.pid is not None
    os.killpg(functions.pid, signal.SIGSTOP)
    began = now(runtime)
    try:
        send_pings(runtime, PINGS)
        assert wait_until(lambda: lag(runtime).state is State.ALARM, DEADLINE_SECONDS)
    finally:
        os.killpg(functions.pid, signal.SIGCONT)
    after = (lag(runtime).alarmed[0][0] - began) / 60
    assert 5 <= after <= MAX_MINUTES
    assert [history.name for history in alarms(runtime).fired] == [LAG, HEALTH]
    assert wait_until(lambda: lag(runtime).state is State.OK, DEADLINE_SECONDS)


def has_consumed(runtime: Runtime) -> bool:
    """Whether the function has consumed from the topic of pings, and is not behind."""
    reader = LagReader(runtime.addresses.kafka)
    reader.read()
    return reader.by_topic.get((GROUP, environment_value(runtime.state, "COURIER_LOCATIONS_TOPIC"))) == 0


def send_pings(runtime: Runtime, count: int) -> None:
    """Pings of couriers who are not on a shift."""
    at = now(runtime)
    topic = environment_value(runtime.state, "COURIER_LOCATIONS_TOPIC")
    producer = Producer({**runtime.addresses.kafka, "queue.buffering.max.messages": 2 * PINGS})
    for sequence in range(count):
        ping = CourierPing(
            courier_id=f"courier-{sequence % 100}",
            sequence=sequence,
            position=GeoPoint(lat=38.7, lon=-9.1),
            speed_mps=0.0,
            heading_degrees=0.0,
            recorded_at=at,
            sent_at_ms=0.0,
        )
        producer.produce(topic, msgspec.json.encode(ping), key=ping.courier_id)
    assert producer.flush(60) == 0


@pytest.mark.slow
def test_an_unreachable_payment_provider_pages_through_the_objective_of_placement(runtime: Runtime) -> None:
    """Orders fail because the provider does not answer: both windows burn, and the cell is unhealthy."""
    payments = runtime.supervisor.processes["payments"]
    assert payments.pid is not None
    asyncio.run(place_orders(runtime, 1))  # the order service works
    os.killpg(payments.pid, signal.SIGSTOP)
    try:
        statuses = asyncio.run(place_orders(runtime, FAILING_ORDERS))
        assert set(statuses) == {503}
        assert wait_until(lambda: fires(runtime, PLACEMENT_PAGE), DEADLINE_SECONDS)
        assert fires(runtime, HEALTH)
    finally:
        os.killpg(payments.pid, signal.SIGCONT)


def fires(runtime: Runtime, name: str) -> bool:
    """Whether an alarm is in ALARM now."""
    return alarms(runtime).histories[name].state is State.ALARM


async def place_orders(runtime: Runtime, count: int) -> list[int]:
    """Place orders at the same time; returns the status of each response."""
    async with aiohttp.ClientSession(runtime.addresses.public) as session:

        async def call(role: str, method: str, path: str, body: Mapping[str, Any], key: str = "") -> int:
            async with session.get(f"/_local/token?role={role}&sub=alarms") as answer:
                token = (await answer.json())["token"]
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
            async with session.request(method, path, json=body, headers=headers) as answer:
                return answer.status

        position = {"lat": 38.7, "lon": -9.1}
        assert await call("operator", "PUT", "/restaurants/alarms", {"name": "R", "position": position}) == 200
        order = {
            "restaurant_id": "alarms",
            "dropoff": position,
            "address": "Door 1",
            "contact": "Customer 1",
            "items": [{"sku": "meal", "quantity": 1, "unit_price_cents": 1490}],
            "currency": "EUR",
            "payment_token": "tok_ok",
        }
        return await asyncio.gather(
            *(call("customer", "POST", "/orders", order, uuid.uuid4().hex) for _ in range(count))
        )


@pytest.mark.slow
def test_a_frozen_dispatcher_fires_the_alarm_on_its_rounds(runtime: Runtime) -> None:
    """It works since the start of the cell; without rounds the cell is unhealthy, until there are some again."""
    assert wait_until(lambda: history(runtime, ROUNDS).state is State.OK, DEADLINE_SECONDS)
    dispatcher = runtime.supervisor.processes["dispatcher"]
    assert dispatcher.pid is not None
    os.killpg(dispatcher.pid, signal.SIGSTOP)
    began = now(runtime)
    try:
        assert wait_until(lambda: history(runtime, ROUNDS).state is State.ALARM, DEADLINE_SECONDS)
        assert fires(runtime, HEALTH)
    finally:
        os.killpg(dispatcher.pid, signal.SIGCONT)
    (alarmed,) = history(runtime, ROUNDS).alarmed
    assert 8 <= (alarmed[0] - began) / 60 <= MAX_MINUTES
    assert wait_until(lambda: history(runtime, ROUNDS).state is State.OK, DEADLINE_SECONDS)
