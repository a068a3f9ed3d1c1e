"""API Gateway's management API for WebSocket connections, on a separate port.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
The errors are those of botocore's model `apigatewaymanagementapi`, and 400 for an identifier in another format
("Invalid connectionId", in serverless-offline issue 749 and localstack issue 4694, which also says that 410 needs a
valid format only).
"""

from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from .connections import Connections, is_id

MESSAGE_BYTES: Final = 128 * 1024
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html"""


class Management:
    """Sends to connections, describes them and closes them."""

    def __init__(self, connections: Connections, stage: str) -> None:
        self._connections = connections
        self._path = f"/{stage}/@connections/{{connection_id:.+}}"

    def application(self) -> web.Application:
        """The routes. Another stage or path is forbidden, because no policy of the caller allows it."""
        application = web.Application(client_max_size=2 * MESSAGE_BYTES)
        application.router.add_post(self._path, self.post)
        application.router.add_get(self._path, self.get)
        application.router.add_delete(self._path, self.delete)
        application.router.add_route("*", "/{path:.*}", self.forbid)
        return application

    async def post(self, request: web.Request) -> web.Response:
        """Queue a message for a connection; the caller does not wait for the client.

        Clients get text frames, so a message that is not UTF-8 arrives with replacement characters. The model has no
        error for the content of a message; that AWS replaces what it cannot decode is unverified.
        """
        connection = self._connections.get(request.match_info["connection_id"])
        if connection is None:
            return _unknown(request)
        message = await _message(request)
        if message is None:
            return _error(413, "PayloadTooLargeException")
        if not connection.send(message.decode(errors="replace")):
            return _error(429, "LimitExceededException")
        self._connections.sent += 1
        return web.Response()

    async def get(self, request: web.Request) -> web.Response:
        """Describe a connection."""
        connection = self._connections.get(request.match_info["connection_id"])
        if connection is None:
            return _unknown(request)
        return web.json_response(
            {
                "connectedAt": _iso(connection.connected_at),
                "identity": {"sourceIp": connection.source_ip, "userAgent": connection.user_agent},
                "lastActiveAt": _iso(connection.last_active),
            }
        )

    async def delete(self, request: web.Request) -> web.Response:
        """Close a connection."""
        connection = self._connections.get(request.match_info["connection_id"])
        if connection is None:
            return _unknown(request)
        await connection.close()
        return web.Response(status=204)

    async def forbid(self, _request: web.Request) -> web.Response:
        """Answer as AWS does to a path without a stage, or with a stage that is not of this API."""
        return _error(403, "ForbiddenException", "Forbidden")


async def _message(request: web.Request) -> bytes | None:
    """The body of a request; None if it is too large."""
    try:
        message = await request.read()
    except web.HTTPRequestEntityTooLarge:
        return None
    return message if len(message) <= MESSAGE_BYTES else None


def _unknown(request: web.Request) -> web.Response:
    """The answer to an identifier without an open connection: it is malformed, or the connection is gone."""
    connection_id = request.match_info["connection_id"]
    if is_id(connection_id):
        return _error(410, "GoneException")
    return _error(400, "BadRequestException", f"Invalid connectionId: {connection_id}")


def _error(status: int, kind: str, message: str = "") -> web.Response:
    return web.json_response({"message": message or kind}, status=status, headers={"x-amzn-ErrorType": kind})


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
