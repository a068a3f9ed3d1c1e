"""Open WebSocket connections, with a send queue each so that slow clients do not block others."""

import asyncio
import base64
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import WSCloseCode, web

WAITING_MESSAGES: Final = 256
"""Maximum number of queued messages of a client. AWS documents a limit (`LimitExceededException`) without a number."""


_ID: Final = re.compile(r"[\w-]{15}=", re.ASCII)


def new_id() -> str:
    """An unguessable identifier in API Gateway's format: 16 characters, the last one `=`."""
    return base64.urlsafe_b64encode(secrets.token_bytes(11)).decode()


def is_id(text: str) -> bool:
    """Whether a text has the format of an identifier. The connection need not exist."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True)
class Ending:
    """Why a connection ended: the code and the reason of the close frame, or what AWS reports without one."""

    code: int
    reason: str = ""


NORMAL: Final = Ending(WSCloseCode.OK)
"""The end of a connection that the management API closes. Code and reason are unverified."""

GOING_AWAY: Final = Ending(WSCloseCode.GOING_AWAY, "Going away")
"""A connection that was idle or open for too long, as in recorded `$disconnect` events."""

NO_STATUS: Final = Ending(1005, "Client-side close frame status not set")
"""A client's close frame without a code: the example in AWS's events (RFC 6455, section 7.1.5)."""

LOST: Final = Ending(WSCloseCode.ABNORMAL_CLOSURE)
"""A connection without a close frame (RFC 6455, section 7.1.5). The reason that AWS gives is unverified."""


@dataclass(eq=False)
class Connection:
    """The connection of one client."""

    socket: web.WebSocketResponse
    connection_id: str
    source_ip: str
    user_agent: str
    authorizer: dict[str, Any]
    """The authorizer's context, which every later event of the connection contains."""
    connected_at: float = field(default_factory=time.time)
    last_active: float = field(default_factory=time.time)
    ending: Ending | None = None
    """Set once, by the side that ends the connection first."""
    _waiting: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(WAITING_MESSAGES))

    def send(self, message: str) -> bool:
        """Queue a message; returns False if the queue is full."""
        try:
            self._waiting.put_nowait(message)
        except asyncio.QueueFull:
            return False
        return True

    async def write(self) -> None:
        """Send queued messages until the connection ends."""
        while True:
            message = await self._waiting.get()
            await self.socket.send_str(message)
            self.last_active = time.time()

    def end(self, ending: Ending) -> None:
        """Note why the connection ends."""
        self.ending = self.ending or ending

    async def close(self, ending: Ending = NORMAL) -> None:
        """Close the connection. `$disconnect` gets the same code and reason as the client."""
        self.end(ending)
        await self.socket.close(code=ending.code, message=ending.reason.encode())


class Connections:
    """All open connections by their identifier."""

    def __init__(self) -> None:
        self._open: dict[str, Connection] = {}
        self.sent = 0
        """Messages accepted through the management API."""

    def __len__(self) -> int:
        return len(self._open)

    def add(self, connection: Connection) -> None:
        """Add an open connection."""
        self._open[connection.connection_id] = connection

    def remove(self, connection: Connection) -> None:
        """Remove a closed connection."""
        self._open.pop(connection.connection_id, None)

    def get(self, connection_id: str) -> Connection | None:
        """The open connection with an identifier."""
        return self._open.get(connection_id)

    async def close_all(self) -> None:
        """Close every connection because the server stops."""
        closing = [connection.close(GOING_AWAY) for connection in self._open.values()]
        await asyncio.gather(*closing, return_exceptions=True)
