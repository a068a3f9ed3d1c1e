"""The steps of one order: placed, accepted, assigned, tracked, delivered, and read back."""

import asyncio
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from .api import Api, segment
from .errors import SkippedError, StepError
from .page import Message, Page, is_position, is_refused, issue_ticket, order_version
from .place import Position
from .tokens import Role, Source, read_tokens

SHIFT_SECONDS: Final = 900.0
"""The test courier's shift, which ends by itself if the test is killed."""
MAX_SHIFT_PLATFORM_SECONDS: Final = 24 * 3600.0
START_METERS: Final = 80.0
"""Distance of the test courier from the test restaurant."""
DROPOFF_METERS: Final = 800.0
STRIDE_METERS: Final = 60.0
"""Distance between two positions: further than the error of 25 m that pages may show (`delivery/tracking.py`)."""
PINGS: Final = 5
PING_SECONDS: Final = 1.0
POLL_SECONDS: Final = 0.5
STATUSES: Final = ["placed", "accepted", "assigned", "picked_up", "delivered"]


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """How the test order is paid."""

    payment_token: str
    amount_cents: int
    currency: str


@dataclass
class OrderSteps:
    """One order of the test; its methods are the steps, in this order."""

    api: Api
    source: Source
    place: Position
    purchase: Purchase
    position_seconds: float
    """Longest time from a position to the page."""
    order_id: str | None = None
    page: Page | None = None
    is_on_shift: bool = False
    _ticket: Message = field(default_factory=dict[str, Any])
    _latest: Mapping[str, Any] = field(default_factory=dict[str, Any])
    _sequence: int = 0

    async def reach(self) -> str:
        """The order service answers through the load balancer."""
        answer = await self.api.call(None, "GET", "/healthz")
        if answer.status != HTTPStatus.OK:
            raise StepError(f"GET /healthz answers {answer.problem}: read the log of the service orders")
        return self.api.target.api_url

    async def read_tokens(self) -> str:
        """Each role has a token of a test identity."""
        self.api.tokens = await asyncio.to_thread(read_tokens, self.source)
        return ", ".join(token.subject for token in self.api.tokens.values())

    async def refuse_strangers(self) -> str:
        """Calls without a token and with the wrong role are refused."""
        without = await self.api.call(None, "GET", f"/couriers/{self._courier}")
        if without.status != HTTPStatus.UNAUTHORIZED:
            raise StepError(f"a call without a token gets {without.problem} in place of 401")
        body = {"name": "Smoke test", "position": self.place.as_json()}
        wrong = await self.api.call(Role.CUSTOMER, "PUT", f"/restaurants/{self._restaurant}", body)
        if wrong.status != HTTPStatus.FORBIDDEN:
            raise StepError(f"a customer who makes a restaurant gets {wrong.problem} in place of 403")
        return "401 without a token, 403 with the wrong role"

    async def clear(self) -> str:
        """Orders that an interrupted test left on the courier's list are closed."""
        answer = await self.api.call(Role.COURIER, "GET", f"/couriers/{self._courier}")
        if answer.status == HTTPStatus.NOT_FOUND:
            return "first test of this city"
        if answer.status != HTTPStatus.OK or not isinstance(answer.body, dict):
            raise StepError(f"GET /couriers/{self._courier} answers {answer.problem}")
        left = [order for order in answer.body.get("orders", []) if isinstance(order, dict)]
        for order in left:
            await self._close(str(order.get("order_id")), str(order.get("status")))
        return f"{len(left)} orders of an earlier test closed" if left else "nothing left"

    async def make_restaurant(self) -> str:
        """An operator stores the test restaurant."""
        body = {"name": "Smoke test", "position": self.place.as_json()}
        await self.api.send(Role.OPERATOR, f"/restaurants/{self._restaurant}", body, method="PUT")
        return f"{self._restaurant} at {self.place.lat:.2f}, {self.place.lon:.2f}"

    async def begin_shift(self) -> str:
        """The courier begins a short shift."""
        clock = self.api.target.clock
        seconds = min(SHIFT_SECONDS * clock.speed, MAX_SHIFT_PLATFORM_SECONDS)
        start = self.place.east(START_METERS)
        body = {"status": "on", "position": start.as_json(), "ends_at": clock.now() + seconds}
        self.is_on_shift = True
        await self.api.send(Role.COURIER, f"/couriers/{self._courier}/shift", body)
        return self._courier

    async def place_order(self) -> str:
        """The customer places an order, which authorises its payment; the same request again returns the same order."""
        key = f"smoke-{uuid.uuid4()}"
        item = {"sku": "smoke-test", "quantity": 1, "unit_price_cents": self.purchase.amount_cents}
        body = {
            "restaurant_id": self._restaurant,
            "dropoff": self.place.east(DROPOFF_METERS).as_json(),
            "address": "Smoke test",
            "contact": "Smoke test",
            "items": [item],
            "currency": self.purchase.currency,
            "payment_token": self.purchase.payment_token,
        }
        before = self.api.repeated
        first = await self.api.call(Role.CUSTOMER, "POST", "/orders", body, key=key)
        # A request that was repeated finds the order of its first attempt.
        expected = {HTTPStatus.CREATED, HTTPStatus.OK} if self.api.repeated > before else {HTTPStatus.CREATED}
        if first.status not in expected or not isinstance(first.body, dict):
            raise StepError(f"POST /orders answers {first.problem} in place of 201")
        self._latest = first.body
        self.order_id = str(first.body.get("order_id"))
        again = await self.api.send(Role.CUSTOMER, "/orders", body, key=key)
        if again.get("order_id") != self.order_id:
            raise StepError(f"the same Idempotency-Key made a second order, {again.get('order_id')}: cancel both")
        return f"{self.order_id}, payment authorised"

    async def open_page(self) -> str:
        """The customer's page opens its WebSocket with a ticket and subscribes."""
        self._ticket = await issue_ticket(self.api, Role.CUSTOMER, self._feed)
        self.page = await Page.open(self.api, self._feed, self._ticket)
        return str(self._ticket["url"])

    async def use_ticket_again(self) -> str:
        """A used ticket is refused."""
        if not await is_refused(self.api, self._ticket):
            raise StepError("the WebSocket accepts a ticket twice: read the log of the function authorize")
        return "a used ticket is refused"

    async def accept(self) -> str:
        """The restaurant accepts, and the page shows it."""
        body = {"ready_at": self.api.target.clock.now()}
        return await self._change(Role.RESTAURANT, "accept", body)

    async def wait_for_courier(self) -> str:
        """The dispatcher assigns the test courier, and the page shows it."""
        while True:
            self._latest = await self.api.get(Role.CUSTOMER, self._order_path())
            status, courier = self._latest.get("status"), self._latest.get("courier_id")
            if courier is not None and courier != self._courier:
                await self._close(str(self.order_id), str(status))
                raise StepError(f"the order was given to courier {courier}, so it is cancelled: check --city-position")
            if status == "assigned":
                return await self._shown()
            if status != "accepted":
                raise StepError(f"the order is {status} ({self._latest.get('closed_reason')}) in place of assigned")
            self.api.last_problem = "the dispatcher proposes no courier; read its log and the lag of its group"
            await asyncio.sleep(POLL_SECONDS)

    async def move(self) -> str:
        """The courier moves, and the page shows the newest position."""
        assert self.page is not None
        for number in range(1, PINGS + 1):
            await self._ping(START_METERS + number * STRIDE_METERS)
            await asyncio.sleep(PING_SECONDS)
        try:
            async with asyncio.timeout(self.position_seconds):
                await self.page.wait_for(lambda message: is_position(message, self._sequence))
        except TimeoutError:
            read = "read the logs of track-couriers and push-updates"
            raise StepError(f"the last position is not on the page after {self.position_seconds:g} s: {read}") from None
        delays = [
            1000.0 * message["received_at"] - message["sent_at_ms"]
            for message in self.page.messages
            if message.get("kind") == "position" and isinstance(message.get("sent_at_ms"), int | float)
        ]
        return f"{len(delays)} of {PINGS} positions pushed, the fastest after {min(delays):.0f} ms"

    async def pick_up(self) -> str:
        """The courier picks the order up, and the page shows it."""
        return await self._change(Role.COURIER, "pickup")

    async def deliver(self) -> str:
        """The courier delivers the order, and the page shows it."""
        return await self._change(Role.COURIER, "deliver")

    async def compare(self) -> str:
        """Database and view agree: the API reads the first, and a new page begins with the second."""
        found = {role: await self.api.get(role, self._order_path()) for role in (*Role,)}
        order = found[Role.CUSTOMER]
        if any(other != order for other in found.values()):
            raise StepError("the API answers the four roles with different states of the order")
        timeline = [entry.get("status") for entry in order.get("timeline", []) if isinstance(entry, dict)]
        if timeline != STATUSES:
            raise StepError(f"the order's timeline is {', '.join(map(str, timeline))[:200]}")
        ticket = await issue_ticket(self.api, Role.CUSTOMER, self._feed)
        page = await Page.open(self.api, self._feed, ticket)
        try:
            first = await page.wait_for(lambda message: message.get("kind") == "subscribed")
        finally:
            await page.close()
        view = first.get("order")
        compared = ("order_id", "version", "status", "courier_id", "occurred_at")
        different = [key for key in compared if not isinstance(view, dict) or view.get(key) != order.get(key)]
        if different:
            raise StepError(f"the view differs from the database in {', '.join(different)}; read project-orders' log")
        return f"version {order.get('version')}, {len(timeline)} statuses"

    async def capture(self) -> str:
        """The payment is captured once."""
        url = self.api.target.payments_url
        if url is None:
            raise SkippedError(
                f"the API does not show captures; look for order {self.order_id} at the payment provider"
            )
        self.api.last_problem = "the payment provider has no capture of the order; read the log of the service orders"
        while True:
            async with self.api.session.get(f"{url}/operations") as response:
                operations = (await response.json())["operations"]
            kinds = [found["kind"] for found in operations if found["order_id"] == self.order_id]
            if kinds == ["authorisations", "captures"]:
                return "authorised and captured once"
            if len(kinds) > 1:
                raise StepError(f"the payment provider has the operations {', '.join(kinds)[:200]}")
            await asyncio.sleep(POLL_SECONDS)

    async def end_shift(self) -> str:
        """The courier ends the shift."""
        record = await self.api.send(Role.COURIER, f"/couriers/{self._courier}/shift", {"status": "off"})
        self.is_on_shift = False
        if record.get("status") != "off" or record.get("orders"):
            raise StepError("the courier is still on shift or has orders")
        return self._courier

    async def close_order(self) -> bool:
        """Close an order that is still open; returns whether there was one."""
        if self.order_id is None:
            return False
        status = str((await self.api.get(Role.OPERATOR, self._order_path())).get("status"))
        if status in {"delivered", "cancelled"}:
            return False
        await self._close(self.order_id, status)
        return True

    async def _close(self, order_id: str, status: str) -> None:
        """Cancel an order, or deliver it if it is too late for that."""
        path = f"/orders/{segment(order_id)}"
        if status == "picked_up":
            await self.api.send(Role.COURIER, f"{path}/deliver")
        else:
            await self.api.send(Role.OPERATOR, f"{path}/cancel", {"reason": "smoke_test"})

    async def _change(self, role: Role, action: str, body: Mapping[str, Any] | None = None) -> str:
        self._latest = await self.api.send(role, f"{self._order_path()}/{action}", body)
        return await self._shown()

    async def _shown(self) -> str:
        """Wait until the page shows the latest known version, or a newer one: pages get the newest of a batch only."""
        assert self.page is not None
        version, status = self._latest.get("version"), self._latest.get("status")
        if not isinstance(version, int):
            raise StepError("the order in the answer has no version")
        begun = time.monotonic()
        self.api.last_problem = (
            f"the page does not show version {version}; read the logs of project-orders and push-updates"
        )
        await self.page.wait_for(lambda message: order_version(message) >= version)
        return f"{status}; on the page after {1000 * (time.monotonic() - begun):.0f} ms"

    async def _ping(self, meters: float) -> None:
        self._sequence = max(self._sequence + 1, time.time_ns() // 1_000_000)  # higher than in any earlier test
        ping = {
            "sequence": self._sequence,
            "position": self.place.east(meters).as_json(),
            "speed_mps": 0.0,
            "heading_degrees": 90.0,
            "recorded_at": self.api.target.clock.now(),
            "sent_at_ms": time.time() * 1000.0,
        }
        answer = await self.api.call(Role.COURIER, "POST", f"/couriers/{self._courier}/positions", ping)
        if answer.status != HTTPStatus.ACCEPTED:
            raise StepError(f"a position gets {answer.problem} in place of 202")

    def _order_path(self) -> str:
        assert self.order_id is not None
        return f"/orders/{segment(self.order_id)}"

    @property
    def _feed(self) -> str:
        return f"order:{self.order_id}"

    @property
    def _courier(self) -> str:
        return self.api.tokens[Role.COURIER].subject

    @property
    def _restaurant(self) -> str:
        return self.api.tokens[Role.RESTAURANT].subject
