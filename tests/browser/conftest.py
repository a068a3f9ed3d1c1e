"""Chromium, and a fake gateway that serves the pages and sends them messages."""

import json
import os
import shutil
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright

from local.gateway.pages import security_headers
from local.paths import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

ORDER = {
    "order_id": "3f8e2a51-order",
    "version": 2,
    "status": "accepted",
    "occurred_at": 1000.0,
    "pickup": {"lat": 38.722, "lon": -9.139},
    "dropoff": {"lat": 38.731, "lon": -9.128},
    "ready_at": 1900.0,
    "courier_id": None,
    "dropoff_eta": None,
    "closed_reason": None,
}


@dataclass
class Scene:
    """The fake gateway: records its requests, and sends messages to the pages."""

    tickets: list[str] = field(default_factory=list[str])
    sockets: dict[str, web.WebSocketResponse] = field(default_factory=dict[str, web.WebSocketResponse])
    order: dict[str, Any] = field(default_factory=lambda: dict(ORDER))
    connections: list[web.WebSocketResponse] = field(default_factory=list[web.WebSocketResponse])
    """Every connection, in order."""
    subscriptions: list[web.WebSocketResponse] = field(default_factory=list[web.WebSocketResponse])
    """The connection of every subscription, in order."""
    answer: Literal["subscribed", "refused", "error", "nothing"] = "subscribed"
    """What subscriptions are answered with."""

    def app(self) -> web.Application:
        """The pages, the API and the WebSocket."""
        app = web.Application()
        app.router.add_get("/config.json", self._config)
        app.router.add_get("/_local/token", self._token)
        app.router.add_post("/tickets", self._ticket)
        app.router.add_get("/orders/{id}", self._order)
        app.router.add_get("/live", self._live)
        app.router.add_static("/", ROOT / "web")
        app.on_response_prepare.append(self._protect)
        return app

    def position(self, courier_id: str, version: int, lat: float, lon: float, **changes: Any) -> dict[str, Any]:
        """A position update of a courier."""
        return {
            "kind": "position",
            "feed": "city",
            "version": version,
            "courier_id": courier_id,
            "position": {"lat": lat, "lon": lon},
            "speed_mps": 0.0,
            "heading_degrees": 45.0,
            "recorded_at": time.time(),
            "sent_at_ms": time.time() * 1000,
        } | changes

    async def say(self, feed: str, *messages: dict[str, Any]) -> None:
        """Send messages to the page that follows a feed."""
        for message in messages:
            await self.sockets[feed].send_json(message)

    async def _protect(self, request: web.Request, response: web.StreamResponse) -> None:
        """Give pages the headers that the edge and the local gateway give them."""
        if not request.path.startswith(("/_local/", "/tickets", "/orders", "/live")):
            origin = str(request.url.origin().with_scheme("ws"))
            response.headers.update(security_headers(ROOT / "web", origin))

    async def _config(self, _: web.Request) -> web.Response:
        return web.json_response({"city": "lisbon", "token_url": "/_local/token"})

    async def _token(self, request: web.Request) -> web.Response:
        return web.json_response({"token": request.query["role"]})

    async def _order(self, request: web.Request) -> web.Response:
        if request.match_info["id"] != self.order["order_id"]:
            return web.json_response({"error": {"code": "unknown_order", "message": "no such order"}}, status=404)
        timeline = [{"status": "placed", "at": 900.0}, {"status": "accepted", "at": 1000.0}]
        return web.json_response(self.order | {"timeline": timeline})

    async def _ticket(self, request: web.Request) -> web.Response:
        self.tickets.append(f"ticket-{len(self.tickets) + 1}")
        url = str(request.url.with_path("/live").with_scheme("ws"))
        return web.json_response({"ticket": self.tickets[-1], "expires_in_seconds": 60, "url": url})

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=("citycell.v1",))
        await socket.prepare(request)
        self.connections.append(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                feed = json.loads(message.data)["feed"]
                self.sockets[feed] = socket
                self.subscriptions.append(socket)
                await self.subscribed(socket, feed)
        return socket

    async def subscribed(self, socket: web.WebSocketResponse, feed: str) -> None:
        """Answer a subscription."""
        order = {"kind": "order", "feed": feed, **self.order} if feed.startswith("order:") else None
        answers = {
            "subscribed": {"kind": "subscribed", "feed": feed, "order": order},
            "refused": {"kind": "refused", "reason": "the ticket is for another feed"},
            "error": {"message": "Internal server error", "connectionId": "x", "requestId": "y"},
        }
        if self.answer in answers:
            await socket.send_json(answers[self.answer])


def policy_violations(text: str) -> list[str]:
    """A message of the console, if it says that the content security policy forbids something."""
    return [text] if "Content Security Policy" in text else []


@pytest.fixture
def scene() -> Scene:
    """A gateway without messages so far."""
    return Scene()


@pytest.fixture
async def scene_url(scene: Scene) -> AsyncGenerator[str]:
    """The URL of the pages."""
    async with TestServer(scene.app()) as server:
        yield str(server.make_url("/")).rstrip("/")


@pytest.fixture
def page_errors() -> list[str]:
    """What went wrong in the page so far."""
    return []


@pytest.fixture
async def page(scene_url: str, page_errors: list[str]) -> AsyncGenerator[Page]:
    """A page of Chromium. The test fails on a script error and on what the content security policy forbids.

    Without Chromium: skipped, but not in CI.

    It is gone before the scene is, since a server waits for who is still connected.
    """
    del scene_url
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        message = "no Chromium on PATH: install the package chromium to run the tests of the pages"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        page.on("pageerror", lambda error: page_errors.append(str(error)))
        page.on("console", lambda message: page_errors.extend(policy_violations(message.text)))
        yield page
        await browser.close()
        assert page_errors == []
