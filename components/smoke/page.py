"""The WebSocket of a page: a ticket, a subscription, and every message since."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final, Self, cast

import aiohttp

from .api import Api
from .errors import StepError
from .target import checked_url, is_loopback
from .tokens import Role

SUBPROTOCOL: Final = "citycell.v1"
CONNECT_SECONDS: Final = 15.0
"""The first connection starts the authorizer and the function of `$connect`."""
HEARTBEAT_SECONDS: Final = 10.0
MAX_MESSAGE_BYTES: Final = 128 * 1024
"""The longest message of a WebSocket API
(https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html)."""
MAX_KEPT: Final = 10_000

Message = Mapping[str, Any]

_REFUSED: Final = {
    HTTPStatus.UNAUTHORIZED: "the authorizer refuses the ticket: read the log of the function authorize",
    HTTPStatus.FORBIDDEN: "the authorizer's policy or the resource policy denies it",
    HTTPStatus.TOO_MANY_REQUESTS: "the account's rate of API Gateway is used up",
    HTTPStatus.INTERNAL_SERVER_ERROR: "the function authorize or connect fails: read their logs",
}


class Page:
    """An open page of one feed."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._changed = asyncio.Event()
        self._closed = False
        self.messages: list[Message] = []
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, api: Api, feed: str, ticket: Message) -> Self:
        """Connect with a ticket and subscribe.

        Raises:
            StepError: the connection or the subscription is refused.
        """
        page = cls(await _connect(api, ticket))
        try:
            await page._socket.send_json({"action": "subscribe", "feed": feed})
            first = await page.wait_for(lambda message: message.get("kind") in {"subscribed", "refused"})
        except BaseException:
            await page.close()
            raise
        if first.get("kind") == "refused":
            await page.close()
            raise StepError(f"the subscription to {feed} is refused: {str(first.get('reason'))[:200]}")
        return page

    async def wait_for(self, condition: Callable[[Message], bool]) -> Message:
        """The first message that fulfils a condition, among all since the page was opened; the step has the time-out.

        Raises:
            StepError: the connection was closed.
        """
        seen = 0
        while True:
            self._changed.clear()
            for message in self.messages[seen:]:
                if condition(message):
                    return message
            seen = len(self.messages)
            if self._closed:
                raise StepError(f"the WebSocket was closed with code {self._socket.close_code}; read API Gateway's log")
            await self._changed.wait()

    async def close(self) -> None:
        """Close the connection."""
        with suppress(aiohttp.ClientError, OSError, TimeoutError):
            await self._socket.close()
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)

    async def _read(self) -> None:
        """Keep each message that is a JSON object, with the time of its arrival."""
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            with suppress(ValueError, RecursionError):
                found = json.loads(message.data)
                if isinstance(found, dict) and len(self.messages) < MAX_KEPT:
                    self.messages.append({**cast("dict[str, Any]", found), "received_at": time.time()})
            self._changed.set()
        self._closed = True
        self._changed.set()


async def issue_ticket(api: Api, role: Role, feed: str) -> Message:
    """A new ticket, whose URL is the WebSocket that the stack declares.

    Raises:
        StepError: there is none, or it is for another WebSocket.
    """
    ticket = await api.send(role, "/tickets", {"feed": feed})
    url, declared = ticket.get("url"), api.target.websocket_url
    if not isinstance(url, str) or not isinstance(ticket.get("ticket"), str):
        raise StepError("POST /tickets answers without a ticket and a url")
    if declared is not None and url != declared:
        raise StepError(f"tickets are for {url[:200]}, but the stack declares {declared}: update the stack")
    if url.startswith("ws://") and not is_loopback(url):
        raise StepError(f"tickets are for {url[:200]}, which has no TLS")
    return ticket


async def is_refused(api: Api, ticket: Message) -> bool:
    """Whether the WebSocket refuses a ticket."""
    try:
        socket = await _connect(api, ticket, raw=True)
    except aiohttp.WSServerHandshakeError as refusal:
        return refusal.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
    await socket.close()
    return False


def order_version(message: Message) -> int:
    """The version of an order in a message of its page."""
    order = message.get("order") if message.get("kind") == "subscribed" else message
    is_order = isinstance(order, dict) and message.get("kind") in {"subscribed", "order"}
    version = order.get("version") if is_order and isinstance(order, dict) else None
    return version if isinstance(version, int) else 0


def is_position(message: Message, sequence: int) -> bool:
    """Whether a message is a position that is not older than a ping."""
    version = message.get("version")
    return message.get("kind") == "position" and isinstance(version, int) and version >= sequence


async def _connect(api: Api, ticket: Message, *, raw: bool = False) -> aiohttp.ClientWebSocketResponse:
    url = str(ticket["url"])
    host = checked_url(url.replace("ws", "http", 1), "the ticket's url")
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            socket = await api.session.ws_connect(
                url,
                protocols=(SUBPROTOCOL, str(ticket["ticket"])),
                heartbeat=HEARTBEAT_SECONDS,
                max_msg_size=MAX_MESSAGE_BYTES,
            )
    except aiohttp.WSServerHandshakeError as refusal:
        if raw:
            raise
        status = refusal.status
        reason = next((text for known, text in _REFUSED.items() if known == status), "read API Gateway's log")
        raise StepError(f"the WebSocket answers {status}: {reason}") from None
    except TimeoutError:
        raise StepError(f"the WebSocket at {host} does not open within {CONNECT_SECONDS:g} s") from None
    except (aiohttp.ClientError, OSError) as error:
        raise StepError(f"the WebSocket at {host} cannot be reached: {type(error).__name__}") from None
    if socket.protocol != SUBPROTOCOL:
        await socket.close()
        raise StepError(f"the WebSocket selects the subprotocol {socket.protocol!r} in place of {SUBPROTOCOL}")
    return socket
