"""The WebSocket API: authorises connections, routes messages to functions, and enforces the limits."""

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, Final

from aiohttp import WebSocketError, WSCloseCode, WSMessage, WSMsgType, web

from .connections import GOING_AWAY, LOST, NO_STATUS, Connection, Connections, Ending, new_id
from .declared import WebSocketApi
from .events import Client, Events
from .invoke import Answer, Invoker
from .management import MESSAGE_BYTES

logger = logging.getLogger(__name__)

IDLE_SECONDS: Final = 600.0
MAX_SECONDS: Final = 7200.0
FRAME_BYTES: Final = 32 * 1024
"""Limits of every WebSocket API, which closes the connection with code 1009 if a frame or a message is larger:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
A message counts as one frame here, because clients seldom split one."""

_BINARY: Final = Ending(WSCloseCode.UNSUPPORTED_DATA)
"""API Gateway rejects binary frames with code 1003:
https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html"""
_TOO_BIG: Final = Ending(WSCloseCode.MESSAGE_TOO_BIG)
_SHORTEST_WAIT: Final = 0.001
_PROTOCOL: Final = "Sec-WebSocket-Protocol"


class Rejected(Exception):  # noqa: N818 - a response, not an error
    """A connection is rejected; the client gets `status`."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class WebSocketGateway:
    """Serves one API with one stage."""

    def __init__(self, api: WebSocketApi, invoker: Invoker, connections: Connections) -> None:
        self.api = api
        self._invoker = invoker
        self._connections = connections
        self._events = Events(api)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handle a connection from `$connect` to `$disconnect`."""
        agent = request.headers.get("User-Agent", "")
        client = Client(new_id(), time.time(), request.remote or "", agent)
        try:
            authorizer = await self._authorize(client, request)
            protocols = await self._connect(client, request, authorizer)
        except Rejected as rejected:
            return web.json_response({"message": _phrase(rejected.status)}, status=rejected.status)
        socket = web.WebSocketResponse(protocols=protocols, max_msg_size=MESSAGE_BYTES, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, client.connection_id, client.source_ip, agent, authorizer, client.connected_at)
        self._connections.add(connection)
        writer = asyncio.create_task(connection.write())
        try:
            await self._listen(client, connection)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self._connections.remove(connection)
            await self._disconnected(client, connection)
        return socket

    async def _authorize(self, client: Client, request: web.Request) -> dict[str, Any]:
        """Call the authorizer and return its context, which later events contain.

        Raises:
            Rejected: 401 without identity or if the authorizer rejects it, 403 by its policy, 500 if it fails.
        """
        authorizer = self.api.authorizer
        if authorizer is None:
            return {}
        if any(header not in request.headers for header in authorizer.identity_headers):
            raise Rejected(401)
        event = self._events.authorize(client, request.headers, request.query)
        answer = await self._invoker.invoke(authorizer.function, event)
        if answer.failed:
            raise Rejected(401 if answer.body.get("errorMessage") == "Unauthorized" else 500)
        if not _allows(answer.body, event["methodArn"]):
            raise Rejected(403)
        context = {key: _text(value) for key, value in (answer.body.get("context") or {}).items()}
        return {**context, "principalId": answer.body.get("principalId")}

    async def _connect(self, client: Client, request: web.Request, authorizer: Mapping[str, Any]) -> tuple[str, ...]:
        """Run the `$connect` route and return the subprotocol that it selected.

        Raises:
            Rejected: the function's status, or 500 if it fails.
        """
        function = self.api.routes.get("$connect")
        if function is None:
            return ()
        event = self._events.connect(client, request.headers, request.query, authorizer)
        answer = await self._invoker.invoke(function, event)
        status = _status(answer)
        if status >= 300:  # noqa: PLR2004 - not a success
            raise Rejected(status)
        headers = {str(name).lower(): str(value) for name, value in (answer.body.get("headers") or {}).items()}
        chosen = headers.get(_PROTOCOL.lower())
        return (chosen,) if chosen else ()

    async def _listen(self, client: Client, connection: Connection) -> None:
        """Handle messages until the connection ends or reaches a limit."""
        last = client.connected_at + MAX_SECONDS
        while True:
            until = min(last, connection.last_active + IDLE_SECONDS)
            try:
                message = await connection.socket.receive(timeout=max(_SHORTEST_WAIT, until - time.time()))
            except TimeoutError:
                if time.time() >= min(last, connection.last_active + IDLE_SECONDS):
                    await connection.close(GOING_AWAY)
                    return
                continue
            ending = _ending(message)
            if ending is not None:
                connection.end(ending)
                return
            rejected = _rejected(message)
            if rejected is not None:
                await connection.close(rejected)
                return
            connection.last_active = time.time()
            await self._message(client, connection, message.data)

    async def _message(self, client: Client, connection: Connection, body: str) -> None:
        """Run the function of a message's route; the client gets errors in API Gateway's format."""
        route = self._route(body)
        event = self._events.message(client, route or "$default", body, connection.authorizer)
        if route is None:
            problem = "Forbidden"
        else:
            answer = await self._invoker.invoke(self.api.routes[route], event)
            if not answer.failed:
                return
            logger.warning("%s failed: %s", self.api.routes[route], answer.body.get("errorType"))
            problem = "Internal server error"
        ids = {"connectionId": client.connection_id, "requestId": event["requestContext"]["requestId"]}
        connection.send(json.dumps({"message": problem, **ids}))

    def _route(self, body: str) -> str | None:
        """The route that the body selects, otherwise `$default` if there is one."""
        try:
            key = json.loads(body)[self.api.selection_key]
        except (ValueError, TypeError, KeyError):
            key = None
        if isinstance(key, str) and key in self.api.routes and not key.startswith("$"):
            return key
        return "$default" if "$default" in self.api.routes else None

    async def _disconnected(self, client: Client, connection: Connection) -> None:
        """Run the `$disconnect` route and ignore its answer."""
        function = self.api.routes.get("$disconnect")
        if function is not None:
            ending = connection.ending or LOST
            event = self._events.disconnect(client, ending.code, ending.reason, connection.authorizer)
            await self._invoker.invoke(function, event)


def _ending(message: WSMessage) -> Ending | None:
    """Why the connection ended with a message; None for a message of the client."""
    if message.type in {WSMsgType.TEXT, WSMsgType.BINARY}:
        return None
    if message.type is WSMsgType.CLOSE:
        return Ending(message.data, message.extra or "") if message.data else NO_STATUS
    if isinstance(message.data, WebSocketError):  # the client violated the protocol; the code was sent
        return Ending(message.data.code)
    return LOST


def _rejected(message: WSMessage) -> Ending | None:
    """Why a message of the client ends the connection; None for one that is accepted."""
    if message.type is WSMsgType.BINARY:
        return _BINARY
    return _TOO_BIG if len(message.data.encode()) > FRAME_BYTES else None


def _allows(policy: Any, method_arn: str) -> bool:
    """Whether a policy allows the call: it has a matching Allow and no matching Deny."""
    statements = ((policy or {}).get("policyDocument") or {}).get("Statement") or []
    effects = {statement.get("Effect") for statement in statements if _matches(statement.get("Resource"), method_arn)}
    return "Allow" in effects and "Deny" not in effects


def _matches(resources: Any, method_arn: str) -> bool:
    patterns = [resources] if isinstance(resources, str) else resources or []
    return any(fnmatchcase(method_arn, pattern) for pattern in patterns)


def _status(answer: Answer) -> int:
    if answer.failed or not isinstance(answer.body, dict):
        return 500
    return int(answer.body.get("statusCode", 500))


def _text(value: Any) -> str:
    """A value of the authorizer's context as a string, as later events contain it."""
    return value if isinstance(value, str) else json.dumps(value)


def _phrase(status: int) -> str:
    return {401: "Unauthorized", 403: "Forbidden"}.get(status, "Internal server error")
