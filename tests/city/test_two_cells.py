"""Two small cells side by side on one machine: a city grows, is split, drained and evacuated while customers order."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import aiohttp
import psycopg
import pytest

from delivery.routing import CachePolicy, Route, RoutingCache, RoutingTable
from local.deploy import deploy
from local.paths import ROOT
from local.replay.client import Caller, GatewayClient
from local.replay.clock import PlatformClock
from local.replay.observations import Observations
from local.runtime.runtime import Runtime
from local.state import Resource, StackState, load_state
from tests.services.routed import ACCEPTED, UNKNOWN, Customer

pytestmark = [pytest.mark.city, pytest.mark.engine, pytest.mark.slow, pytest.mark.timeout(1500)]

SPEED: Final = 60.0
OLD, NEW = "south", "north"
TASK: Final = "aws:ecs/taskDefinition:TaskDefinition"
CUSTOMERS: Final = 4
COURIERS: Final = [f"k{number}" for number in range(12)]
WAIT_SECONDS: Final = 180.0
PLACE: Final = {"lat": 38.72, "lon": -9.14}
POLICY: Final = CachePolicy(fresh_seconds=2.0, first_retry_seconds=0.2, longest_retry_seconds=1.0)
PROGRAM: Final = f"""import runpy, sys
sys.path.insert(0, {str(ROOT)!r})
runpy.run_path({str(ROOT / "__main__.py")!r}, run_name="__main__")
"""


@dataclass
class Cells:
    """Both cells, their stacks' settings, and the routing table."""

    folder: Path
    clock: PlatformClock
    runtimes: dict[str, Runtime] = field(default_factory=dict[str, Runtime])
    table: RoutingTable = field(default_factory=lambda: RoutingTable(1, (Route("lisbon", "", OLD),)))

    def deploy(self, stack: str, **settings: str) -> Path:
        """Deploy a stack with settings on top of the demo city's."""
        text = (ROOT / "Pulumi.demo.yaml").read_text().replace("cellIndex: 1", f"cellIndex: {1 + (stack == NEW)}")
        added = "".join(f'  citycell:{name}: "{value}"\n' for name, value in settings.items())
        (self.folder / "program" / f"Pulumi.{stack}.yaml").write_text(text.rstrip() + "\n" + added)
        program, folder = self.folder / "program", self.folder / stack
        return deploy(stack, program=program, packs=[], folder=folder).state_path

    def update(self, stack: str, **variables: str) -> None:
        """Change what the order service of a running cell serves, as an update of its stack does.

        `tests/components/city` holds that the settings give the service these variables and change no other one.
        """
        runtime = self.runtimes[stack]
        assert runtime.update(with_variables(runtime.state, variables)) == ["orders"]

    def route(self, *routes: tuple[str, str]) -> None:
        """Publish the next table: cell by zone."""
        self.table = RoutingTable(self.table.version + 1, tuple(Route("lisbon", *route) for route in routes))

    def rows(self, stack: str, text: str) -> list[Any]:
        """The rows of a query on a cell's database."""
        with psycopg.connect(self.runtimes[stack].addresses.postgres, options="-c search_path=delivery") as connection:
            return connection.execute(text.encode()).fetchall()


def with_variables(state: StackState, variables: Mapping[str, str]) -> StackState:
    """A state whose order service has these of `ZONE` and `DRAIN`."""

    def changed(resource: Resource) -> Resource:
        if resource.type != TASK or not resource.name.endswith("-orders-task-definition"):
            return resource
        (container,) = json.loads(resource.outputs["containerDefinitions"])
        kept = [item for item in container["environment"] if item["name"] not in {"ZONE", "DRAIN"}]
        added = [{"name": name, "value": value} for name, value in variables.items()]
        container = container | {"environment": [*kept, *added]}
        return replace(resource, outputs={**resource.outputs, "containerDefinitions": json.dumps([container])})

    return replace(state, resources=tuple(map(changed, state.resources)))


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Generator[Cells]:
    """The old cell serves the whole city; the new one serves its north and has no orders."""
    folder = tmp_path_factory.mktemp("cells")
    (folder / "program").mkdir()
    (folder / "program" / "Pulumi.yaml").write_text((ROOT / "Pulumi.yaml").read_text())
    (folder / "program" / "__main__.py").write_text(PROGRAM)
    cells = Cells(folder, PlatformClock.starting_now(SPEED))
    with ExitStack() as stack:
        for name, settings in ((OLD, dict[str, str]()), (NEW, {"zone": "north"})):
            state = load_state(cells.deploy(name, **settings))
            runtime = Runtime(state, folder / name / "cell", clock=cells.clock)
            cells.runtimes[name] = stack.enter_context(runtime)
        yield cells


class City:
    """The people of the city: customers that order, a restaurant in each zone, and couriers in each cell."""

    def __init__(self, cells: Cells, session: aiohttp.ClientSession) -> None:
        self.cells, self.session = cells, session
        self.clients = {
            name: GatewayClient(session, runtime.addresses.public, Observations())
            for name, runtime in cells.runtimes.items()
        }
        self.accepted: dict[str, str] = {}
        """Key to the cell that accepted its order."""
        self.customers = [Customer(lambda: cells.table, self.send, RoutingCache(POLICY)) for _ in range(CUSTOMERS)]
        self.is_closing = False

    async def open(self) -> None:
        """Register the restaurants in both cells, and begin a shift in each."""
        for client in self.clients.values():
            for zone in ("north", "south"):
                body = {"name": zone, "position": PLACE, "zone": zone}
                await client.call(Caller("operator", "o"), "PUT", f"/restaurants/{zone}", body)
            shift = {"status": "on", "position": PLACE, "ends_at": self.cells.clock.now() + 86_400}
            for courier in COURIERS:
                await client.call(Caller("courier", courier), "POST", f"/couriers/{courier}/shift", shift)

    async def send(self, key: str, host: str, headers: Mapping[str, str]) -> str:
        """Place the order of a key."""
        base, zone = self.cells.runtimes[host].addresses.public, key.split("-", maxsplit=1)[0]
        body = {
            "restaurant_id": zone,
            "dropoff": PLACE,
            "address": "Door 1",
            "contact": "Customer 1",
            "items": [{"sku": "meal", "quantity": 1, "unit_price_cents": 1490}],
            "currency": "EUR",
            "payment_token": "tok_ok",
        }
        try:
            async with self.session.get(f"{base}/_local/token?role=customer&sub={key}") as answer:
                token = (await answer.json())["token"]
            given = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, **headers}
            async with self.session.post(f"{base}/orders", json=body, headers=given) as answer:
                found = json.loads(await answer.read() or b"{}")
                if answer.ok:
                    return ACCEPTED
                code = found["error"]["code"]
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError):
            return UNKNOWN
        return code if code in {"draining", "misdirected"} or answer.status < 500 else UNKNOWN

    async def order(self, number: int) -> None:
        """Place one order after the other until the city closes."""
        step = 0
        while not self.is_closing:
            key = f"{'north' if number % 2 else 'south'}-{number}-{step}"
            self.accepted[key] = await self.customers[number].place(key, "lisbon", key.split("-", maxsplit=1)[0])
            step += 1
            await asyncio.sleep(3.0)

    async def work(self, cell: str) -> None:
        """Restaurants accept, and couriers carry what the dispatcher assigns, until no order is open."""
        client = self.clients[cell]
        while not (self.is_closing and not self.open_orders(cell)):
            for order_id, restaurant, courier, status in self.open_orders(cell):
                if status == "placed":
                    body = {"ready_at": self.cells.clock.now()}
                    caller = Caller("restaurant", restaurant)
                    await client.call(caller, "POST", f"/orders/{order_id}/accept", body)
                elif status in {"assigned", "picked_up"}:
                    step = "pickup" if status == "assigned" else "deliver"
                    await client.call(Caller("courier", courier), "POST", f"/orders/{order_id}/{step}")
            await asyncio.sleep(0.2)

    def open_orders(self, cell: str) -> list[Any]:
        """The open orders of a cell."""
        return self.cells.rows(
            cell,
            "select order_id, restaurant_id, courier_id, status from orders"
            " where status not in ('delivered', 'cancelled')",
        )

    async def placed(self, cell: str, zone: str, more: int) -> None:
        """Wait until a cell has accepted more orders of a zone."""
        before = self._count(cell, zone)
        await until(lambda: self._count(cell, zone) >= before + more)

    def _count(self, cell: str, zone: str) -> int:
        return sum(host == cell and key.startswith(zone) for key, host in self.accepted.items())


async def until(condition: Callable[[], bool]) -> None:
    """Return once a condition holds."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not condition():  # noqa: ASYNC110 - the state is in other processes
            await asyncio.sleep(0.1)


async def test_a_city_is_split_drained_and_evacuated_without_a_lost_order(cells: Cells) -> None:
    """The steps of the runbooks: no order is lost, none is placed twice, and each is finished where it began."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        city = City(cells, session)
        await city.open()
        work: list[Awaitable[None]] = [city.work(cell) for cell in (OLD, NEW)]
        people = asyncio.gather(*work, *(city.order(number) for number in range(CUSTOMERS)))
        await city.placed(OLD, "north", 2)

        cells.route(("north", NEW), ("south", OLD))
        await city.placed(NEW, "north", 2)
        await asyncio.to_thread(cells.update, OLD, ZONE="south")
        await city.placed(OLD, "south", 2)

        await asyncio.to_thread(cells.update, NEW)
        cells.route(("", NEW))
        await city.placed(NEW, "south", 2)
        await asyncio.to_thread(cells.update, OLD, ZONE="south", DRAIN="true")
        drained = time.monotonic()
        await city.placed(NEW, "south", 2)
        operator = Caller("operator", "o")

        async def is_empty() -> bool:
            found = await city.clients[OLD].call(operator, "GET", "/drain")
            assert found["draining"]
            return not any(found[name] for name in ("open_orders", "open_placements", "open_payments"))

        while not await is_empty():
            assert time.monotonic() < drained + WAIT_SECONDS
            await asyncio.sleep(0.5)
        city.is_closing = True
        await people

    old, new = ({row[0] for row in cells.rows(cell, "select order_id from orders")} for cell in (OLD, NEW))
    assert not old & new
    assert len(old) + len(new) == len(city.accepted)
    for cell, orders in ((OLD, old), (NEW, new)):
        assert {("delivered",)} == set(cells.rows(cell, "select status from orders"))
        await until(lambda cell=cell: not cells.rows(cell, "select from payment_operations where done_at is null"))
        (captures,) = cells.rows(cell, "select count(*) from payment_operations where kind = 'capture'")
        assert captures == (len(orders),)
    assert all(runtime.exits == [] for runtime in cells.runtimes.values())
