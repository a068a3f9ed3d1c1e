"""A payment provider for one machine: authorises, captures and voids over HTTP, and remembers it all in a journal.

`python -m local.payments --port N --journal FILE`. An operation is on disk before its answer leaves, so a restart
forgets nothing. The provider trusts its caller: a second capture of an order under another key is recorded, not
refused, which is what lets the reconciliation after a replay see it.
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

DECLINED_TOKEN: Final = "tok_declined"  # noqa: S105 - a test token that this provider publishes
"""The token whose authorisation is refused with 402."""

STATUS_OF: Final = {"authorisations": "authorised", "captures": "captured", "voids": "voided"}
"""What an operation of each kind leaves behind."""


class Request(msgspec.Struct, frozen=True):
    """The body of an operation; the amount is in the currency's cents."""

    order_id: str
    amount_cents: int
    currency: str
    token: str | None = None


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One operation that took effect, as a line of the journal and an element of `GET /operations`."""

    operation_id: str
    kind: str
    status: str
    idempotency_key: str
    order_id: str
    amount_cents: int
    currency: str


class IdempotencyConflictError(Exception):
    """An idempotency key came again with another operation."""


class Journal:
    """Append-only file of operations, one JSON object a line, each on disk before `record` returns."""

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
        """Read what stands; a last line without its end was never answered, so it is cut off."""
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
        """The operation of this idempotency key, written first if it is new.

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


def _refuse(status: HTTPStatus, code: str, message: str, field: str | None = None) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message, "field": field}}, status=status)


def create_app(journal: Journal) -> web.Application:
    """The provider's HTTP application over one journal."""
    one_at_a_time = asyncio.Lock()

    async def operate(request: web.Request) -> web.Response:
        key = request.headers.get("Idempotency-Key")
        if not key:
            return _refuse(HTTPStatus.BAD_REQUEST, "missing_header", "header Idempotency-Key is required")
        try:
            body = msgspec.json.decode(await request.read(), type=Request)
        except msgspec.DecodeError as error:
            return _refuse(HTTPStatus.BAD_REQUEST, "malformed", str(error))
        if body.amount_cents <= 0:
            return _refuse(HTTPStatus.BAD_REQUEST, "malformed", "amount_cents must be positive", "$.amount_cents")
        if body.token == DECLINED_TOKEN:
            return _refuse(HTTPStatus.PAYMENT_REQUIRED, "declined", "the card was declined")
        try:
            async with one_at_a_time:
                done = await asyncio.to_thread(journal.record, request.match_info["kind"], key, body)
        except IdempotencyConflictError:
            return _refuse(
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
    parser.add_argument("--journal", type=Path, required=True, help="file that the operations are kept in")
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
