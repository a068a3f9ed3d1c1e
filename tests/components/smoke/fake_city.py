"""A city in one object: the calls and the WebSocket that the smoke test uses, with one fault at a time."""

import asyncio
import base64
import json
import ssl
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

SUBJECTS = {role: f"smoke-{role}" for role in ("customer", "restaurant", "courier", "operator")}


def token(role: str, subject: str | None = None, seconds: float = 3600.0, **claims: Any) -> str:
    """An unsigned token with the claims of a role; the fake city verifies no signature."""
    given = {"sub": subject or SUBJECTS.get(role), "role": role, "exp": time.time() + seconds, **claims}
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (b"{}", _json(given), b"signature"))


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


@dataclass
class FakeCity:
    """One city with at most one order at a time."""

    faults: set[str] = field(default_factory=set[str])
    orders: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    keys: dict[str, str] = field(default_factory=dict[str, str])
    operations: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    shift: str | None = None
    requests: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    hosts: set[str] = field(default_factory=set[str])
    url: str = ""
    _used: set[str] = field(default_factory=set[str])
    _sockets: list[web.WebSocketResponse] = field(default_factory=list[web.WebSocketResponse])

    def app(self) -> web.Application:
        """Every call."""
        app = web.Application(middlewares=[self._guard])
        route = app.router.add_route
        route("GET", "/healthz", self._health)
        route("GET", "/config.json", self._config)
        route("GET", "/_local/token", self._token)
        route("GET", "/operations", self._operations)
        route("PUT", "/restaurants/{id}", self._restaurant)
        route("GET", "/couriers/{id}", self._courier)
        route("POST", "/couriers/{id}/shift", self._shift)
        route("POST", "/couriers/{id}/positions", self._position)
        route("POST", "/orders", self._place)
        route("GET", "/orders/{id}", self._order)
        route("POST", "/orders/{id}/{action}", self._act)
        route("POST", "/tickets", self._ticket)
        route("GET", "/live", self._live)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append((request.method, request.path))
        self.hosts.add(request.host)
        fault = f"{request.method} {request.path.split('/')[1]}"
        for status in (302, 403, 500, 503):
            if f"{fault} {status}" in self.faults:
                return web.json_response({"error": {"code": "broken", "message": "as asked"}}, status=status)
        if f"{fault} no-json" in self.faults:
            return web.Response(text="<html>")
        if f"{fault} slow" in self.faults:
            await asyncio.sleep(30)
        return await handler(request)

    def _role(self, request: web.Request) -> str:
        text = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not text:
            if "open" in self.faults:
                return "operator"
            raise web.HTTPUnauthorized
        claims = text.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["role"])

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _config(self, _: web.Request) -> web.Response:
        return web.json_response({} if "no-clock" in self.faults else {"clock": f"{time.time()}:{time.time()}:1"})

    async def _token(self, request: web.Request) -> web.Response:
        return web.json_response({"token": token(request.query["role"], request.query["sub"])})

    async def _operations(self, _: web.Request) -> web.Response:
        return web.json_response({"operations": self.operations})

    async def _restaurant(self, request: web.Request) -> web.Response:
        if self._role(request) != "operator" and "any-role" not in self.faults:
            raise web.HTTPForbidden
        return web.json_response(await request.json())

    def _courier_record(self) -> dict[str, Any]:
        left = [order for order in self.orders.values() if order["status"] in {"assigned", "picked_up"}]
        return {"courier_id": SUBJECTS["courier"], "status": self.shift, "orders": left}

    async def _courier(self, request: web.Request) -> web.Response:
        self._role(request)
        if self.shift is None:
            raise web.HTTPNotFound
        return web.json_response(self._courier_record())

    async def _shift(self, request: web.Request) -> web.Response:
        self.shift = (await request.json())["status"]
        return web.json_response(self._courier_record())

    async def _position(self, request: web.Request) -> web.Response:
        body = await request.json()
        if "no-positions" not in self.faults:
            for order in self.orders.values():
                await self._push(
                    {"kind": "position", "version": body["sequence"], "sent_at_ms": body["sent_at_ms"]}, order
                )
        return web.Response(status=202)

    async def _place(self, request: web.Request) -> web.Response:
        key = request.headers["Idempotency-Key"]
        if "declined" in self.faults:
            error = {"code": "payment_declined", "message": "the payment was declined"}
            return web.json_response({"error": error}, status=402)
        if key in self.keys and "twice" not in self.faults:
            return web.json_response(self.orders[self.keys[key]])
        order_id = f"o{len(self.orders) + 1}"
        self.keys[key] = order_id
        self.orders[order_id] = {"order_id": order_id, "version": 0, "status": "", "courier_id": None, "timeline": []}
        self.operations.append({"order_id": order_id, "kind": "authorisations"})
        await self._advance(self.orders[order_id], "placed")
        return web.json_response(
            self.orders[order_id], status=201 if "twice" not in self.faults else 200 + len(self.orders) % 2
        )

    async def _order(self, request: web.Request) -> web.Response:
        role, order = self._role(request), self.orders[request.match_info["id"]]
        seen = order | ({"version": 99} if "roles-differ" in self.faults and role == "courier" else {})
        return web.json_response(seen)

    async def _act(self, request: web.Request) -> web.Response:
        order, action = self.orders[request.match_info["id"]], request.match_info["action"]
        statuses = {"accept": "accepted", "pickup": "picked_up", "deliver": "delivered", "cancel": "cancelled"}
        await self._advance(order, statuses[action])
        answer = dict(order)
        if action == "accept":
            await self._dispatch(order)
        if action == "deliver" and "no-capture" not in self.faults:
            self.operations.append({"order_id": order["order_id"], "kind": "captures"})
            if "captured-twice" in self.faults:
                self.operations.append({"order_id": order["order_id"], "kind": "captures"})
        return web.json_response(answer)

    async def _dispatch(self, order: dict[str, Any]) -> None:
        if "no-dispatch" in self.faults:
            return
        if "expired" in self.faults:
            await self._advance(order, "cancelled")
            return
        order["courier_id"] = "c-17" if "real-courier" in self.faults else SUBJECTS["courier"]
        await self._advance(order, "assigned")

    async def _advance(self, order: dict[str, Any], status: str) -> None:
        order["version"] += 1
        order["status"], order["occurred_at"] = status, time.time()
        if "no-timeline" not in self.faults:
            order["timeline"] = [*order["timeline"], {"status": status, "at": order["occurred_at"]}]
        if "no-updates" not in self.faults:
            await self._push({"kind": "order", **order}, order)

    async def _push(self, message: dict[str, Any], order: dict[str, Any]) -> None:
        for socket in self._sockets:
            if not socket.closed:
                await socket.send_json({"feed": f"order:{order['order_id']}", **message})

    async def _ticket(self, _: web.Request) -> web.Response:
        host = "elsewhere.example.com" if "other-socket" in self.faults else self.url.removeprefix("http://")
        number = sum(path == "/tickets" for _, path in self.requests)
        return web.json_response({"ticket": f"t{number}", "url": f"ws://{host}/live"})

    async def _live(self, request: web.Request) -> web.StreamResponse:
        ticket = request.headers["Sec-WebSocket-Protocol"].split(",")[-1].strip()
        for status in (401, 500):
            if f"live {status}" in self.faults:
                return web.Response(status=status)
        if ticket in self._used and "tickets-again" not in self.faults:
            raise web.HTTPUnauthorized
        self._used.add(ticket)
        socket = web.WebSocketResponse(protocols=() if "no-protocol" in self.faults else ("citycell.v1",))
        await socket.prepare(request)
        async for message in socket:
            if message.type is not WSMsgType.TEXT or "close" in self.faults:
                break
            await socket.send_str("not JSON")
            await socket.send_json(self._subscribed(message.json()["feed"]))
            self._sockets.append(socket)
        return socket

    def _subscribed(self, feed: str) -> dict[str, Any]:
        if "refused" in self.faults:
            return {"kind": "refused", "reason": "the ticket is for another feed"}
        order = self.orders[feed.removeprefix("order:")]
        stale = {"version": 1, "status": "placed"} if "stale-view" in self.faults else {}
        return {"kind": "subscribed", "feed": feed, "order": order | stale}


@contextmanager
def served(city: FakeCity, context: ssl.SSLContext | None = None) -> Generator[FakeCity]:
    """Serve a fake city in a thread of its own."""
    started, loop = threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        runner = web.AppRunner(city.app(), shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
        await site.start()
        port = runner.addresses[0][1]
        city.url = f"{'https' if context else 'http'}://127.0.0.1:{port}"
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    task = loop.create_task(serve())
    thread = threading.Thread(target=lambda: loop.run_until_complete(asyncio.gather(task, return_exceptions=True)))
    thread.start()
    try:
        assert started.wait(10)
        yield city
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)
        loop.close()
