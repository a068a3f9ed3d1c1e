"""A courier: works a shift by the rules of the Meal Delivery Routing Problem, and reports positions during it.

Orders arrive over the courier's feed; polling `GET /couriers/{id}` covers updates that a dropped connection missed.
Orders are picked up in the sequence of their assignment. At a restaurant the courier picks up every assigned order that
is ready there, and delivers them before driving to the next restaurant.
"""

import asyncio
import time
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from delivery.events import GeoPoint, OrderStatus, OrderUpdate, courier_feed
from delivery.mdrp import InstanceCourier

from .client import Caller, RejectedError, Subscribed
from .motion import Leg, Point
from .setup import ReplaySetup

POLL_WALL_SECONDS: Final = 3.0
PING_TIMEOUT_WALL_SECONDS: Final = 5.0
ON_THE_LIST: Final = frozenset({OrderStatus.ASSIGNED, OrderStatus.PICKED_UP})


class ListedOrder(msgspec.Struct):
    """An order of the courier, as the feed and the API return it."""

    order_id: str
    version: int
    status: OrderStatus
    pickup: GeoPoint
    dropoff: GeoPoint
    ready_at: float | None = None
    courier_id: str | None = None


@dataclass
class _Listed:
    """The known state of an order. Finished orders are kept, so that an outdated update does not bring them back."""

    order: ListedOrder
    finished: bool = False


class Courier:
    """One courier of the day."""

    def __init__(self, setup: ReplaySetup, courier: InstanceCourier) -> None:
        self._setup = setup
        self._courier = courier
        self._id = courier.courier_id
        self._caller = Caller("courier", courier.courier_id)
        self._leg = Leg.standing(Point(courier.x, courier.y))
        self._orders: dict[str, _Listed] = {}
        self._news = asyncio.Event()
        self._signed_on = False

    async def work(self) -> None:
        """Work the whole shift, and deliver the last orders after its end."""
        setup = self._setup
        await setup.clock.until(setup.time_of(self._courier.on_minute))
        ends_at = setup.time_of(self._courier.off_minute)
        position = setup.map.to_geo(self._leg.end)
        if not await self._set_shift({"status": "on", "position": position, "ends_at": ends_at}):
            return
        setup.observations.couriers_on.add(self._id)
        self._signed_on = True
        try:
            async with asyncio.TaskGroup() as group:
                background = [group.create_task(job()) for job in (self._send_positions, self._follow_feed, self._poll)]
                await self._serve_until(ends_at)
                for task in background:
                    task.cancel()
        finally:
            setup.observations.couriers_on.discard(self._id)
            setup.observations.couriers_busy.discard(self._id)

    async def leave(self) -> None:
        """Sign off, once; otherwise the next replay on this cell would assign orders to this courier."""
        if self._signed_on:
            self._signed_on = False
            await self._set_shift({"status": "off"})

    async def _serve_until(self, ends_at: float) -> None:
        """Serve assigned orders; at the end of the shift sign off, and finish the orders assigned before."""
        clock = self._setup.clock
        signed_off = False
        while True:
            self._news.clear()
            if waiting := self._open_orders():
                self._setup.observations.couriers_busy.add(self._id)
                await self._serve(waiting)
                continue
            self._setup.observations.couriers_busy.discard(self._id)
            if signed_off:
                return
            if clock.now() >= ends_at:
                await self.leave()
                signed_off = True
                continue
            try:
                await asyncio.wait_for(self._news.wait(), clock.wall_seconds_until(ends_at))
            except TimeoutError:
                continue

    def _open_orders(self) -> list[ListedOrder]:
        return [
            known.order for known in self._orders.values() if known.order.status in ON_THE_LIST and not known.finished
        ]

    async def _serve(self, waiting: list[ListedOrder]) -> None:
        """Deliver picked-up orders; if there are none, pick up the first assigned order and those ready with it."""
        picked_up = [order for order in waiting if order.status is OrderStatus.PICKED_UP]
        if not picked_up:
            picked_up = await self._pick_up(waiting[0])
        for order in picked_up:
            await self._deliver(order)

    async def _pick_up(self, first: ListedOrder) -> list[ListedOrder]:
        """Drive to the restaurant, wait for the food and pick up what is ready; returns the orders picked up.

        Half of the service time is spent before the pickup and half after it.
        """
        half_service = 30.0 * self._setup.instance.parameters.pickup_service_minutes
        arrived = await self._drive(first.pickup)
        pickup_at = max(first.ready_at or 0.0, arrived + half_service)
        await self._setup.clock.until(pickup_at)
        waiting = [order for order in self._open_orders() if order.status is OrderStatus.ASSIGNED]
        ready = [order for order in waiting if order.pickup == first.pickup and (order.ready_at or 0.0) <= pickup_at]
        loaded = [order for order in ready if await self._perform(order, "pickup")]
        if loaded:
            await self._setup.clock.until(pickup_at + half_service)
        return loaded

    async def _deliver(self, order: ListedOrder) -> None:
        """Drive to the customer and hand the order over after half of the service time."""
        half_service = 30.0 * self._setup.instance.parameters.dropoff_service_minutes
        arrived = await self._drive(order.dropoff)
        await self._setup.clock.until(arrived + half_service)
        await self._perform(order, "deliver")
        self._orders[order.order_id].finished = True
        await self._setup.clock.until(arrived + 2 * half_service)

    async def _drive(self, to: GeoPoint) -> float:
        """Drive to a position; returns the platform time of arrival."""
        setup = self._setup
        speed = setup.instance.parameters.meters_per_minute
        self._leg = Leg.drive(self._leg.end, setup.map.to_plane(to), setup.clock.now(), speed)
        await setup.clock.until(self._leg.arrives)
        return self._leg.arrives

    async def _perform(self, order: ListedOrder, action: str) -> bool:
        """Pick up or deliver; returns False and drops the order if the platform rejects it for good."""
        try:
            answer = await self._setup.client.call(self._caller, "POST", f"/orders/{order.order_id}/{action}")
        except RejectedError as rejection:
            self._setup.observations.rejected.append(f"{action} by courier {self._id}: {rejection}")
            self._orders[order.order_id].finished = True
            return False
        self._update(answer)
        return True

    async def _set_shift(self, change: dict[str, Any]) -> bool:
        """Sign on or off; returns False if the platform rejects it for good."""
        try:
            answer = await self._setup.client.call(self._caller, "POST", f"/couriers/{self._id}/shift", change)
        except RejectedError as rejection:
            self._setup.observations.rejected.append(f"shift of courier {self._id}: {rejection}")
            return False
        for order in answer["orders"]:
            self._update(order)
        return True

    def _update(self, data: Any) -> None:
        """Update an order from the feed or the API, unless a newer version is known."""
        order = msgspec.convert(data, ListedOrder, from_attributes=True)
        known = self._orders.get(order.order_id)
        if known and order.version <= known.order.version:
            return
        finished = order.courier_id != self._id or (known is not None and known.finished)
        self._orders[order.order_id] = _Listed(order, finished)
        self._news.set()

    async def _follow_feed(self) -> None:
        """Follow the courier's feed."""
        async with aclosing(self._setup.client.feed(self._caller, courier_feed(self._id))) as messages:
            async for message in messages:
                match message:
                    case OrderUpdate():
                        self._update(message)
                    case Subscribed(order=OrderUpdate() as order):
                        self._update(order)
                    case _:
                        pass

    async def _poll(self) -> None:
        """Poll the courier's orders periodically."""
        while True:
            await asyncio.sleep(POLL_WALL_SECONDS)
            answer = await self._setup.client.call(self._caller, "GET", f"/couriers/{self._id}")
            for order in answer["orders"]:
                self._update(order)

    async def _send_positions(self) -> None:
        """Send positions; a failed one is not retried, since the next one is newer."""
        setup, clock = self._setup, self._setup.clock
        sequence = time.time_ns() // 1_000_000  # higher than in any earlier replay on this cell
        while True:
            now, sequence = clock.now(), sequence + 1
            ping = {
                "sequence": sequence,
                "position": setup.map.to_geo(self._leg.at(now)),
                "speed_mps": self._leg.speed_at(now),
                "heading_degrees": self._leg.heading_degrees,
                "recorded_at": now,
                "sent_at_ms": time.time() * 1000.0,
            }
            path = f"/couriers/{self._id}/positions"
            sent = await setup.client.try_call(self._caller, "POST", path, ping, PING_TIMEOUT_WALL_SECONDS)
            setup.observations.pings_sent += sent
            setup.observations.pings_failed += not sent
            await clock.until(now + setup.ping_seconds)
