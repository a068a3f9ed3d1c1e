"""Open WebSocket connections, and sending to them without waiting for the slow ones."""

import asyncio
import base64
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import WSCloseCode, web

WAITING_MESSAGES: Final = 256
"""Messages that may wait for one client; AWS documents that there is a limit (`LimitExceededException`), not which."""


def new_id() -> str:
    """An identifier as API Gateway's: 16 characters that end with `=`, unguessable."""
    return base64.urlsafe_b64encode(secrets.token_bytes(11)).decode()


@dataclass(eq=False)
class Connection:
    """One client."""

    socket: web.WebSocketResponse
    connection_id: str
    source_ip: str
    user_agent: str
    authorizer: dict[str, Any]
    """What the authorizer said; every later event of the connection carries it."""
    connected_at: float = field(default_factory=time.time)
    last_active: float = field(default_factory=time.time)
    _waiting: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(WAITING_MESSAGES))

    def send(self, message: str) -> bool:
        """Have a message sent; False when too many wait already."""
        try:
            self._waiting.put_nowait(message)
        except asyncio.QueueFull:
            return False
        return True

    async def write(self) -> None:
        """Send what waits, until the connection ends."""
        while True:
            message = await self._waiting.get()
            await self.socket.send_str(message)
            self.last_active = time.time()

    async def close(self, code: int = WSCloseCode.OK) -> None:
        """End the connection."""
        await self.socket.close(code=code)


class Connections:
    """All open connections by their identifier."""

    def __init__(self) -> None:
        self._open: dict[str, Connection] = {}
        self.sent = 0
        """Messages accepted through the management API."""

    def __len__(self) -> int:
        return len(self._open)

    def add(self, connection: Connection) -> None:
        """From now on it can be sent to."""
        self._open[connection.connection_id] = connection

    def remove(self, connection: Connection) -> None:
        """From now on it is gone."""
        self._open.pop(connection.connection_id, None)

    def get(self, connection_id: str) -> Connection | None:
        """An open connection."""
        return self._open.get(connection_id)

    async def close_all(self) -> None:
        """End every connection, as when the server goes away."""
        closing = [connection.close(WSCloseCode.GOING_AWAY) for connection in self._open.values()]
        await asyncio.gather(*closing, return_exceptions=True)
