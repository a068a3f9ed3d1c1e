"""What runs while customers wait: the batch of pings, and the matching of orders and couriers."""

import base64
import io
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, redirect_stdout
from dataclasses import dataclass
from random import Random
from typing import Any

import lap
import msgspec
import numpy as np

from delivery.dispatch import DispatchCourier, DispatchParameters, propose
from delivery.eta import Free
from delivery.events import CourierPing, GeoPoint, OrderEvent, OrderStatus
from lambdas.common.producer import Outgoing
from lambdas.track_couriers.handler import Tracking
from lambdas.track_couriers.positions import Stored

from .measure import Timed, pair

PINGS = 1000
ORDERS, COURIERS = 100, 200


@dataclass(frozen=True)
class _Memory:
    """Stores and brokers that cost nothing, so that only the handler's own work is left."""

    def store(self, pings: Iterable[CourierPing]) -> list[Stored]:
        return [Stored(ping, None, (ping.courier_id,)) for ping in pings]

    def remember_pushed(self, pings: Iterable[CourierPing]) -> None:
        list(pings)

    def send(self, updates: Iterable[Outgoing]) -> list[str]:
        for update in updates:
            msgspec.json.encode(update.update)
        return []


def handler_throughput() -> AbstractContextManager[tuple[Timed, Timed]]:
    """One batch of pings through `track_couriers`, and merely decoding the same records."""
    values = [base64.b64encode(msgspec.json.encode(_ping(number))).decode() for number in range(PINGS)]
    event = _event(values)
    tracking, decoder = Tracking(_Memory(), _Memory()), msgspec.json.Decoder(CourierPing)

    def handle() -> None:
        with redirect_stdout(io.StringIO()):  # its metrics are a line of its output
            tracking.track(event)

    return pair(handle, lambda: [decoder.decode(base64.b64decode(value)) for value in values])


def dispatch_time() -> AbstractContextManager[tuple[Timed, Timed]]:
    """One round of the dispatcher at a busy minute, and the assignment problem alone."""
    random = Random(7)  # noqa: S311 - a made-up city
    orders = [_order(number, _place(random), _place(random)) for number in range(ORDERS)]
    couriers = [DispatchCourier(f"c{n}", 1, 36_000.0, Free(_place(random), 0.0), 0) for n in range(COURIERS)]
    costs = np.random.default_rng(7).random((ORDERS, COURIERS)) * 1000
    parameters = DispatchParameters()

    def assignment() -> None:
        lap.lapjv(costs, extend_cost=True)

    return pair(lambda: propose(orders, couriers, 600.0, parameters), assignment)


def _ping(number: int) -> CourierPing:
    return CourierPing(
        courier_id=f"courier-{number}",
        sequence=number,
        position=GeoPoint(lat=38.7 + number * 1e-5, lon=-9.1),
        speed_mps=5.0,
        heading_degrees=90.0,
        recorded_at=1000.0,
        sent_at_ms=1_700_000_000_000.0,
    )


def _event(values: list[str]) -> Mapping[str, Any]:
    base = {"topic": "t", "partition": 0, "timestamp": 1_700_000_000_000, "timestampType": "CREATE_TIME", "headers": []}
    records = [{**base, "offset": n, "key": "a2V5", "value": value} for n, value in enumerate(values)]
    return {"eventSource": "aws:kafka", "records": {"t-0": records}}


def _place(random: Random) -> GeoPoint:
    return GeoPoint(lat=38.70 + random.random() * 0.05, lon=-9.16 + random.random() * 0.05)


def _order(number: int, pickup: GeoPoint, dropoff: GeoPoint) -> OrderEvent:
    return OrderEvent(
        order_id=f"o{number}",
        version=2,
        status=OrderStatus.ACCEPTED,
        occurred_at=0.0,
        customer_id="c",
        restaurant_id="r",
        pickup=pickup,
        dropoff=dropoff,
        total_cents=1000,
        currency="EUR",
        placed_at=0.0,
        ready_at=900.0,
    )
