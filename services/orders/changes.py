"""Changes of orders and couriers, one transaction each: rows, courier list, payment operation, outbox rows."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import msgspec

from delivery.events import AssignmentProposal, CourierEvent, CourierStatus, OrderEvent, OrderStatus
from delivery.orders import NO_ANSWER, NO_COURIER, Assign, Cancel, Command, Deliver, Refusal, advance

from ..common.clock import Clock
from ..common.database import Connection, Pool
from .errors import ApiError, not_found
from .requests import ShiftOff, ShiftOn
from .store import OrderRecord, find_courier, find_order, find_orders, save_courier, update_order

logger = logging.getLogger(__name__)

EXPIRED_AT_ONCE = 100
"""Maximum of orders that one sweep closes."""


@dataclass(frozen=True, slots=True)
class CourierRecord:
    """A courier and the orders on their list."""

    courier: CourierEvent
    orders: list[OrderRecord]


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes stored orders and couriers, at platform time."""

    pool: Pool
    clock: Clock

    async def carry_out(self, order_id: str, command: Command, check: Callable[[OrderEvent], None]) -> OrderRecord:
        """Carry out a command; repeating it changes nothing.

        Args:
            order_id: the order.
            command: the change.
            check: raises when the caller may not change this order.

        Raises:
            ApiError: 404 no such order, 409 its status does not allow the command; and errors of `check`.
        """
        async with self.pool.connection() as connection:
            record = await find_order(connection, order_id, lock=True)
            if record is None:
                raise not_found("order")
            check(record.order)
            outcome = advance(record.order, command, self.clock.now())
            if isinstance(outcome, Refusal):
                raise ApiError(HTTPStatus.CONFLICT, outcome.code, outcome.message)
            if outcome is record.order:
                return record
            return await _store(connection, record, outcome, command)

    async def assign(self, proposal: AssignmentProposal) -> bool:
        """Commit a proposal if order and courier still have its versions; return whether it was committed."""
        async with self.pool.connection() as connection:
            record = await find_order(connection, proposal.order_id, lock=True)
            courier = await find_courier(connection, proposal.courier_id, lock=True)
            reason = _rejection_reason(proposal, record, courier)
            if reason is not None or record is None or courier is None:
                logger.info("proposal rejected", extra={"proposal_id": proposal.proposal_id, "reason": reason})
                return False
            now = self.clock.now()
            command = Assign(proposal.courier_id, proposal.pickup_eta, proposal.dropoff_eta)
            outcome = advance(record.order, command, now)
            if isinstance(outcome, Refusal):
                logger.info("proposal rejected", extra={"proposal_id": proposal.proposal_id, "reason": outcome.code})
                return False
            if outcome is record.order:
                return False
            await update_order(connection, record, outcome)
            await save_courier(
                connection, _next(courier, now, active_orders=[*courier.active_orders, proposal.order_id])
            )
            return True

    async def change_shift(self, courier_id: str, shift: ShiftOn | ShiftOff) -> CourierRecord:
        """Begin or end a shift; repeating a request changes nothing.

        The end of a shift only stops new assignments: the courier keeps and finishes the orders on their list.

        Raises:
            ApiError: 404 the courier never began a shift, 422 the shift ends before it begins.
        """
        async with self.pool.connection() as connection:
            courier = await find_courier(connection, courier_id, lock=True)
            changed = _shifted(courier_id, courier, shift, self.clock.now())
            if changed is not courier:
                await save_courier(connection, changed)
            return CourierRecord(changed, await find_orders(connection, changed.active_orders))

    async def expire(self, older_than_seconds: float) -> int:
        """Close orders that were placed too long ago and have no courier; return how many."""
        now = self.clock.now()
        async with self.pool.connection() as connection:
            cursor = await connection.execute(
                """
                select order_id from orders
                where status in ('placed', 'accepted') and placed_at < %s
                order by placed_at limit %s for update skip locked
                """,
                (now - older_than_seconds, EXPIRED_AT_ONCE),
            )
            expired = [str(row["order_id"]) for row in await cursor.fetchall()]
            for record in await find_orders(connection, expired):
                reason = NO_ANSWER if record.order.status is OrderStatus.PLACED else NO_COURIER
                command = Cancel(reason)
                outcome = advance(record.order, command, now)
                assert isinstance(outcome, OrderEvent)  # both statuses may be cancelled, and the rows are locked
                await _store(connection, record, outcome, command)
        return len(expired)


async def _store(connection: Connection, before: OrderRecord, order: OrderEvent, command: Command) -> OrderRecord:
    """Store a changed order and the consequences of the change."""
    record = await update_order(connection, before, order)
    if isinstance(command, Deliver | Cancel):
        await connection.execute(
            "insert into payment_operations (order_id, kind) values (%s, %s)",
            (order.order_id, "capture" if isinstance(command, Deliver) else "void"),
        )
        if order.courier_id is not None:
            await _remove_from_list(connection, order)
    return record


async def _remove_from_list(connection: Connection, order: OrderEvent) -> None:
    assert order.courier_id is not None
    courier = await find_courier(connection, order.courier_id, lock=True)
    if courier is not None and order.order_id in courier.active_orders:
        rest = [other for other in courier.active_orders if other != order.order_id]
        await save_courier(connection, _next(courier, order.occurred_at, active_orders=rest))


def _next(courier: CourierEvent, now: float, **changes: object) -> CourierEvent:
    return msgspec.structs.replace(
        courier, version=courier.version + 1, occurred_at=max(now, courier.occurred_at), **changes
    )


def _shifted(courier_id: str, courier: CourierEvent | None, shift: ShiftOn | ShiftOff, now: float) -> CourierEvent:
    """A courier after a change of their shift; the same object when nothing changes."""
    if isinstance(shift, ShiftOff):
        if courier is None:
            raise not_found("courier")
        return courier if courier.status is CourierStatus.OFF else _next(courier, now, status=CourierStatus.OFF)
    if shift.ends_at <= now:
        raise ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, "shift_over", "the shift ends before it begins", "$.ends_at")
    if courier is None:
        return CourierEvent(
            courier_id=courier_id,
            version=1,
            status=CourierStatus.ON,
            occurred_at=now,
            position=shift.position,
            shift_ends_at=shift.ends_at,
            active_orders=[],
        )
    requested = (CourierStatus.ON, shift.position, shift.ends_at)
    if (courier.status, courier.position, courier.shift_ends_at) == requested:
        return courier
    return _next(courier, now, status=CourierStatus.ON, position=shift.position, shift_ends_at=shift.ends_at)


def _rejection_reason(
    proposal: AssignmentProposal, record: OrderRecord | None, courier: CourierEvent | None
) -> str | None:
    """Why a proposal cannot be committed; None when it can."""
    if record is None or courier is None:
        return "unknown order or courier"
    if record.order.version != proposal.order_version:
        return f"order has version {record.order.version}, proposal {proposal.order_version}"
    if courier.version != proposal.courier_version:
        return f"courier has version {courier.version}, proposal {proposal.courier_version}"
    return None if courier.status is CourierStatus.ON else "courier is off"
