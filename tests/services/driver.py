"""A driver of the order service, which runs in the process of the test."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import httpx
import msgspec
from starlette.applications import Starlette

from delivery.events import AssignmentProposal, CourierEvent, GeoPoint, OrderEvent
from services.common.database import Pool
from services.common.tasks import Wake
from services.orders.admission import Admission
from services.orders.api import ERROR_ANSWERS, OrdersApi
from services.orders.changes import Changes
from services.orders.payments import HttpPayments
from services.orders.payments_worker import PaymentsWorker
from services.orders.placing import OrderPlacing
from services.orders.store import find_courier, find_order, save_restaurant
from services.orders.tickets import Tickets
from services.orders.tokens import TokenVerifier

from .fakes import Issuer, Provider, SetClock, SpyPublisher

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

ORDER: dict[str, Any] = {
    "restaurant_id": "r1",
    "dropoff": {"lat": 38.72, "lon": -9.15},
    "address": "Rua A 1",
    "contact": "+351 000",
    "items": [{"sku": "soup", "quantity": 2, "unit_price_cents": 450}],
    "currency": "EUR",
    "payment_token": "tok_ok",
}
LISBON = Admission(city="lisbon")
PLACE = GeoPoint(38.71, -9.14)
TABLES = ("orders", "order_contacts", "payments", "payment_tokens", "payment_operations", "outbox", "couriers")


@dataclass
class Service:
    """The API over ASGI, with the fakes behind it."""

    pool: Pool
    clock: SetClock
    issuer: Issuer
    provider: Provider
    changes: Changes
    worker: PaymentsWorker
    pings: SpyPublisher
    client: httpx.AsyncClient

    async def call(
        self,
        method: str,
        path: str,
        who: str,
        body: Any = None,
        key: str | None = None,
        *,
        destination: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Call as `role:subject`; bytes are sent without encoding."""
        role, _, subject = who.partition(":")
        headers = {"Authorization": f"Bearer {self.issuer.token(role, subject)}", **(destination or {})}
        if key is not None:
            headers["Idempotency-Key"] = key
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return await self.client.request(method, path, content=content, headers=headers)

    async def place(self, key: str = "key-1", **changes: Any) -> httpx.Response:
        """Place an order as customer `c1`."""
        return await self.call("POST", "/orders", "customer:c1", ORDER | changes, key)

    async def placed(self, key: str = "key-1", **changes: Any) -> str:
        """Place an order and return its id."""
        answer = await self.place(key, **changes)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["order_id"])

    async def accepted(self, key: str = "key-1") -> str:
        """Place and accept an order and return its id."""
        order_id = await self.placed(key)
        answer = await self.call("POST", f"/orders/{order_id}/accept", "restaurant:r1", {"ready_at": self.clock.at})
        assert answer.status_code == 200, answer.text
        return order_id

    async def begin_shift(self, courier_id: str = "k1") -> None:
        """Begin the shift of a courier."""
        shift = {"status": "on", "position": PLACE, "ends_at": self.clock.at + 3600}
        answer = await self.call("POST", f"/couriers/{courier_id}/shift", f"courier:{courier_id}", shift)
        assert answer.status_code == 200, answer.text

    async def assigned(self, key: str = "key-1", courier_id: str = "k1") -> str:
        """Place, accept and assign an order and return its id."""
        order_id = await self.accepted(key)
        if await self.courier(courier_id) is None:
            await self.begin_shift(courier_id)
        assert await self.changes.assign(await self.proposal(order_id, courier_id))
        return order_id

    async def proposal(self, order_id: str, courier_id: str) -> AssignmentProposal:
        """A proposal for the stored versions."""
        order, courier = await self.order(order_id), await self.courier(courier_id)
        return AssignmentProposal(
            proposal_id=f"{order_id}-{courier_id}",
            order_id=order_id,
            order_version=order.version if order else 1,
            courier_id=courier_id,
            courier_version=courier.version if courier else 1,
            proposed_at=self.clock.at,
            pickup_eta=self.clock.at + 300,
            dropoff_eta=self.clock.at + 900,
        )

    async def order(self, order_id: str) -> OrderEvent | None:
        """The stored order."""
        async with self.pool.connection() as connection:
            record = await find_order(connection, order_id)
        return None if record is None else record.order

    async def courier(self, courier_id: str) -> CourierEvent | None:
        """The stored courier."""
        async with self.pool.connection() as connection:
            return await find_courier(connection, courier_id)

    async def rows(self, statement: Any) -> list[tuple[Any, ...]]:
        """The result of a statement."""
        async with self.pool.connection() as connection:
            return [tuple(row.values()) for row in await (await connection.execute(statement)).fetchall()]

    async def change(self, statement: Any) -> None:
        """Run a statement."""
        async with self.pool.connection() as connection:
            await connection.execute(statement)

    async def counts(self) -> dict[str, int]:
        """The number of rows of each table that is not empty."""
        counts = {table: (await self.rows(f"select count(*) from {table}"))[0][0] for table in TABLES}  # noqa: S608 - constant names
        return {table: count for table, count in counts.items() if count}

    async def outbox(self) -> list[tuple[str, str, int]]:
        """Stream, key and version of every event in the outbox."""
        rows = await self.rows("select stream, key, payload from outbox order by id")
        return [(stream, key, msgspec.json.decode(bytes(payload))["version"]) for stream, key, payload in rows]


def service_of(
    pool: Pool,
    provider: Provider,
    issuer: Issuer,
    http: httpx.AsyncClient,
    *,
    tickets: "DynamoDBClient | None" = None,
    admission: Admission = LISBON,
) -> Service:
    """The order service on a database; close its client. Tickets need a table."""
    clock, pings = SetClock(), SpyPublisher()
    payments = HttpPayments(provider.url, http)
    changes = Changes(pool, clock)
    api = OrdersApi(
        pool=pool,
        verifier=TokenVerifier(issuer.settings, issuer.client()),
        placing=OrderPlacing(pool, payments, clock, admission),
        changes=changes,
        tickets=Tickets(cast("DynamoDBClient", tickets), "services-tickets", "wss://cell.test/live"),
        pings=pings,
        locations_topic="courier-locations",
        outbox_wake=Wake(0.1),
        payments_wake=Wake(0.1),
    )
    app = Starlette(routes=api.routes(), exception_handlers=ERROR_ANSWERS)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url="http://cell.test")
    return Service(pool, clock, issuer, provider, changes, PaymentsWorker(pool, payments, Wake(0.1)), pings, client)


async def open_restaurant(pool: Pool) -> None:
    """Store the restaurant of `ORDER`."""
    async with pool.connection() as connection:
        await save_restaurant(connection, "r1", "Casa", PLACE)
