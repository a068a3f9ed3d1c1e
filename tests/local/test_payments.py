"""The local payment provider: idempotent, durable, and with a complete journal."""

import socket
from pathlib import Path
from typing import TypeAlias

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from local.errors import LocalError
from local.payments import DECLINED_TOKEN, Journal, create_app, main

BODY = {"order_id": "o1", "amount_cents": 1250, "currency": "EUR", "token": "tok_ok"}

Client: TypeAlias = TestClient[Request, Application]


def client_of(journal: Journal) -> Client:
    """A client of a provider with this journal; an async context manager."""
    return TestClient(TestServer(create_app(journal)))


async def post(client: Client, kind: str, key: str | None, **changes: object) -> ClientResponse:
    """Request one operation."""
    headers = {"Idempotency-Key": key} if key else {}
    return await client.post(f"/{kind}", json=BODY | changes, headers=headers)


@pytest.mark.parametrize(
    ("kind", "status"), [("authorisations", "authorised"), ("captures", "captured"), ("voids", "voided")]
)
async def test_each_kind_has_its_status(tmp_path: Path, kind: str, status: str) -> None:
    """An operation answers with an id and the status of its kind."""
    with Journal(tmp_path / "journal") as journal:
        async with client_of(journal) as client:
            answer = await (await post(client, kind, "k1")).json()
    assert status == answer["status"]
    assert [answer["operation_id"]] == [operation.operation_id for operation in journal.operations]


async def test_a_retry_gets_the_same_answer(tmp_path: Path) -> None:
    """Two requests with one key are one operation with one answer."""
    with Journal(tmp_path / "journal") as journal:
        async with client_of(journal) as client:
            first = await (await post(client, "captures", "k1")).json()
            second = await (await post(client, "captures", "k1")).json()
    assert first == second
    assert len(journal.operations) == 1


async def test_a_second_capture_under_another_key_is_recorded(tmp_path: Path) -> None:
    """Both captures of an order are recorded, so that a reconciliation finds the duplicate."""
    with Journal(tmp_path / "journal") as journal:
        async with client_of(journal) as client:
            await post(client, "captures", "k1")
            await post(client, "captures", "k2")
            listed = await (await client.get("/operations")).json()
    assert [(o["kind"], o["order_id"]) for o in listed["operations"]] == [("captures", "o1"), ("captures", "o1")]


@pytest.mark.parametrize(
    ("key", "changes", "status", "code"),
    [
        (None, {}, 400, "missing_header"),
        ("k", {"amount_cents": "much"}, 400, "malformed"),
        ("k", {"amount_cents": 0}, 400, "malformed"),
        ("k", {"token": DECLINED_TOKEN}, 402, "declined"),
        ("used", {"amount_cents": 1}, 422, "idempotency_conflict"),
    ],
)
async def test_invalid_requests_are_rejected(
    tmp_path: Path, key: str | None, changes: dict[str, object], status: int, code: str
) -> None:
    """The answer has the error code, and the journal stays empty."""
    with Journal(tmp_path / "journal") as journal:
        async with client_of(journal) as client:
            await post(client, "authorisations", "used")
            answer = await post(client, "authorisations", key, **changes)
            body = await answer.json()
    assert (status, code) == (answer.status, body["error"]["code"])
    assert len(journal.operations) == 1


async def test_operations_survive_a_restart(tmp_path: Path) -> None:
    """After a restart a known key gets the first operation, and an incomplete last line is removed."""
    path = tmp_path / "journal"
    with Journal(path) as journal:
        async with client_of(journal) as client:
            first = await (await post(client, "captures", "k1")).json()
    with path.open("ab") as file:
        file.write(b'{"operation_id": "half')
    with Journal(path) as journal:
        async with client_of(journal) as client:
            again = await (await post(client, "captures", "k1")).json()
            await post(client, "captures", "k2")
    assert first == again
    with Journal(path) as journal:
        assert [operation.idempotency_key for operation in journal.operations] == ["k1", "k2"]


def test_a_port_in_use_is_one_line(tmp_path: Path, unused_tcp_port: int) -> None:
    """The error names the port."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", unused_tcp_port))
        holder.listen()
        with pytest.raises(LocalError, match=f"port {unused_tcp_port}"):
            main(["--port", str(unused_tcp_port), "--journal", str(tmp_path / "journal")])
