"""The WebSocket API as clients and functions see it."""

import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import WSMsgType

from local.gateway import websocket

CONTEXT_KEYS = {
    *("routeKey", "eventType", "extendedRequestId", "requestTime", "messageDirection", "stage", "connectedAt"),
    *("requestTimeEpoch", "identity", "requestId", "domainName", "connectionId", "apiId"),
}
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html"""


async def test_a_connection_calls_authorizer_connect_message_and_disconnect(
    listeners: Any, functions: Any, until: Any
) -> None:
    """Each function gets its event in API Gateway's format, and all events have the same connection id."""
    async with listeners.connect("citycell.v1", "ticket") as socket:
        assert socket.protocol == "citycell.v1"
        await socket.send_str('{"action":"subscribe","feed":"order:1"}')
        await until(lambda: functions.asked("subscribe"))
    await until(lambda: functions.asked("disconnect"))
    assert [name for name, _ in functions.events] == ["authorize", "connect", "subscribe", "disconnect"]
    authorize, connect, subscribe, disconnect = (event for _, event in functions.events)
    assert len({event["requestContext"]["connectionId"] for _, event in functions.events}) == 1
    assert authorize["methodArn"] == "arn:aws:execute-api:eu-south-2:123456789012:abc123/live/$connect"
    assert (authorize["type"], authorize["headers"]["Sec-WebSocket-Protocol"]) == ("REQUEST", "citycell.v1,ticket")
    assert set(authorize["requestContext"]) == CONTEXT_KEYS
    authorizer = {"principalId": "customer-1", "feed": "order:1"}
    for event, route, kind in ((connect, "$connect", "CONNECT"), (subscribe, "subscribe", "MESSAGE")):
        context = event["requestContext"]
        assert (context["routeKey"], context["eventType"], context["authorizer"]) == (route, kind, authorizer)
    assert (subscribe["body"], subscribe["isBase64Encoded"]) == ('{"action":"subscribe","feed":"order:1"}', False)
    assert set(subscribe["requestContext"]) == CONTEXT_KEYS | {"authorizer", "messageId"}
    assert disconnect["requestContext"]["disconnectStatusCode"] == 1000


def _deny(event: Any) -> Any:
    statement = {"Action": "execute-api:Invoke", "Effect": "Deny", "Resource": "*"}
    return {"principalId": "x", "policyDocument": {"Statement": [statement]}, "methodArn": event["methodArn"]}


def _unauthorized(_event: Any) -> Any:
    raise ValueError("Unauthorized")


def _forbidden(_event: Any) -> Any:
    return {"statusCode": 403}


def _broken(_event: Any) -> Any:
    raise ValueError("broken")


@pytest.mark.parametrize(
    ("function", "answer", "status"),
    [
        ("authorize", _unauthorized, 401),
        ("authorize", _deny, 403),
        ("authorize", _broken, 500),
        ("connect", _forbidden, 403),
        ("connect", _broken, 500),
    ],
    ids=["unauthorized", "denied", "authorizer broken", "refused by connect", "connect broken"],
)
async def test_a_rejected_connection_gets_the_status_of_api_gateway(
    listeners: Any, functions: Any, function: str, answer: Callable[[Any], Any], status: int
) -> None:
    """Neither `$connect` nor `$disconnect` runs."""
    functions.responds[function] = answer
    with pytest.raises(aiohttp.WSServerHandshakeError) as rejected:
        await listeners.connect("citycell.v1", "ticket")
    assert rejected.value.status == status
    assert (len(listeners.gateway.connections), functions.asked("disconnect")) == (0, [])


async def test_without_identity_the_authorizer_is_not_called(listeners: Any, functions: Any) -> None:
    """API Gateway answers 401 itself."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as rejected:
        await listeners.connect()
    assert (rejected.value.status, functions.events) == (401, [])


@pytest.mark.parametrize("message", ['{"action":"stranger"}', '{"action":"$connect"}', "not json", "[1]"])
async def test_a_message_without_a_route_gets_an_error(listeners: Any, functions: Any, message: str) -> None:
    """Without a default route, API Gateway answers Forbidden."""
    async with listeners.connect("citycell.v1", "ticket") as socket:
        await socket.send_str(message)
        said = await socket.receive_json(timeout=5)
    assert (said["message"], set(said)) == ("Forbidden", {"message", "connectionId", "requestId"})
    assert functions.asked("subscribe") == []


async def test_a_failed_function_is_reported_and_the_connection_stays(listeners: Any, functions: Any) -> None:
    """The client gets API Gateway's error message."""
    functions.responds["subscribe"] = _broken
    async with listeners.connect("citycell.v1", "ticket") as socket:
        for _ in range(2):
            await socket.send_str('{"action":"subscribe"}')
            assert (await socket.receive_json(timeout=5))["message"] == "Internal server error"


async def test_a_message_over_128_kib_ends_the_connection(listeners: Any) -> None:
    """1009 is "message too big"."""
    async with listeners.connect("citycell.v1", "ticket") as socket:
        await socket.send_str(json.dumps({"action": "subscribe", "x": "y" * 128 * 1024}))
        message = await socket.receive(timeout=5)
    assert (message.type, socket.close_code) == (WSMsgType.CLOSE, 1009)


@pytest.mark.parametrize("limit", ["IDLE_SECONDS", "MAX_SECONDS"])
async def test_connections_end_at_their_limits(
    listeners: Any, functions: Any, until: Any, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """Idle and old connections are closed as going away, and the disconnect function is called."""
    monkeypatch.setattr(websocket, limit, 0.2)
    async with listeners.connect("citycell.v1", "ticket") as socket:
        message = await socket.receive(timeout=5)
    assert (message.type, message.data, message.extra) == (WSMsgType.CLOSE, 1001, "Going away")
    await until(lambda: functions.asked("disconnect"))
    assert _told(functions) == (1001, "Going away")


def _told(functions: Any) -> tuple[int, str]:
    """What `$disconnect` is told."""
    [event] = functions.asked("disconnect")
    return event["requestContext"]["disconnectStatusCode"], event["requestContext"]["disconnectReason"]


@pytest.mark.parametrize(
    ("code", "reason"), [(1000, ""), (1001, ""), (1000, "done"), (3000, "order delivered"), (4999, "x" * 123)]
)
async def test_disconnect_is_told_what_the_client_said(
    listeners: Any, functions: Any, until: Any, code: int, reason: str
) -> None:
    """Code and reason are those of the client's close frame."""
    async with listeners.connect("citycell.v1", "ticket") as socket:
        await socket.close(code=code, message=reason.encode())
    await until(lambda: functions.asked("disconnect"))
    assert _told(functions) == (code, reason)


async def test_disconnect_is_told_that_the_client_gave_no_code(listeners: Any, functions: Any, until: Any) -> None:
    """1005 is for a close frame without a code, as in the events of AWS."""
    async with listeners.connect("citycell.v1", "ticket") as socket:
        await socket._writer.send_frame(b"", WSMsgType.CLOSE)
        await until(lambda: functions.asked("disconnect"))
    assert _told(functions) == (1005, "Client-side close frame status not set")


async def test_disconnect_is_told_that_the_connection_was_lost(listeners: Any, functions: Any, until: Any) -> None:
    """1006 is for a connection without a close frame."""
    socket = await listeners.connect("citycell.v1", "ticket")
    socket._response.connection.transport.abort()
    await until(lambda: functions.asked("disconnect"))
    assert _told(functions) == (1006, "")


_TOO_LONG = json.dumps({"action": "subscribe", "x": "y" * 32 * 1024}).encode()


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ((_TOO_LONG, WSMsgType.TEXT), 1009),
        ((b"y" * 200 * 1024, WSMsgType.TEXT), 1009),
        ((b'{"action":"subscribe"}', WSMsgType.BINARY), 1003),
        ((b"\xff", WSMsgType.TEXT), 1007),
    ],
    ids=["frame over 32 KiB", "message over 128 KiB", "binary", "not UTF-8"],
)
async def test_a_message_that_api_gateway_rejects_ends_the_connection(
    listeners: Any, functions: Any, until: Any, frame: tuple[bytes, WSMsgType], code: int
) -> None:
    """The client and `$disconnect` are told the same code, and no route runs."""
    async with listeners.connect("citycell.v1", "ticket") as socket:
        await socket._writer.send_frame(*frame)
        message = await socket.receive(timeout=5)
        await until(lambda: functions.asked("disconnect"))
    assert (message.type, message.data, functions.asked("subscribe")) == (WSMsgType.CLOSE, code, [])
    assert _told(functions) == (code, "")
