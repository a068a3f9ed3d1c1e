"""Runs what emits the metrics of a cell, and reads what it wrote as CloudWatch does."""

import asyncio
import base64
import io
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from functools import cache
from typing import Any, cast
from unittest.mock import patch

import httpx
import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from delivery.dispatch import DispatchParameters
from delivery.events import GeoPoint, OrderEvent, OrderStatus, PositionUpdate, order_feed
from delivery.fleet import Fleet
from lambdas.common.connections import Posted
from lambdas.project_orders.handler import Projection
from lambdas.project_orders.views import Written
from lambdas.push_updates.handler import Push
from local.alarms.embedded import Extracted
from local.alarms.series import MetricId
from services.common.clock import ScaledClock
from services.common.metrics import Metrics
from services.dispatcher.planner import Planner
from services.dispatcher.service import propose_round
from services.orders.api import ERROR_ANSWERS
from services.orders.errors import forbidden, unavailable
from services.orders.measuring import COUNTED, measured

CELL = "lisbon"


@cache
def emitted() -> frozenset[MetricId]:
    """Every metric that functions and services of a cell emit."""
    output = io.StringIO()
    with patch.dict(os.environ, {"CELL": CELL}), redirect_stdout(output):
        _push()
        _project()
        asyncio.run(_place())
        asyncio.run(_dispatch())
    found = Extracted()
    found.read(line.encode() for line in output.getvalue().splitlines())
    assert found.problems == []
    return frozenset(found.store.metrics)


async def _place() -> None:
    """The order service: an order is placed, one is refused, one fails."""
    metrics = Metrics(CELL, ScaledClock(), COUNTED)

    def answer(outcome: Callable[[], Response]) -> Starlette:
        async def place(_request: Request) -> Response:
            return outcome()

        return Starlette(
            routes=measured([Route("/orders", place, methods=["POST"])], metrics), exception_handlers=ERROR_ANSWERS
        )

    def refuse() -> Response:
        raise forbidden("no")

    def fail() -> Response:
        raise unavailable("later")

    for outcome in (lambda: Response(status_code=201), refuse, fail):
        transport = httpx.ASGITransport(answer(outcome))
        async with httpx.AsyncClient(transport=transport, base_url="http://cell.test") as client:
            await client.post("/orders")
    metrics.flush()


async def _dispatch() -> None:
    """The dispatcher: a round with nothing to do."""
    metrics = Metrics(CELL, ScaledClock())
    parameters = DispatchParameters()
    planner = Planner(Fleet(parameters.travel), parameters, patience_seconds=60.0)
    await propose_round(planner, cast("Any", _Fake()), "assignment-proposals", metrics, time.time)
    metrics.flush()


class _Fake:
    """A page, a table, a cache and a topic that accept everything."""

    def connections(self, _feed: str) -> list[str]:
        return ["page"]

    def post(self, _connection_id: str, _message: bytes) -> Posted:
        return Posted.SENT

    def write(self, _event: OrderEvent) -> Written:
        return Written.NEW

    def pipeline(self) -> object:
        return object()

    def send(self, _updates: Any) -> list[Any]:
        return []


def _push() -> None:
    """The function that pushes updates: a position reaches the page of an order."""
    position = PositionUpdate(
        feed=order_feed("1"),
        version=1,
        courier_id="c",
        position=GeoPoint(lat=38.7, lon=-9.1),
        speed_mps=5.0,
        heading_degrees=90.0,
        recorded_at=1.0,
        sent_at_ms=time.time() * 1000,
    )
    fake = cast("Any", _Fake())
    with ThreadPoolExecutor(1) as lookups, ThreadPoolExecutor(1) as posts:
        Push(fake, fake, lookups, posts).push(_batch("tracking-updates", position))


def _project() -> None:
    """The function that projects order events: a view changes."""
    event = OrderEvent(
        order_id="1",
        version=1,
        status=OrderStatus.PLACED,
        occurred_at=time.time(),
        customer_id="c",
        restaurant_id="r",
        pickup=GeoPoint(lat=38.7, lon=-9.1),
        dropoff=GeoPoint(lat=38.7, lon=-9.1),
        total_cents=1,
        currency="EUR",
        placed_at=time.time(),
    )
    fake = cast("Any", _Fake())
    with ThreadPoolExecutor(1) as threads:
        Projection(fake, fake, fake, threads).project(_batch("order-events", event))


def _batch(topic: str, message: Any) -> dict[str, Any]:
    """An event with one record."""
    value = base64.b64encode(msgspec.json.encode(message)).decode()
    return {"records": {f"{topic}-0": [{"offset": 0, "timestamp": time.time() * 1000, "value": value}]}}
