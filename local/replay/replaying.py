"""Runs a replay, from the set-up to the reconciled result."""

import asyncio
import os
import time
import uuid
from dataclasses import dataclass
from typing import Final

import aiohttp
import psycopg
from confluent_kafka import KafkaException

from delivery.mdrp import Instance

from ..alarms.run import Evaluated, evaluate
from ..errors import LocalError
from ..progress import console, note, step
from . import restaurant
from .client import GatewayClient, RejectedError
from .day import play
from .lag import LagReader
from .motion import CityMap
from .observations import Observations
from .processes import ProcessWatch
from .reconcile import Findings, reconcile
from .report import Result
from .session import Cell
from .setup import ReplaySetup, default_ping_seconds
from .sources import read_sources, read_unfinished
from .table import LiveView

SETTLE_SECONDS: Final = 90.0
"""Time for consumers, relay and payments to finish after the last page is closed."""

ORDER_EXPIRY_MINUTES: Final = 90.0
"""`ORDER_EXPIRY_SECONDS` of the stack: the maximum time that an order stays open without a courier."""

SPARE_WALL_MINUTES: Final = 10.0


@dataclass(frozen=True)
class Plan:
    """The day to replay, and its settings."""

    name: str
    instance: Instance
    ping_seconds: float | None = None
    """Platform seconds between pings; by default as short as the machine allows."""
    limit_minutes: float | None = None
    """Real minutes after which the replay stops; by default its expected length with a margin."""

    def wall_seconds_at_most(self, speed: float) -> float:
        """Real seconds after which the replay stops."""
        if self.limit_minutes is not None:
            return 60.0 * self.limit_minutes
        last = max(order.placed_minute for order in self.instance.orders) + 2 * ORDER_EXPIRY_MINUTES
        return 60.0 * ((last - self.first_minute) / speed + SPARE_WALL_MINUTES)

    @property
    def first_minute(self) -> float:
        """The minute of the first order or shift."""
        first_order = min(order.placed_minute for order in self.instance.orders)
        return min([first_order, *(courier.on_minute for courier in self.instance.couriers)])


def replay(cell: Cell, plan: Plan) -> Result:
    """Replay a day on a running cell and reconcile it.

    Raises:
        LocalError: the cell rejects a restaurant, or a source cannot be read.
    """
    return asyncio.run(_replay(cell, plan))


async def _replay(cell: Cell, plan: Plan) -> Result:
    seen, lag, watch = Observations(), LagReader(cell.addresses.kafka), ProcessWatch([os.getpid()])
    began = time.monotonic()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        setup = await _set_up(cell, plan, GatewayClient(session, cell.addresses.public, seen), seen)
        view = LiveView(console, setup, lag, cell.addresses.public)
        background = [asyncio.create_task(job()) for job in (lag.follow, watch.follow, view.show)]
        try:
            async with asyncio.timeout(plan.wall_seconds_at_most(cell.clock.speed)):
                await play(setup)
        except TimeoutError:
            note("the time limit is reached, and some orders are still open")
        finally:
            for task in background:
                task.cancel()
            await asyncio.gather(*background, return_exceptions=True)
        wall_seconds = time.monotonic() - began
        with step("Waiting for every consumer to catch up"):
            unsettled = await _settle(cell, lag)
    with step("Reconciling every order across five sources"):
        findings = await asyncio.to_thread(_reconcile, cell, seen)
    with step("Evaluating the alarms of the stack"):
        alarms = await asyncio.to_thread(_alarms, cell)
    watch.sample()
    usage = tuple(watch.usage.values())
    return Result(plan.name, cell.clock.speed, wall_seconds, seen, findings, unsettled, usage, alarms)


async def _set_up(cell: Cell, plan: Plan, client: GatewayClient, seen: Observations) -> ReplaySetup:
    """Open the restaurants, then start the day."""
    city = CityMap.of(plan.instance)
    with step(f"Opening {len(plan.instance.restaurants)} restaurants"):
        try:
            await restaurant.open_all(client, plan.instance, city)
        except RejectedError as rejection:
            raise LocalError(f"the cell rejects a restaurant: {rejection}") from None
    return ReplaySetup(
        run=uuid.uuid4().hex[:8],
        instance=plan.instance,
        map=city,
        clock=cell.clock,
        day_begins=cell.clock.now() - 60.0 * plan.first_minute,
        ping_seconds=plan.ping_seconds or default_ping_seconds(plan.instance, cell.clock.speed),
        client=client,
        observations=seen,
    )


async def _settle(cell: Cell, lag: LagReader) -> dict[str, int]:
    """Wait for the outbox and payments, then for the consumers; returns what is still pending."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while unfinished := await asyncio.to_thread(read_unfinished, cell.access):
        if time.monotonic() > deadline:
            return unfinished
        await asyncio.sleep(0.5)
    return await lag.wait_for_zero(deadline - time.monotonic())


def _alarms(cell: Cell) -> Evaluated | None:
    """The alarms of the run up to now; None if the folder of the cell is unknown."""
    return None if cell.folder is None else evaluate(cell.folder, cell.clock.now())


def _reconcile(cell: Cell, seen: Observations) -> Findings:
    try:
        return reconcile(read_sources(cell.access, seen))
    except (KafkaException, psycopg.Error, OSError) as error:
        raise LocalError(f"a source of the reconciliation cannot be read: {error}") from error
