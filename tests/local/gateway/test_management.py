"""The management API, called with AWS's client."""

import asyncio
from typing import Any

import boto3
import pytest
from aiohttp import WSMsgType
from botocore.config import Config

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


async def test_a_connection_can_be_described_and_closed(listeners: Any, functions: Any, client: Any) -> None:
    """The description has times and identity; after closing, the connection is gone."""
    socket, connection = await connected(listeners, functions)
    seen = await asyncio.to_thread(client.get_connection, ConnectionId=connection)
    assert (seen["Identity"]["SourceIp"], seen["ConnectedAt"] <= seen["LastActiveAt"]) == ("127.0.0.1", True)
    ended = asyncio.create_task(asyncio.to_thread(client.delete_connection, ConnectionId=connection))
    assert (await socket.receive(timeout=5)).type == WSMsgType.CLOSE
    await ended


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


async def test_a_message_over_128_kib_is_rejected(listeners: Any, functions: Any, client: Any) -> None:
    """The limit of a message is 128 KiB."""
    socket, connection = await connected(listeners, functions)
    with pytest.raises(client.exceptions.PayloadTooLargeException):
        await asyncio.to_thread(client.post_to_connection, ConnectionId=connection, Data=b"x" * (128 * 1024 + 1))
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
