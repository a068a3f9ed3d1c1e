"""Placing an order: once for each idempotency key, after any failure.

1. Commit a payment row in state `authorising`: the intent.
2. Request the authorisation with an idempotency key of the order, so that a retry has one effect.
3. In one transaction set the payment to `authorised` and store order, contact and outbox row.

A repeated request returns the same order, also from a cell that has begun to drain or serves the order's zone no more.
Such a cell refuses only what it has not begun, and stores the refused key as abandoned: the customer may place the
order in another cell, so a delayed first request must not place it here as well. If step 2 is not followed by step 3
and no request is repeated, the payments worker finds the stale intent and voids the authorisation.
"""

import hashlib
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import msgspec

from delivery.events import GeoPoint, OrderEvent, OrderStatus

from ..common.clock import Clock
from ..common.database import Connection, Pool
from .admission import Admission, Destination
from .errors import ApiError, unavailable
from .payments import Charge, PaymentDeclinedError, Payments, PaymentUnavailableError
from .requests import PlaceBody
from .store import OrderRecord, find_order, find_restaurant, insert_order

ORDER_IDS: Final = uuid.UUID("5f0c8d0e-52a5-4b7e-9d5c-7c2b8a3e1f64")
"""Namespace of order ids (a random UUID)."""


@dataclass(frozen=True, slots=True)
class _Placement:
    order_id: str
    customer_id: str
    body: PlaceBody

    @property
    def request_hash(self) -> bytes:
        """Tells a repeated request from another one with the same key; the format of the JSON does not matter."""
        return hashlib.sha256(msgspec.json.encode(self.body, order="deterministic")).digest()

    @property
    def charge(self) -> Charge:
        return Charge(self.order_id, self.body.total_cents, self.body.currency, self.body.payment_token)


def order_id_of(customer_id: str, idempotency_key: str) -> str:
    """The order id of a customer's key: the same in every process, before anything is stored."""
    return str(uuid.uuid5(ORDER_IDS, f"{customer_id}\n{idempotency_key}"))


@dataclass(frozen=True, slots=True)
class OrderPlacing:
    """Places orders."""

    pool: Pool
    payments: Payments
    clock: Clock
    admission: Admission

    async def place(
        self, customer_id: str, idempotency_key: str, body: PlaceBody, destination: Destination | None = None
    ) -> tuple[OrderRecord, bool]:
        """Place an order, or return the order that was placed with the same key.

        Returns:
            The order, and whether this call placed it.

        Raises:
            ApiError: 400 the zone is missing, 402 declined, 409 the key belongs to another request or an abandoned one,
                421 another cell serves the order, 422 no such restaurant, 503 this cell is draining or the provider is
                unavailable.
        """
        placement = _Placement(order_id_of(customer_id, idempotency_key), customer_id, body)
        async with self.pool.connection() as connection:
            pickup = await self._pickup(connection, placement, destination or Destination())
            if (placed := await _begin(connection, placement)) is not None:
                return placed, False
        try:
            authorisation = await self.payments.authorise(placement.charge, f"{placement.order_id}:authorise")
        except PaymentUnavailableError as error:
            raise unavailable("the payment provider is unavailable; send the same request again") from error
        except PaymentDeclinedError as error:
            async with self.pool.connection() as connection:
                await _decline(connection, placement.order_id)
            raise _declined() from error
        async with self.pool.connection() as connection:
            return await self._finish(connection, placement, pickup, authorisation)

    async def _pickup(self, connection: Connection, placement: _Placement, destination: Destination) -> GeoPoint:
        """The restaurant's position, if this cell takes the order or has taken it before."""
        restaurant = await find_restaurant(connection, placement.body.restaurant_id)
        refusal = self.admission.refusal(destination)
        if refusal is None and restaurant is not None:
            refusal = self.admission.refusal_of_restaurant(restaurant.zone, destination)
        if refusal is not None and await _refuse(connection, placement):
            await connection.commit()
            raise refusal
        if restaurant is None:
            raise ApiError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "unknown_restaurant",
                f"there is no restaurant {placement.body.restaurant_id}",
                "$.restaurant_id",
            )
        return restaurant.position

    async def _finish(
        self, connection: Connection, placement: _Placement, pickup: GeoPoint, authorisation: str
    ) -> tuple[OrderRecord, bool]:
        cursor = await connection.execute(
            "update payments set state = 'authorised', authorisation_id = %s"
            " where order_id = %s and state = 'authorising'",
            (authorisation, placement.order_id),
        )
        if cursor.rowcount == 0:
            return await _placed_order(connection, placement), False
        body = placement.body
        now = self.clock.now()
        order = OrderEvent(
            order_id=placement.order_id,
            version=1,
            status=OrderStatus.PLACED,
            occurred_at=now,
            customer_id=placement.customer_id,
            restaurant_id=body.restaurant_id,
            pickup=pickup,
            dropoff=body.dropoff,
            total_cents=body.total_cents,
            currency=body.currency,
            placed_at=now,
        )
        record = await insert_order(connection, order, body.items)
        await connection.execute(
            "insert into order_contacts (order_id, address, contact) values (%s, %s, %s)",
            (placement.order_id, body.address, body.contact),
        )
        return record, True


async def _begin(connection: Connection, placement: _Placement) -> OrderRecord | None:
    """Store or renew the intent; return the order if it was placed before.

    Raises:
        ApiError: the key cannot be used for this request.
    """
    cursor = await connection.execute(
        "insert into payments (order_id, request_hash, state, amount_cents, currency)"
        " values (%s, %s, 'authorising', %s, %s) on conflict do nothing",
        (placement.order_id, placement.request_hash, placement.body.total_cents, placement.body.currency),
    )
    if cursor.rowcount:
        await connection.execute(
            "insert into payment_tokens (order_id, token) values (%s, %s)",
            (placement.order_id, placement.body.payment_token),
        )
        return None
    await _payment(connection, placement)
    # A client still waits for this order, so its intent must not become stale.
    cursor = await connection.execute(
        "update payments set created_at = now() where order_id = %s and state = 'authorising'", (placement.order_id,)
    )
    return None if cursor.rowcount else await _placed_order(connection, placement)


async def _refuse(connection: Connection, placement: _Placement) -> bool:
    """Store that a key is refused; return false if this cell had begun or placed the order before.

    Raises:
        ApiError: the key belongs to another request.
    """
    cursor = await connection.execute(
        "insert into payments (order_id, request_hash, state, amount_cents, currency)"
        " values (%s, %s, 'abandoned', %s, %s) on conflict do nothing",
        (placement.order_id, placement.request_hash, placement.body.total_cents, placement.body.currency),
    )
    return bool(cursor.rowcount) or (await _payment(connection, placement))["state"] == "abandoned"


async def _payment(connection: Connection, placement: _Placement) -> dict[str, Any]:
    cursor = await connection.execute(
        "select state, request_hash from payments where order_id = %s", (placement.order_id,)
    )
    payment = await cursor.fetchone()
    assert payment is not None  # rows of payments are never deleted
    if payment["request_hash"] != placement.request_hash:
        raise ApiError(
            HTTPStatus.CONFLICT,
            "idempotency_key_reused",
            "this key was used for another order; use a new key for a new order",
            "Idempotency-Key",
        )
    return payment


async def _placed_order(connection: Connection, placement: _Placement) -> OrderRecord:
    payment = await _payment(connection, placement)
    match payment["state"]:
        case "declined":
            raise _declined()
        case "abandoned":
            raise ApiError(
                HTTPStatus.CONFLICT,
                "placement_abandoned",
                "this placement was abandoned because it took too long; use a new key",
                "Idempotency-Key",
            )
        case _:
            record = await find_order(connection, placement.order_id)
            assert record is not None  # stored in the transaction that authorised the payment
            return record


async def _decline(connection: Connection, order_id: str) -> None:
    cursor = await connection.execute(
        "update payments set state = 'declined' where order_id = %s and state = 'authorising'", (order_id,)
    )
    if cursor.rowcount:
        await connection.execute("delete from payment_tokens where order_id = %s", (order_id,))


def _declined() -> ApiError:
    return ApiError(HTTPStatus.PAYMENT_REQUIRED, "payment_declined", "the payment was declined", "$.payment_token")
