"""A client of the public gateway: tokens, requests with retries until the outcome is known, WebSocket feeds."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import aiohttp
import msgspec

from delivery.events import FleetUpdate, OrderUpdate, PositionUpdate, TrackingUpdate

from ..backoff import Backoff
from .observations import Observations

SUBPROTOCOL: Final = "citycell.v1"
REQUEST_TIMEOUT_SECONDS: Final = 10.0
BACKOFF: Final = Backoff(first=0.1, longest=2.0)
HEARTBEAT_SECONDS: Final = 10.0
"""A WebSocket is closed if its peer does not answer a ping in this time."""


class Subscribed(msgspec.Struct, tag_field="kind", tag="subscribed"):
    """The first message of a feed; the feed of an order includes its current state."""

    feed: str
    order: OrderUpdate | None = None


_messages: Final = msgspec.json.Decoder(OrderUpdate | PositionUpdate | FleetUpdate | Subscribed)


@dataclass(frozen=True)
class Caller:
    """A caller: the role and subject of its token."""

    role: str
    subject: str


class RejectedError(Exception):
    """The platform rejected a request for good (4xx)."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status} {text}")
        self.status = status


class _UnknownOutcomeError(Exception):
    """The request got no definite answer; it may or may not have been processed."""


class GatewayClient:
    """A client of the gateway at `base_url` for all callers of a replay. The caller closes the session."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str, observations: Observations) -> None:
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._observations = observations
        self._tokens: dict[Caller, str] = {}

    async def call(
        self, caller: Caller, method: str, path: str, body: Any = None, *, idempotency_key: str | None = None
    ) -> Any:
        """Send a request, with retries under the same key, until its outcome is known; returns the decoded answer.

        Raises:
            RefusedError: the platform rejected it for good (4xx).
        """
        failures = 0
        while True:
            try:
                return await self.call_once(caller, method, path, body, idempotency_key=idempotency_key)
            except _UnknownOutcomeError:
                self._observations.retries += 1
                await asyncio.sleep(BACKOFF.jittered(failures))
                failures += 1

    async def try_call(self, caller: Caller, method: str, path: str, body: Any, timeout_seconds: float) -> bool:
        """Send a request once; returns whether it was processed. For requests that a later one supersedes."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self.call_once(caller, method, path, body)
        except (_UnknownOutcomeError, RejectedError, TimeoutError):
            return False
        return True

    async def call_once(
        self, caller: Caller, method: str, path: str, body: Any = None, *, idempotency_key: str | None = None
    ) -> Any:
        """Make one attempt; see `call`."""
        headers = {"Authorization": f"Bearer {await self._token(caller)}"}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        status, content = await self._send(method, path, body, headers)
        if status == HTTPStatus.UNAUTHORIZED:
            self._tokens.pop(caller, None)
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS} or (
            status >= HTTPStatus.INTERNAL_SERVER_ERROR
        ):
            raise _UnknownOutcomeError
        if status >= HTTPStatus.BAD_REQUEST:
            raise RejectedError(status, f"{method} {path}: {content.decode(errors='replace')}")
        return msgspec.json.decode(content) if content else None

    async def _send(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> tuple[int, bytes]:
        timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_SECONDS)
        content = None if body is None else msgspec.json.encode(body)
        sent_headers = {**headers, "Content-Type": "application/json"} if content else headers
        try:
            async with self._session.request(
                method, f"{self._base_url}{path}", data=content, headers=sent_headers, timeout=timeout
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise _UnknownOutcomeError from None

    async def _token(self, caller: Caller) -> str:
        if caller not in self._tokens:
            path = f"/_local/token?role={caller.role}&sub={caller.subject}"
            status, content = await self._send("GET", path, None, {})
            if status != HTTPStatus.OK:
                raise _UnknownOutcomeError
            self._tokens[caller] = msgspec.json.decode(content)["token"]
        return self._tokens[caller]

    async def feed(self, caller: Caller, feed: str) -> AsyncGenerator[TrackingUpdate | Subscribed]:
        """Yield the messages of a feed without end; a dropped connection is reopened with a new ticket."""
        failures = 0
        while True:
            try:
                ticket = await self.call(caller, "POST", "/tickets", {"feed": feed})
                async with self._session.ws_connect(
                    ticket["url"], protocols=(SUBPROTOCOL, ticket["ticket"]), heartbeat=HEARTBEAT_SECONDS
                ) as socket:
                    await socket.send_json({"action": "subscribe", "feed": feed})
                    async for message in socket:
                        if message.type is aiohttp.WSMsgType.TEXT and (decoded := _decode(message.data)):
                            failures = 0
                            yield decoded
            except (aiohttp.ClientError, TimeoutError, OSError):
                pass
            self._observations.reconnects += 1
            await asyncio.sleep(BACKOFF.jittered(failures))
            failures += 1


def _decode(text: str) -> TrackingUpdate | Subscribed | None:
    """A known message, or None for one of a newer gateway."""
    try:
        return _messages.decode(text)
    except msgspec.DecodeError:
        return None
