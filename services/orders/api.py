"""The HTTP API: authorization of each call; other modules do the work."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import msgspec
import psycopg
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from delivery.events import CITY_FEED, CourierPing, OrderEvent
from delivery.orders import Accept, Cancel, Command, Deliver, PickUp

from ..common.database import Pool
from ..common.kafka import Publisher, PublishError
from ..common.tasks import Wake
from .admission import read_destination
from .changes import Changes, CourierRecord
from .errors import ApiError, forbidden, not_found, unavailable
from .placing import OrderPlacing
from .requests import (
    AcceptBody,
    CancelBody,
    PingBody,
    PlaceBody,
    RestaurantBody,
    ShiftOff,
    ShiftOn,
    TicketBody,
    read_body,
    read_idempotency_key,
    read_identifier,
)
from .roles import Role
from .store import count_open, find_courier, find_order, find_orders, save_restaurant
from .tickets import Tickets
from .tokens import Principal, TokenVerifier

logger = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[Response]]

_restaurant: Final = msgspec.json.Decoder(RestaurantBody)
_placement: Final = msgspec.json.Decoder(PlaceBody)
_acceptance: Final = msgspec.json.Decoder(AcceptBody)
_cancellation: Final = msgspec.json.Decoder(CancelBody)
_shift: Final = msgspec.json.Decoder[ShiftOn | ShiftOff](ShiftOn | ShiftOff)
_ping: Final = msgspec.json.Decoder(PingBody)
_ticket: Final = msgspec.json.Decoder(TicketBody)


@dataclass(frozen=True, slots=True)
class OrdersApi:
    """The calls of `docs/architecture.md`."""

    pool: Pool
    verifier: TokenVerifier
    placing: OrderPlacing
    changes: Changes
    tickets: Tickets
    pings: Publisher
    locations_topic: str
    outbox_wake: Wake
    payments_wake: Wake

    def routes(self) -> list[Route]:
        """Every call and its handler."""
        return [
            Route("/healthz", self.healthz, methods=["GET"]),
            Route("/readyz", self.readyz, methods=["GET"]),
            Route("/drain", self.get_drain, methods=["GET"]),
            Route("/restaurants/{id}", self.put_restaurant, methods=["PUT"]),
            Route("/orders", self.place_order, methods=["POST"]),
            Route("/orders/{id}", self.get_order, methods=["GET"]),
            Route("/orders/{id}/accept", self.accept_order, methods=["POST"]),
            Route("/orders/{id}/pickup", self.pick_up_order, methods=["POST"]),
            Route("/orders/{id}/deliver", self.deliver_order, methods=["POST"]),
            Route("/orders/{id}/cancel", self.cancel_order, methods=["POST"]),
            Route("/couriers/{id}", self.get_courier, methods=["GET"]),
            Route("/couriers/{id}/shift", self.change_shift, methods=["POST"]),
            Route("/couriers/{id}/positions", self.take_position, methods=["POST"]),
            Route("/tickets", self.issue_ticket, methods=["POST"]),
        ]

    async def healthz(self, _request: Request) -> Response:
        """200 while this process answers, for the load balancer.

        It asks no other service: a new process would not bring back a database that is away, and ECS would stop every
        task of the service while the database fails over.
        """
        return _json({"status": "ok"})

    async def readyz(self, request: Request) -> Response:
        """200 while the database answers too, 503 otherwise: for operators, and for nothing that restarts tasks."""
        (await self._caller(request)).must_be(Role.OPERATOR)
        async with self.pool.connection(timeout=1.0) as connection:
            await connection.execute("select 1")
        return _json({"status": "ok"})

    async def get_drain(self, request: Request) -> Response:
        """Whether the cell is draining, and what it still has to finish: for operators."""
        (await self._caller(request)).must_be(Role.OPERATOR)
        async with self.pool.connection() as connection:
            still_open = await count_open(connection)
        admission = self.placing.admission
        return _json({"city": admission.city, "zone": admission.zone, "draining": admission.is_draining, **still_open})

    async def put_restaurant(self, request: Request) -> Response:
        """Store a restaurant; in a cell of one zone it is in that zone unless the request names another."""
        (await self._caller(request)).must_be(Role.OPERATOR)
        restaurant_id = _path_id(request)
        body = await read_body(request, _restaurant)
        zone = body.zone or self.placing.admission.zone
        async with self.pool.connection() as connection:
            await save_restaurant(connection, restaurant_id, body.name, body.position, zone)
        return _json({"restaurant_id": restaurant_id, "name": body.name, "position": body.position, "zone": zone})

    async def place_order(self, request: Request) -> Response:
        """Place an order: 201, or 200 when it was already placed with the same key.

        A cell that drains or serves another place refuses orders that it has not accepted (`admission`).
        """
        caller = await self._caller(request)
        caller.must_be(Role.CUSTOMER)
        key, destination = read_idempotency_key(request), read_destination(request)
        body = await read_body(request, _placement)
        record, placed = await self.placing.place(caller.subject, key, body, destination)
        self.outbox_wake.set()
        return _json(record.answer(), HTTPStatus.CREATED if placed else HTTPStatus.OK)

    async def get_order(self, request: Request) -> Response:
        """An order, for the principals that it concerns."""
        caller = await self._caller(request)
        async with self.pool.connection() as connection:
            record = await find_order(connection, _path_id(request))
        if record is None or not _concerns(caller, record.order):
            raise not_found("order")
        return _json(record.answer())

    async def accept_order(self, request: Request) -> Response:
        """The restaurant accepts the order."""
        caller = await self._caller(request)
        caller.must_be(Role.RESTAURANT)
        body = await read_body(request, _acceptance)
        return await self._change(caller, request, Accept(body.ready_at))

    async def pick_up_order(self, request: Request) -> Response:
        """The courier has the food."""
        caller = await self._caller(request)
        caller.must_be(Role.COURIER)
        return await self._change(caller, request, PickUp())

    async def deliver_order(self, request: Request) -> Response:
        """The courier has handed the food over; the payment will be captured."""
        caller = await self._caller(request)
        caller.must_be(Role.COURIER)
        return await self._change(caller, request, Deliver())

    async def cancel_order(self, request: Request) -> Response:
        """Close the order; the payment will be voided."""
        caller = await self._caller(request)
        caller.must_be(Role.CUSTOMER, Role.OPERATOR)
        body = await read_body(request, _cancellation)
        return await self._change(caller, request, Cancel(body.reason))

    async def get_courier(self, request: Request) -> Response:
        """A courier and the orders on their list."""
        caller = await self._caller(request)
        courier_id = _path_id(request)
        if caller.role is not Role.OPERATOR:
            caller.must_be_itself(Role.COURIER, courier_id)
        async with self.pool.connection() as connection:
            courier = await find_courier(connection, courier_id)
            if courier is None:
                raise not_found("courier")
            orders = await find_orders(connection, courier.active_orders)
        return _courier_answer(CourierRecord(courier, orders))

    async def change_shift(self, request: Request) -> Response:
        """Begin or end a courier's shift."""
        caller = await self._caller(request)
        courier_id = _path_id(request)
        caller.must_be_itself(Role.COURIER, courier_id)
        record = await self.changes.change_shift(courier_id, await read_body(request, _shift))
        self.outbox_wake.set()
        return _courier_answer(record)

    async def take_position(self, request: Request) -> Response:
        """Send a courier's position to Kafka; 503 when the buffer is full, because the next ping replaces this one."""
        caller = await self._caller(request)
        courier_id = _path_id(request)
        caller.must_be_itself(Role.COURIER, courier_id)
        body = await read_body(request, _ping)
        ping = CourierPing(
            courier_id=courier_id,
            sequence=body.sequence,
            position=body.position,
            speed_mps=body.speed_mps,
            heading_degrees=body.heading_degrees,
            recorded_at=body.recorded_at,
            sent_at_ms=body.sent_at_ms,
        )
        try:
            self.pings.enqueue(self.locations_topic, courier_id, msgspec.json.encode(ping))
        except PublishError as error:
            raise unavailable("positions cannot be accepted at the moment; send the next one") from error
        return Response(status_code=HTTPStatus.ACCEPTED)

    async def issue_ticket(self, request: Request) -> Response:
        """A ticket for the WebSocket, for a feed that the caller may see."""
        caller = await self._caller(request)
        feed = (await read_body(request, _ticket)).feed
        await self._check_feed(caller, feed)
        return _json(await self.tickets.issue(caller, feed))

    async def _check_feed(self, caller: Principal, feed: str) -> None:
        if caller.role is Role.OPERATOR:
            return
        kind, _, subject = feed.partition(":")
        if feed == CITY_FEED or caller.role is Role.RESTAURANT:
            raise forbidden(f"a token of role {caller.role} cannot see feed {feed}")
        if kind == "courier":
            caller.must_be_itself(Role.COURIER, subject)
            return
        caller.must_be(Role.CUSTOMER)
        async with self.pool.connection() as connection:
            record = await find_order(connection, subject)
        if record is None or not _concerns(caller, record.order):
            raise not_found("order")

    async def _change(self, caller: Principal, request: Request, command: Command) -> Response:
        def check(order: OrderEvent) -> None:
            if not _concerns(caller, order):
                raise not_found("order")

        record = await self.changes.carry_out(_path_id(request), command, check)
        self.outbox_wake.set()
        self.payments_wake.set()
        return _json(record.answer())

    async def _caller(self, request: Request) -> Principal:
        return await self.verifier.verify(request.headers.get("authorization"))


def _concerns(caller: Principal, order: OrderEvent) -> bool:
    """Whether an order concerns the caller."""
    match caller.role:
        case Role.CUSTOMER:
            return order.customer_id == caller.subject
        case Role.RESTAURANT:
            return order.restaurant_id == caller.subject
        case Role.COURIER:
            return order.courier_id == caller.subject
        case Role.OPERATOR:
            return True


def _path_id(request: Request) -> str:
    return read_identifier("id", request.path_params["id"])


def _courier_answer(record: CourierRecord) -> Response:
    courier = record.courier
    return _json(
        {
            "courier_id": courier.courier_id,
            "version": courier.version,
            "status": courier.status,
            "orders": [order.answer() for order in record.orders],
        }
    )


def _json(content: Any, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(content), status, headers, media_type="application/json")


def _error(error: ApiError) -> Response:
    document = {"code": error.code, "message": error.message, "field": error.field}
    headers = {} if error.retry_after_seconds is None else {"Retry-After": str(error.retry_after_seconds)}
    if error.status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return _json({"error": document}, error.status, headers)


async def answer_api_error(_request: Request, error: Exception) -> Response:
    """An expected error."""
    assert isinstance(error, ApiError)
    return _error(error)


async def answer_http_error(_request: Request, error: Exception) -> Response:
    """An unknown path or method, in the format of the API."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return _error(ApiError(status, status.name.lower(), error.detail))


async def answer_database_error(_request: Request, _error_of_database: Exception) -> Response:
    """The database is unavailable or too busy: the same request may be sent again, because changes are idempotent."""
    return _error(unavailable("the order store is unavailable; send the same request again"))


async def answer_unexpected_error(request: Request, error: Exception) -> Response:
    """An internal error: its location is logged, and the caller gets no internals.

    The error's message is not logged, because it may quote a customer's input; PostgreSQL's primary message never does.
    """
    logger.error(
        "request failed",
        extra={
            "method": request.method,
            "path": request.url.path,
            "error": type(error).__name__,
            "reason": error.diag.message_primary if isinstance(error, psycopg.Error) else None,
            "frames": traceback.format_tb(error.__traceback__),
        },
    )
    return _error(
        ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "the order service failed; send the same request again")
    )


ERROR_ANSWERS: Final = {
    ApiError: answer_api_error,
    HTTPException: answer_http_error,
    psycopg.OperationalError: answer_database_error,
    Exception: answer_unexpected_error,
}
"""Handlers by exception; a pool without connections raises an operational error."""
