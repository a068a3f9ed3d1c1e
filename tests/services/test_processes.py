"""The services as they run in their containers: from the environment until SIGTERM."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import httpx
import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from delivery.events import (
    AssignmentProposal,
    CourierEvent,
    CourierPing,
    CourierStatus,
    OrderEvent,
    OrderStatus,
)
from local.backing_services.postgres import Postgres
from services.common.database import Pool
from services.common.failed_records import FailedRecord

from .driver import ORDER, PLACE, open_restaurant
from .fakes import AUDIENCE, DEADLINE_SECONDS, ISSUER, Issuer, Provider, until
from .topics import Topics

pytestmark = pytest.mark.city

NAMES = ("order-events", "courier-events", "courier-locations", "assignment-proposals", "failed-records")


def environment_of(topics: Topics) -> dict[str, str]:
    """The environment of both services, with the topics of this test."""
    variables = {name.upper().replace("-", "_") + "_TOPIC": topics.named(name) for name in NAMES}
    return variables | {
        "CELL": "test",
        "CITY": "lisbon",
        "KAFKA_BOOTSTRAP_SERVERS": topics.broker.address,
        "KAFKA_AUTH": "none",
        "PATH": os.environ["PATH"],
    }


@asynccontextmanager
async def running(module: str, environment: dict[str, str]) -> AsyncGenerator[Process]:
    """A service in its own process, which must stop cleanly on SIGTERM."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, env=environment, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
        process.terminate()
        async with asyncio.timeout(DEADLINE_SECONDS):
            _, errors = await process.communicate()
        assert (process.returncode, errors) == (0, b"")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("module", ["services.orders", "services.dispatcher", "services.migrate"])
async def test_an_invalid_environment_is_one_line(module: str) -> None:
    """A service without a variable exits with 2 and one line that names it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, env={"PATH": os.environ["PATH"]}, stdout=PIPE, stderr=PIPE
    )
    _, errors = await process.communicate()

    [line] = errors.decode().splitlines()
    assert process.returncode == 2
    assert line.startswith(f"{module.removeprefix('services.')}: environment variable ")
    assert line.endswith(" is missing")


async def test_the_dispatcher_proposes_from_events(topics: Topics) -> None:
    """An order and a courier cause one proposal; a malformed record goes to the failed ones with the reason."""
    topics.make(*NAMES)
    order = OrderEvent(
        order_id="o1", version=2, status=OrderStatus.ACCEPTED, occurred_at=1.0, customer_id="c1", restaurant_id="r1",
        pickup=PLACE, dropoff=PLACE, total_cents=900, currency="EUR", placed_at=1.0, ready_at=1.0,
    )  # fmt: skip
    courier = CourierEvent(
        courier_id="k1", version=4, status=CourierStatus.ON, occurred_at=1.0, position=PLACE, shift_ends_at=1e11,
        active_orders=[],
    )  # fmt: skip
    ping = CourierPing(
        courier_id="k1", sequence=1, position=PLACE, speed_mps=0, heading_degrees=0, recorded_at=1.0, sent_at_ms=0.0
    )
    bad = [b"no json", b'{"order_id": "\xff"}', b'{"x": ' + b"[" * 30_000]
    topics.write("order-events", *bad, *(msgspec.json.encode(order) for _ in range(2)))
    topics.write("courier-events", msgspec.json.encode(courier))

    async with running("services.dispatcher", environment_of(topics) | {"DISPATCH_INTERVAL_SECONDS": "1"}):
        topics.write("courier-locations", msgspec.json.encode(ping))
        [proposed] = await topics.read("assignment-proposals", 1)
        failed = await topics.read("failed-records", 3)

    proposal = msgspec.json.decode(proposed, type=AssignmentProposal)
    assert (
        proposal.order_id,
        proposal.order_version,
        proposal.courier_id,
        proposal.courier_version,
    ) == ("o1", 2, "k1", 4)
    records = sorted((msgspec.json.decode(value, type=FailedRecord) for value in failed), key=lambda r: r.offset)
    assert [(topics.named("order-events"), "dispatcher")] * 3 == [(r.topic, r.consumer) for r in records]
    assert [record.offset for record in records] == [0, 1, 2]
    assert all(record.reason for record in records)


async def test_the_order_service_serves_and_publishes(
    pool: Pool, server: Postgres, provider: Provider, topics: Topics, unused_tcp_port_factory: Callable[[], int]
) -> None:
    """An order that is placed over HTTP causes an event, and the service stops cleanly."""
    topics.make(*NAMES)
    await open_restaurant(pool)
    issuer, port = Issuer(), unused_tcp_port_factory()
    page = web.Application()

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(issuer.key_set)

    page.router.add_get("/jwks.json", answer)
    async with TestServer(page) as keys:
        environment = environment_of(topics) | {
            "PORT": str(port),
            "DATABASE_HOST": "127.0.0.1",
            "DATABASE_PORT": str(server.port),
            "DATABASE_NAME": server.database,
            "DATABASE_USER": "orders_service",
            "DATABASE_AUTH": "password",
            "DATABASE_PASSWORD": "orders_service",
            "DATABASE_SSLMODE": "disable",
            "PAYMENTS_URL": provider.url,
            "TICKETS_TABLE": "tickets",
            "WEBSOCKET_URL": "wss://cell.test/live",
            "TOKEN_ISSUER": ISSUER,
            "TOKEN_AUDIENCE": AUDIENCE,
            "TOKEN_JWKS_URL": str(keys.make_url("/jwks.json")),
            "ORDER_EXPIRY_SECONDS": "5400",
            "AWS_REGION": "eu-south-2",
        }
        async with (
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
            running("services.orders", environment),
        ):

            async def healthy() -> bool:
                try:
                    return (await client.get("/healthz")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(healthy)
            headers = {"Authorization": f"Bearer {issuer.token('customer', 'c1')}", "Idempotency-Key": "key-1"}
            placed = await client.post("/orders", json=ORDER, headers=headers)
            [told] = await topics.read("order-events", 1)

    assert placed.status_code == 201, placed.text
    event = msgspec.json.decode(told, type=OrderEvent)
    assert (placed.json()["order_id"], 1, OrderStatus.PLACED) == (event.order_id, event.version, event.status)
