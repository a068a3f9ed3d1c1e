"""API Gateway's management API for WebSocket connections, on a separate port.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
"""

from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from .connections import Connection, Connections

MESSAGE_BYTES: Final = 128 * 1024
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html"""


class Management:
    """Sends to connections, describes them and closes them."""

    def __init__(self, connections: Connections, stage: str) -> None:
        self._connections = connections
        self._path = f"/{stage}/@connections/{{connection_id}}"

    def application(self) -> web.Application:
        """The routes."""
        application = web.Application(client_max_size=2 * MESSAGE_BYTES)
        application.router.add_post(self._path, self.post)
        application.router.add_get(self._path, self.get)
        application.router.add_delete(self._path, self.delete)
        return application

    async def post(self, request: web.Request) -> web.Response:
        """Queue a message for a connection; the caller does not wait for the client."""
        connection = self._connection(request)
        if connection is None:
            return _error(410, "GoneException")
        try:
            message = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _error(413, "PayloadTooLargeException")
        if len(message) > MESSAGE_BYTES:
            return _error(413, "PayloadTooLargeException")
        if not connection.send(message.decode()):
            return _error(429, "LimitExceededException")
        self._connections.sent += 1
        return web.Response()

    async def get(self, request: web.Request) -> web.Response:
        """Describe a connection."""
        connection = self._connection(request)
        if connection is None:
            return _error(410, "GoneException")
        return web.json_response(
            {
                "connectedAt": _iso(connection.connected_at),
                "identity": {"sourceIp": connection.source_ip, "userAgent": connection.user_agent},
                "lastActiveAt": _iso(connection.last_active),
            }
        )

    async def delete(self, request: web.Request) -> web.Response:
        """Close a connection."""
        connection = self._connection(request)
        if connection is None:
            return _error(410, "GoneException")
        await connection.close()
        return web.Response(status=204)

    def _connection(self, request: web.Request) -> Connection | None:
        return self._connections.get(request.match_info["connection_id"])


def _error(status: int, kind: str) -> web.Response:
    return web.json_response({"message": kind}, status=status, headers={"x-amzn-ErrorType": kind})


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
