"""The orders of each courier in Valkey, from which `track_couriers` finds the feeds of a position."""

from collections.abc import Iterable
from typing import Any, Protocol

from delivery.events import OrderEvent, OrderStatus

from ..common.cache import ORDERS_SECONDS, orders_key

CLOSED = frozenset({OrderStatus.DELIVERED, OrderStatus.CANCELLED})


class Pipeline(Protocol):
    """The part of Valkey's pipeline that is used here."""

    def sadd(self, name: str, *values: str) -> Any:
        """Add to a set."""
        ...

    def srem(self, name: str, *values: str) -> Any:
        """Remove from a set."""
        ...

    def expire(self, name: str, time: int) -> Any:
        """Expire a key."""
        ...

    def execute(self) -> Any:
        """Send all commands, in one round trip per node."""
        ...


def update_carried(pipeline: Pipeline, events: Iterable[OrderEvent]) -> None:
    """Put each order on its courier's list, or remove a closed one, in one round trip per node.

    Raises:
        valkey.exceptions.ValkeyError: not everything was written; a retry is harmless.
    """
    changed = False
    for event in events:
        if event.courier_id is None:
            continue
        changed = True
        key = orders_key(event.courier_id)
        if event.status in CLOSED:
            pipeline.srem(key, event.order_id)
        else:
            pipeline.sadd(key, event.order_id)
            pipeline.expire(key, ORDERS_SECONDS)
    if changed:
        pipeline.execute()
