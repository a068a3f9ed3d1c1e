"""The update that pages receive for an order."""

from delivery.events import OrderEvent, OrderUpdate


def order_update(event: OrderEvent, feed: str) -> OrderUpdate:
    """The fields of an order that a page may see: no customer, no amounts."""
    return OrderUpdate(
        feed=feed,
        version=event.version,
        order_id=event.order_id,
        status=event.status,
        occurred_at=event.occurred_at,
        courier_id=event.courier_id,
        pickup=event.pickup,
        dropoff=event.dropoff,
        ready_at=event.ready_at,
        pickup_eta=event.pickup_eta,
        dropoff_eta=event.dropoff_eta,
        closed_reason=event.closed_reason,
    )
