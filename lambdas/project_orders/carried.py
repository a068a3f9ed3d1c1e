"""Which orders each courier carries, in Valkey: what `track_couriers` needs to know whom a position concerns."""

from collections.abc import Iterable
from typing import Any, Protocol

from delivery.events import OrderEvent, OrderStatus

from ..common.cache import ORDERS_SECONDS, orders_key

CLOSED = frozenset({OrderStatus.DELIVERED, OrderStatus.CANCELLED})


class Pipeline(Protocol):
    """What is used of Valkey's pipeline."""

    def sadd(self, name: str, *values: str) -> Any:
        """Add to a set."""
        ...

    def srem(self, name: str, *values: str) -> Any:
        """Take from a set."""
        ...

    def expire(self, name: str, time: int) -> Any:
        """Forget a key later."""
        ...

    def execute(self) -> Any:
        """Send everything in one go for each node."""
        ...


def update_carried(pipeline: Pipeline, events: Iterable[OrderEvent]) -> None:
    """Put each order on its courier's list, or take a closed one off it; one round trip for each node.

    Raises:
        valkey.exceptions.ValkeyError: not everything was written; repeating is harmless.
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
