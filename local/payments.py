"""A local payment provider: authorises, captures and voids over HTTP, and records every operation in a journal.

`python -m local.payments --port N --journal FILE`. An operation is on disk before its response is sent, so a restart
loses nothing. A second capture of an order under another key is recorded, not rejected, so that the reconciliation
after a replay finds it.
"""

import argparse
import asyncio
import os
import sys
import uuid
from http import HTTPStatus
from pathlib import Path
from typing import Final, Self

import msgspec
from aiohttp import web

from .errors import LocalError

DECLINED_TOKEN: Final = "tok_declined"  # noqa: S105 - a test token, not a secret
"""The token whose authorisation is declined with 402."""

STATUS_OF: Final = {"authorisations": "authorised", "captures": "captured", "voids": "voided"}
"""The status of an operation by kind."""


class Request(msgspec.Struct, frozen=True):
    """The body of an operation."""

    order_id: str
    amount_cents: int
    currency: str
    token: str | None = None


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One completed operation: a line of the journal and an element of `GET /operations`."""

    operation_id: str
    kind: str
    status: str
    idempotency_key: str
    order_id: str
    amount_cents: int
    currency: str


class IdempotencyConflictError(Exception):
    """An idempotency key was used again for another operation."""


class Journal:
    """An append-only file of operations, one JSON object per line, each on disk before `record` returns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.operations: list[Operation] = []
        self._by_key: dict[str, Operation] = {}
        self._file = path.open("ab+")
        self._load()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _load(self) -> None:
        """Read the journal; an incomplete last line was never acknowledged, so it is removed."""
        self._file.seek(0)
        content = self._file.read()
        whole = content.rfind(b"\n") + 1
        self._file.truncate(whole)
        for line in content[:whole].splitlines():
            self._remember(msgspec.json.decode(line, type=Operation))

    def _remember(self, operation: Operation) -> None:
        self.operations.append(operation)
        self._by_key[operation.idempotency_key] = operation

    def record(self, kind: str, key: str, request: Request) -> Operation:
        """The operation of an idempotency key; a new one is written first.

        Raises:
            IdempotencyConflictError: the key belongs to another kind, order, amount or currency.
        """
        known = self._by_key.get(key)
        if known is None:
            known = Operation(
                operation_id=str(uuid.uuid4()),
                kind=kind,
                status=STATUS_OF[kind],
                idempotency_key=key,
                order_id=request.order_id,
                amount_cents=request.amount_cents,
                currency=request.currency,
            )
            self._file.write(msgspec.json.encode(known) + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
            self._remember(known)
        if (known.kind, known.order_id, known.amount_cents, known.currency) != (
            kind,
            request.order_id,
            request.amount_cents,
            request.currency,
        ):
            raise IdempotencyConflictError
        return known


def _error(status: HTTPStatus, code: str, message: str, field: str | None = None) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message, "field": field}}, status=status)


def create_app(journal: Journal) -> web.Application:
    """The provider's HTTP application over one journal."""
    one_at_a_time = asyncio.Lock()

    async def operate(request: web.Request) -> web.Response:
        key = request.headers.get("Idempotency-Key")
        if not key:
            return _error(HTTPStatus.BAD_REQUEST, "missing_header", "header Idempotency-Key is required")
        try:
            body = msgspec.json.decode(await request.read(), type=Request)
        except msgspec.DecodeError as error:
            return _error(HTTPStatus.BAD_REQUEST, "malformed", str(error))
        if body.amount_cents <= 0:
            return _error(HTTPStatus.BAD_REQUEST, "malformed", "amount_cents must be positive", "$.amount_cents")
        if body.token == DECLINED_TOKEN:
            return _error(HTTPStatus.PAYMENT_REQUIRED, "declined", "the card was declined")
        try:
            async with one_at_a_time:
                done = await asyncio.to_thread(journal.record, request.match_info["kind"], key, body)
        except IdempotencyConflictError:
            return _error(
                HTTPStatus.UNPROCESSABLE_ENTITY, "idempotency_conflict", f"key {key} was used for another operation"
            )
        return web.json_response({"operation_id": done.operation_id, "status": done.status})

    async def operations(_: web.Request) -> web.Response:
        body = msgspec.json.encode({"operations": journal.operations})
        return web.Response(body=body, content_type="application/json")

    async def healthy(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    app = web.Application()
    app.router.add_get("/operations", operations)
    app.router.add_get("/healthz", healthy)
    app.router.add_post(r"/{kind:authorisations|captures|voids}", operate)
    return app


def main(argv: list[str] | None = None) -> int:
    """Serve on the loopback address until interrupted; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m local.payments", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, required=True, help="TCP port on 127.0.0.1")
    parser.add_argument("--journal", type=Path, required=True, help="file of the operations")
    arguments = parser.parse_args(argv)
    try:
        with Journal(arguments.journal) as journal:
            web.run_app(create_app(journal), host="127.0.0.1", port=arguments.port, print=None, access_log=None)
    except OSError as error:
        raise LocalError(f"the payment provider cannot serve on port {arguments.port}: {error.strerror}") from None
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except LocalError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
