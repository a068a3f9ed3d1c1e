"""The management API, called with AWS's client."""

import asyncio
from typing import Any

import boto3
import pytest
from aiohttp import WSMsgType
from botocore.config import Config
from botocore.exceptions import ClientError

from local.gateway import connections as open_connections


@pytest.fixture
def client(listeners: Any) -> Any:
    """The client that functions use."""
    return boto3.client(
        "apigatewaymanagementapi",
        endpoint_url=listeners.management,
        region_name="eu-south-2",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"max_attempts": 1}),
    )


async def connected(listeners: Any, functions: Any) -> tuple[Any, str]:
    """A connected socket and its identifier."""
    socket = await listeners.connect("citycell.v1", "ticket")
    return socket, functions.asked("connect")[-1]["requestContext"]["connectionId"]


async def test_a_message_reaches_its_connection(listeners: Any, functions: Any, client: Any) -> None:
    """Messages arrive in order."""
    socket, connection = await connected(listeners, functions)
    for text in (b'{"n":1}', b'{"n":2}'):
        await asyncio.to_thread(client.post_to_connection, ConnectionId=connection, Data=text)
    assert [await socket.receive_json(timeout=5) for _ in range(2)] == [{"n": 1}, {"n": 2}]
    await socket.close()


async def test_a_connection_can_be_described_and_closed(
    listeners: Any, functions: Any, client: Any, until: Any
) -> None:
    """The description has times and identity; the client and `$disconnect` are told the same code."""
    socket, connection = await connected(listeners, functions)
    seen = await asyncio.to_thread(client.get_connection, ConnectionId=connection)
    assert (seen["Identity"]["SourceIp"], seen["ConnectedAt"] <= seen["LastActiveAt"]) == ("127.0.0.1", True)
    ended = asyncio.create_task(asyncio.to_thread(client.delete_connection, ConnectionId=connection))
    message = await socket.receive(timeout=5)
    await ended
    await until(lambda: functions.asked("disconnect"))
    context = functions.asked("disconnect")[0]["requestContext"]
    assert (message.type, message.data) == (WSMsgType.CLOSE, context["disconnectStatusCode"])


@pytest.mark.parametrize("call", ["post_to_connection", "get_connection", "delete_connection"])
async def test_a_connection_that_has_ended_is_gone(
    listeners: Any, functions: Any, client: Any, until: Any, call: str
) -> None:
    """Every call raises GoneException."""
    socket, connection = await connected(listeners, functions)
    await socket.close()
    arguments = {"ConnectionId": connection} | ({"Data": b"x"} if call == "post_to_connection" else {})
    await until(lambda: len(listeners.gateway.connections) == 0)
    with pytest.raises(client.exceptions.GoneException):
        await asyncio.to_thread(getattr(client, call), **arguments)


_CALLS = ("post_to_connection", "get_connection", "delete_connection")
_MALFORMED = (
    *("x", "L0SM9cOFvHcCIhw", "L0SM9cOFvHcCIhw==", "L0SM9cOFvHcCIh=", "L0SM9cOFvHc/Ihw=", "L0SM9cOFvHc+Ihw="),
    *("L0SM9cOFvHcCIhé=", " L0SM9cOFvHcCIhw=", "cjy8i76bx002884le6n17d49b", "a/b", "=" * 16),
)


@pytest.mark.parametrize("call", _CALLS)
@pytest.mark.parametrize("connection", _MALFORMED)
async def test_a_malformed_identifier_is_a_bad_request(client: Any, call: str, connection: str) -> None:
    """An identifier in another format than API Gateway's is invalid, not gone."""
    arguments = {"ConnectionId": connection} | ({"Data": b"x"} if call == "post_to_connection" else {})
    with pytest.raises(ClientError) as failed:
        await asyncio.to_thread(getattr(client, call), **arguments)
    error: Any = failed.value.response
    assert (error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Code"]) == (400, "BadRequestException")
    assert error["Error"]["Message"] == f"Invalid connectionId: {connection}"


@pytest.mark.parametrize("call", _CALLS)
async def test_an_identifier_that_never_was_is_gone(client: Any, call: str) -> None:
    """API Gateway does not tell it from the identifier of a connection that has ended."""
    arguments = {"ConnectionId": "L0SM9cOFvHcCIhw="} | ({"Data": b"x"} if call == "post_to_connection" else {})
    with pytest.raises(client.exceptions.GoneException):
        await asyncio.to_thread(getattr(client, call), **arguments)


@pytest.mark.parametrize("stage", ["other", ""])
async def test_another_stage_is_forbidden(listeners: Any, functions: Any, stage: str) -> None:
    """A connection can be reached through its own stage only."""
    socket, connection = await connected(listeners, functions)
    base = listeners.management.removesuffix("/live")
    async with listeners.session.post(f"{base}/{stage}/@connections/{connection}", data=b"x") as answer:
        assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (403, "ForbiddenException")
    await socket.close()


@pytest.mark.parametrize(
    ("data", "received"),
    [(b"", ""), (b"caf\xc3\xa9", "caf\u00e9"), (b"\xff\xfe", "\ufffd\ufffd"), (b'{"a":"\x80"}', '{"a":"\ufffd"}')],
    ids=["empty", "UTF-8", "not text", "JSON with a stray byte"],
)
async def test_every_message_arrives_as_text(
    listeners: Any, functions: Any, client: Any, data: bytes, received: str
) -> None:
    """Clients get text frames; what is not UTF-8 is replaced."""
    socket, connection = await connected(listeners, functions)
    await asyncio.to_thread(client.post_to_connection, ConnectionId=connection, Data=data)
    assert await socket.receive_str(timeout=5) == received
    await socket.close()


@pytest.mark.parametrize("size", [32 * 1024 + 1, 128 * 1024])
async def test_a_message_of_several_frames_arrives_whole(
    listeners: Any, functions: Any, client: Any, size: int
) -> None:
    """The limit of a message is 128 KiB, although that of a frame is 32 KiB."""
    socket, connection = await connected(listeners, functions)
    await asyncio.to_thread(client.post_to_connection, ConnectionId=connection, Data=b"x" * size)
    assert len(await socket.receive_str(timeout=5)) == size
    await socket.close()


@pytest.mark.parametrize("size", [128 * 1024 + 1, 1024 * 1024])
async def test_a_message_over_128_kib_is_rejected(listeners: Any, functions: Any, client: Any, size: int) -> None:
    """The limit of a message is 128 KiB."""
    socket, connection = await connected(listeners, functions)
    with pytest.raises(client.exceptions.PayloadTooLargeException):
        await asyncio.to_thread(client.post_to_connection, ConnectionId=connection, Data=b"x" * size)
    await socket.close()


async def test_a_client_that_does_not_read_does_not_block_others(
    listeners: Any, functions: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Posting never waits for a client; if its queue is full, the answer is 429."""

    async def never(_self: open_connections.Connection) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(open_connections.Connection, "write", never)
    socket, connection = await connected(listeners, functions)
    url = f"{listeners.management}/@connections/{connection}"
    statuses: list[int] = []
    for _ in range(open_connections.WAITING_MESSAGES + 1):
        async with listeners.session.post(url, data=b"x") as answer:
            statuses.append(answer.status)
    assert statuses == [200] * open_connections.WAITING_MESSAGES + [429]
    await socket.close()
