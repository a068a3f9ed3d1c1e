"""The management API through AWS's own client."""

import asyncio
from typing import Any

import boto3
import pytest
from aiohttp import WSMsgType
from botocore.config import Config

from local.gateway import connections as open_connections


@pytest.fixture
def client(doors: Any) -> Any:
    """A client as functions use it."""
    return boto3.client(
        "apigatewaymanagementapi",
        endpoint_url=doors.management,
        region_name="eu-south-2",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"max_attempts": 1}),
    )


async def connected(doors: Any, functions: Any) -> tuple[Any, str]:
    """A connected socket and its identifier."""
    socket = await doors.connect("citycell.v1", "ticket")
    return socket, functions.asked("connect")[-1]["requestContext"]["connectionId"]


async def test_a_message_reaches_its_connection(doors: Any, functions: Any, client: Any) -> None:
    """In the order in which it was posted."""
    socket, connection = await connected(doors, functions)
    for text in (b'{"n":1}', b'{"n":2}'):
        await asyncio.to_thread(client.post_to_connection, ConnectionId=connection, Data=text)
    assert [await socket.receive_json(timeout=5) for _ in range(2)] == [{"n": 1}, {"n": 2}]
    await socket.close()


async def test_a_connection_can_be_looked_at_and_ended(doors: Any, functions: Any, client: Any) -> None:
    """Times and identity are there; afterwards it is gone."""
    socket, connection = await connected(doors, functions)
    seen = await asyncio.to_thread(client.get_connection, ConnectionId=connection)
    assert (seen["Identity"]["SourceIp"], seen["ConnectedAt"] <= seen["LastActiveAt"]) == ("127.0.0.1", True)
    ended = asyncio.create_task(asyncio.to_thread(client.delete_connection, ConnectionId=connection))
    assert (await socket.receive(timeout=5)).type == WSMsgType.CLOSE
    await ended


@pytest.mark.parametrize("call", ["post_to_connection", "get_connection", "delete_connection"])
async def test_a_connection_that_has_ended_is_gone(
    doors: Any, functions: Any, client: Any, until: Any, call: str
) -> None:
    """AWS's client raises its GoneException, for every call."""
    socket, connection = await connected(doors, functions)
    await socket.close()
    arguments = {"ConnectionId": connection} | ({"Data": b"x"} if call == "post_to_connection" else {})
    await until(lambda: len(doors.gateway.connections) == 0)
    with pytest.raises(client.exceptions.GoneException):
        await asyncio.to_thread(getattr(client, call), **arguments)


async def test_a_message_over_128_kib_is_refused(doors: Any, functions: Any, client: Any) -> None:
    """The limit of a message is 128 KiB."""
    socket, connection = await connected(doors, functions)
    with pytest.raises(client.exceptions.PayloadTooLargeException):
        await asyncio.to_thread(client.post_to_connection, ConnectionId=connection, Data=b"x" * (128 * 1024 + 1))
    await socket.close()


async def test_a_client_that_does_not_read_is_limited_and_holds_nobody_up(
    doors: Any, functions: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Posting never waits for a client: when its buffers are full the answer is 429."""

    async def never(_self: open_connections.Connection) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(open_connections.Connection, "write", never)
    socket, connection = await connected(doors, functions)
    url = f"{doors.management}/@connections/{connection}"
    statuses: list[int] = []
    for _ in range(open_connections.WAITING_MESSAGES + 1):
        async with doors.session.post(url, data=b"x") as answer:
            statuses.append(answer.status)
    assert statuses == [200] * open_connections.WAITING_MESSAGES + [429]
    await socket.close()
