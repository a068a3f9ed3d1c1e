"""A zone moves between two order services while customers place orders: none is lost, and none is placed twice."""

import asyncio
import uuid
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace

import httpx
import psycopg
import pytest

from delivery.routing import Route, RoutingTable
from local.backing_services.postgres import Postgres
from services.common.database import open_pool
from services.migrate.runner import migrate
from services.orders.admission import Admission

from .conftest import settings_of
from .driver import ORDER, Service, open_restaurant, service_of
from .fakes import Issuer, Provider
from .routed import ACCEPTED, UNKNOWN, Customer

pytestmark = pytest.mark.city

WHOLE, SOUTH, NORTH = Admission("lisbon"), Admission("lisbon", "south"), Admission("lisbon", "north")
DRAINED = Admission("lisbon", "south", is_draining=True)
CUSTOMERS = 24
ORDERS = 12
"""Of each customer, one after the other."""


class Cells:
    """Two order services, each with a database of its own; their settings can be replaced as by a deployment."""

    def __init__(self, services: Mapping[str, Mapping[Admission, Service]]) -> None:
        self._services = services
        self.settings = {"old": WHOLE, "new": NORTH}
        self.table = RoutingTable(1, (Route("lisbon", "", "old"),))
        self._known: set[str] = set()

    def at(self, host: str) -> Service:
        """The service as it is set now."""
        return self._services[host][self.settings[host]]

    def route(self, *routes: tuple[str, str]) -> None:
        """Publish the next table: host by zone."""
        version = self.table.version + 1
        self.table = RoutingTable(version, tuple(Route("lisbon", zone, host) for zone, host in routes))

    async def send(self, key: str, host: str, headers: Mapping[str, str]) -> str:
        """Place an order; the first answer for every fifth key is lost on its way to the customer."""
        answer = await self.at(host).call("POST", "/orders", "customer:c1", ORDER, key, destination=headers)
        is_first = key not in self._known
        self._known.add(key)
        if is_first and len(self._known) % 5 == 0:
            return UNKNOWN
        return ACCEPTED if answer.is_success else answer.json()["error"]["code"]

    async def placed(self, host: str) -> list[str]:
        """The ids of a cell's orders."""
        return [row[0] for row in await self.at(host).rows("select order_id from orders")]


@pytest.fixture
async def cells(server: Postgres, provider: Provider) -> AsyncGenerator[Cells]:
    """Both cells with the same restaurant, as after its registration in the new one."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=5.0))
        issuer = Issuer()
        services: dict[str, dict[Admission, Service]] = {}
        names: list[str] = []
        for host in ("old", "new"):
            names.append(name := f"{host}_{uuid.uuid4().hex[:8]}")
            with psycopg.connect(server.dsn(), autocommit=True) as connection:
                connection.execute(f'create database {name} owner "{server.master}"'.encode())
            migrate(replace(settings_of(server, server.master), name=name), deadline_seconds=30)
            pool = open_pool(replace(settings_of(server, "orders_service"), name=name))
            await stack.enter_async_context(pool)
            await open_restaurant(pool)
            services[host] = {
                admission: service_of(pool, provider, issuer, http, admission=admission)
                for admission in (WHOLE, SOUTH, NORTH, DRAINED)
            }
        yield Cells(services)
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        for name in names:
            connection.execute(f"drop database {name} with (force)".encode())


async def test_a_zone_moves_and_the_rest_is_evacuated_under_load(cells: Cells, provider: Provider) -> None:
    """First the north moves to the new cell, then the old cell drains and the new one takes the whole city."""
    customers = [Customer(lambda: cells.table, cells.send) for _ in range(CUSTOMERS)]
    accepted: dict[str, str] = {}

    async def order(number: int) -> None:
        zone = "north" if number % 2 else "south"
        for step in range(ORDERS):
            key = f"{zone}-{number}-{step}"
            accepted[key] = await customers[number].place(key, "lisbon", zone)

    async def move() -> None:
        def has(share: float) -> bool:
            return len(accepted) >= share * CUSTOMERS * ORDERS

        await _until(lambda: has(0.2))
        cells.settings["old"] = SOUTH
        await _until(lambda: any("misdirected" in customer.outcomes for customer in customers))
        cells.route(("north", "new"), ("south", "old"))
        await _until(lambda: has(0.5))
        cells.settings["old"] = DRAINED
        await _until(lambda: any("draining" in customer.outcomes for customer in customers))
        cells.settings["new"] = WHOLE
        cells.route(("", "new"))

    await asyncio.gather(move(), *(order(number) for number in range(CUSTOMERS)))

    old, new = await cells.placed("old"), await cells.placed("new")
    assert not set(old) & set(new)
    assert len(old) + len(new) == len(accepted) == CUSTOMERS * ORDERS
    assert provider.kinds == ["authorisations"] * len(accepted)
    outcomes = {outcome for customer in customers for outcome in customer.outcomes}
    assert outcomes == {ACCEPTED, UNKNOWN, "misdirected", "draining"}


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - a count of this process
            await asyncio.sleep(0.005)
