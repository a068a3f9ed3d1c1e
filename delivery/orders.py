"""The order state machine.

```
placed ─> accepted ─> assigned ─> picked_up ─> delivered
   └──────────┴───────────┴─> cancelled
```
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from .events import OrderEvent, OrderStatus

NO_COURIER: Final = "no_courier_available"
"""Closing reason of an order that no courier could take in time."""

NO_ANSWER: Final = "restaurant_did_not_answer"
"""Closing reason of an order that the restaurant never accepted."""

TRANSITIONS: Final[Mapping[OrderStatus, frozenset[OrderStatus]]] = {
    OrderStatus.PLACED: frozenset({OrderStatus.ACCEPTED, OrderStatus.CANCELLED}),
    OrderStatus.ACCEPTED: frozenset({OrderStatus.ASSIGNED, OrderStatus.CANCELLED}),
    OrderStatus.ASSIGNED: frozenset({OrderStatus.PICKED_UP, OrderStatus.CANCELLED}),
    OrderStatus.PICKED_UP: frozenset({OrderStatus.DELIVERED}),
    OrderStatus.DELIVERED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}
"""The allowed next statuses of each status."""


@dataclass(frozen=True, slots=True)
class Accept:
    """The restaurant accepts the order and says when the food will be ready."""

    ready_at: float
    """Platform time; a past time means ready now."""


@dataclass(frozen=True, slots=True)
class Assign:
    """The order is put on a courier's list."""

    courier_id: str
    pickup_eta: float
    dropoff_eta: float


@dataclass(frozen=True, slots=True)
class PickUp:
    """The assigned courier has the food."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """The assigned courier has handed the food over."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """The order is closed without a delivery."""

    reason: str


Command = Accept | Assign | PickUp | Deliver | Cancel
"""A change of an order. The caller checks whether the principal is allowed to request it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status of the order does not allow the command; nothing changes."""

    code: str
    message: str


_TARGETS: Final[Mapping[type, OrderStatus]] = {
    Accept: OrderStatus.ACCEPTED,
    Assign: OrderStatus.ASSIGNED,
    PickUp: OrderStatus.PICKED_UP,
    Deliver: OrderStatus.DELIVERED,
    Cancel: OrderStatus.CANCELLED,
}


def advance(order: OrderEvent, command: Command, now: float) -> OrderEvent | Refusal:
    """The order after a command.

    Args:
        order: the state of the order, which is its latest event.
        command: the requested change.
        now: platform time of the change.

    Returns:
        The next state with the next version; the same object when the command was carried out before, so that repeating
        is harmless; or a refusal.
    """
    target = _TARGETS[type(command)]
    if _done_before(order, command):
        return order
    if target not in TRANSITIONS[order.status]:
        return Refusal(
            code=f"order_is_{order.status}", message=f"an order that is {order.status} cannot become {target}"
        )
    # The times of an order never decrease, even if the clocks of two hosts differ.
    at = max(now, order.occurred_at)
    return msgspec.structs.replace(
        order, version=order.version + 1, status=target, occurred_at=at, **_changes(command, at)
    )


def _done_before(order: OrderEvent, command: Command) -> bool:
    match command:
        case Accept(ready_at=ready_at):
            return order.ready_at == ready_at and order.status is not OrderStatus.CANCELLED
        case Assign(courier_id=courier_id):
            return order.status is OrderStatus.ASSIGNED and order.courier_id == courier_id
        case PickUp():
            return order.picked_up_at is not None
        case Deliver():
            return order.status is OrderStatus.DELIVERED
        case Cancel():
            return order.status is OrderStatus.CANCELLED


def _changes(command: Command, at: float) -> dict[str, float | str]:
    """The fields that a command sets in addition to status, version and time."""
    match command:
        case Accept(ready_at=ready_at):
            return {"ready_at": ready_at}
        case Assign(courier_id=courier_id, pickup_eta=pickup_eta, dropoff_eta=dropoff_eta):
            return {
                "courier_id": courier_id,
                "assigned_at": at,
                "pickup_eta": pickup_eta,
                "dropoff_eta": dropoff_eta,
            }
        case PickUp():
            return {"picked_up_at": at}
        case Deliver():
            return {"delivered_at": at}
        case Cancel(reason=reason):
            return {"closed_reason": reason}
