"""A fake cell: the public API with its rules, and nothing behind it."""

import itertools
import time
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from local.replay.clock import PlatformClock


@dataclass
class FakeCell:
    """Places, accepts and assigns orders and updates the feeds; can lose every n-th answer."""

    clock: PlatformClock
    lose_every: int = 0
    """Every n-th answer is replaced by a 503 after the request was processed."""
    drop_every: int = 0
    """Every n-th subscription is closed immediately; 0 for none."""
    orders: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    keys: dict[str, str] = field(default_factory=dict[str, str])
    couriers: dict[str, str] = field(default_factory=dict[str, str])
    positions: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    tickets: dict[str, str] = field(default_factory=dict[str, str])
    ticket_numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    feeds: dict[str, list[web.WebSocketResponse]] = field(default_factory=dict[str, list[web.WebSocketResponse]])
    subscriptions: int = 0
    answers: int = 0

    def app(self) -> web.Application:
        """The application."""
        app = web.Application(middlewares=[self._faults])
        app.router.add_get("/_local/token", self._token)
        app.router.add_put("/restaurants/{id}", self._ok)
        app.router.add_post("/orders", self._place)
        app.router.add_post(r"/orders/{id}/{action:accept|pickup|deliver}", self._perform)
        app.router.add_post("/couriers/{id}/shift", self._set_shift)
        app.router.add_get("/couriers/{id}", self._courier)
        app.router.add_post("/couriers/{id}/positions", self._position)
        app.router.add_post("/tickets", self._ticket)
        app.router.add_get("/live", self._live)
        return app

    @web.middleware
    async def _faults(self, request: web.Request, handler: Any) -> web.StreamResponse:
        answer = await handler(request)
        self.answers += 1
        if self.lose_every and request.path != "/live" and self.answers % self.lose_every == 0:
            return web.Response(status=503)
        return answer

    async def _token(self, request: web.Request) -> web.Response:
        return web.json_response({"token": f"{request.query['role']}/{request.query['sub']}"})

    async def _ok(self, _: web.Request) -> web.Response:
        return web.json_response({})

    async def _place(self, request: web.Request) -> web.Response:
        body, key = await request.json(), request.headers["Idempotency-Key"]
        if body["restaurant_id"] == "closed":
            return web.json_response({"error": {"code": "unknown_restaurant"}}, status=422)
        if key not in self.keys:
            order_id = f"order-{len(self.orders) + 1}"
            self.keys[key] = order_id
            self.orders[order_id] = {
                "order_id": order_id,
                "version": 1,
                "status": "placed",
                "occurred_at": self.clock.now(),
                "customer_id": request.headers["Authorization"].split("/")[1],
                "pickup": {"lat": 38.72, "lon": -9.13},
                "dropoff": body["dropoff"],
                "courier_id": None,
            }
        return web.json_response(self.orders[self.keys[key]])

    async def _perform(self, request: web.Request) -> web.Response:
        order = self.orders[request.match_info["id"]]
        match request.match_info["action"]:
            case "accept":
                await self._advance(order, "accepted", **await request.json())
                await self._dispatch()
            case "pickup":
                await self._advance(order, "picked_up")
            case _:
                await self._advance(order, "delivered")
        return web.json_response(order)

    async def _dispatch(self) -> None:
        on = sorted(courier for courier, status in self.couriers.items() if status == "on")
        for order in self.orders.values():
            if order["status"] == "accepted" and on:
                await self._advance(order, "assigned", courier_id=on[len(order["order_id"]) % len(on)])

    async def _advance(self, order: dict[str, Any], status: str, **changes: Any) -> None:
        steps = ["placed", "accepted", "assigned", "picked_up", "delivered"]
        if steps.index(status) <= steps.index(order["status"]):
            return
        order.update(changes, status=status, version=order["version"] + 1, occurred_at=self.clock.now())
        await self._tell(f"order:{order['order_id']}", {"kind": "order", **order})
        await self._tell(f"courier:{order['courier_id']}", {"kind": "order", **order})

    async def _tell(self, feed: str, update: dict[str, Any]) -> None:
        for socket in list(self.feeds.get(feed, [])):
            if not socket.closed:
                await socket.send_json({"feed": feed, **update})

    async def _set_shift(self, request: web.Request) -> web.Response:
        courier_id = request.match_info["id"]
        self.couriers[courier_id] = (await request.json())["status"]
        await self._dispatch()
        return await self._courier(request)

    async def _courier(self, request: web.Request) -> web.Response:
        courier_id = request.match_info["id"]
        mine = [
            order
            for order in self.orders.values()
            if order["courier_id"] == courier_id and order["status"] != "delivered"
        ]
        return web.json_response({"courier_id": courier_id, "version": 1, "status": "on", "orders": mine})

    async def _position(self, request: web.Request) -> web.Response:
        courier_id, ping = request.match_info["id"], await request.json()
        self.positions.append({"courier_id": courier_id, **ping})
        update = {"kind": "position", "courier_id": courier_id, "version": ping.pop("sequence"), **ping}
        for order in self.orders.values():
            if order["courier_id"] == courier_id and order["status"] != "delivered":
                await self._tell(f"order:{order['order_id']}", update)
        await self._tell("city", {"kind": "fleet", "positions": [{"feed": "city", **update}]})
        return web.Response(status=202)

    async def _ticket(self, request: web.Request) -> web.Response:
        ticket = f"ticket-{next(self.ticket_numbers)}"
        self.tickets[ticket] = (await request.json())["feed"]
        url = str(request.url.with_path("/live").with_scheme("ws"))
        return web.json_response({"ticket": ticket, "expires_in_seconds": 60, "url": url})

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        offered = [name.strip() for name in request.headers["Sec-WebSocket-Protocol"].split(",")]
        feed = self.tickets.pop(offered[1], None)
        if feed is None:
            raise web.HTTPUnauthorized
        socket = web.WebSocketResponse(protocols=("citycell.v1",))
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT and msgspec.json.decode(message.data)["feed"] == feed:
                self.subscriptions += 1
                order = self.orders.get(feed.removeprefix("order:"))
                data = {"kind": "order", "feed": feed, **order} if order else None
                await socket.send_json({"kind": "subscribed", "feed": feed, "order": data})
                self.feeds.setdefault(feed, []).append(socket)
                if self.drop_every and self.subscriptions % self.drop_every == 0:
                    await socket.close()
        return socket


@pytest.fixture
def clock() -> PlatformClock:
    """A clock that makes an hour pass in less than a second."""
    return PlatformClock(time.time(), time.time(), 6000.0)


@pytest.fixture
def fake_cell(clock: PlatformClock) -> FakeCell:
    """A cell without faults."""
    return FakeCell(clock)


@pytest.fixture
async def door_url(fake_cell: FakeCell) -> AsyncGenerator[str]:
    """The address of the fake cell."""
    async with TestServer(fake_cell.app()) as server:
        yield str(server.make_url("/"))
