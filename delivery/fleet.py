"""The current state of a city from its events: waiting orders, and when and where each courier is free."""

from dataclasses import dataclass
from typing import Final

from .dispatch import DispatchCourier
from .eta import Free, TravelModel, after_pickup, legs
from .events import CourierEvent, CourierPing, CourierStatus, GeoPoint, OrderEvent, OrderStatus

CLOSED: Final = frozenset({OrderStatus.DELIVERED, OrderStatus.CANCELLED})
REMEMBER_CLOSED_SECONDS: Final = 6 * 3600.0
"""How long the id of a closed order is kept, so that a repeated older event does not reopen it."""


@dataclass(frozen=True, slots=True)
class _Sighting:
    """The last known position of a courier, platform time."""

    position: GeoPoint
    at: float


class Fleet:
    """The open orders and the couriers of a cell. Events may be repeated and may arrive in any order."""

    def __init__(self, travel: TravelModel) -> None:
        self._travel = travel
        self._orders: dict[str, OrderEvent] = {}
        self._closed: dict[str, float] = {}
        self._couriers: dict[str, CourierEvent] = {}
        self._sightings: dict[str, _Sighting] = {}
        self._sequences: dict[str, int] = {}
        self._busy_until: dict[str, float] = {}

    def apply_order(self, event: OrderEvent) -> bool:
        """Apply an event of an order; False when a newer one is known."""
        known = self._orders.get(event.order_id)
        if event.order_id in self._closed or (known is not None and known.version >= event.version):
            return False
        if event.status in CLOSED:
            self._orders.pop(event.order_id, None)
            self._closed[event.order_id] = event.occurred_at
        else:
            self._orders[event.order_id] = event
        self._learn_position(event)
        return True

    def apply_courier(self, event: CourierEvent) -> bool:
        """Apply an event of a courier; False when a newer one is known."""
        known = self._couriers.get(event.courier_id)
        if known is not None and known.version >= event.version:
            return False
        self._couriers[event.courier_id] = event
        if known is None or known.position != event.position:
            self._see(event.courier_id, event.position, event.occurred_at)
        return True

    def apply_ping(self, ping: CourierPing) -> bool:
        """Apply a position of a courier; False when a newer one is known."""
        if self._sequences.get(ping.courier_id, -1) >= ping.sequence:
            return False
        self._sequences[ping.courier_id] = ping.sequence
        self._see(ping.courier_id, ping.position, ping.recorded_at)
        return True

    def forget_closed(self, now: float) -> None:
        """Remove the ids of orders that were closed long ago."""
        self._closed = {key: at for key, at in self._closed.items() if at > now - REMEMBER_CLOSED_SECONDS}

    def waiting(self) -> list[OrderEvent]:
        """Orders that need a courier, oldest first."""
        waiting = [order for order in self._orders.values() if order.status is OrderStatus.ACCEPTED]
        return sorted(waiting, key=lambda order: (order.placed_at, order.order_id))

    def on_shift(self, now: float) -> list[DispatchCourier]:
        """Couriers who take orders, with the time and place at which they are free."""
        return [
            DispatchCourier(
                courier_id=courier.courier_id,
                version=courier.version,
                shift_ends_at=courier.shift_ends_at,
                free=self._free(courier, now),
                queued=len(courier.active_orders),
            )
            for courier in self._couriers.values()
            if courier.status is CourierStatus.ON and courier.shift_ends_at > now
        ]

    def _learn_position(self, event: OrderEvent) -> None:
        """Learn from a pickup that the courier is at the restaurant, and from a delivery that they are at the door."""
        if event.courier_id is None:
            return
        if event.status is OrderStatus.PICKED_UP:
            self._see(event.courier_id, event.pickup, event.occurred_at)
        elif event.status is OrderStatus.DELIVERED:
            self._see(event.courier_id, event.dropoff, event.occurred_at)
            self._busy_until[event.courier_id] = event.occurred_at + self._travel.dropoff_service_seconds / 2

    def _see(self, courier_id: str, position: GeoPoint, at: float) -> None:
        last = self._sightings.get(courier_id)
        if last is None or at >= last.at:
            self._sightings[courier_id] = _Sighting(position, at)

    def _free(self, courier: CourierEvent, now: float) -> Free:
        """When and where a courier is free after the orders on their list."""
        position = self._sightings[courier.courier_id].position
        free = Free(position, max(now, self._busy_until.get(courier.courier_id, now)))
        for order_id in courier.active_orders:
            # An unknown order is skipped; its event has not arrived yet.
            if (order := self._orders.get(order_id)) is not None:
                free = self._after(free, order)
        return free

    def _after(self, free: Free, order: OrderEvent) -> Free:
        if order.picked_up_at is None:
            ready_at = free.at if order.ready_at is None else order.ready_at
            times = legs(self._travel, free, order.pickup, ready_at, order.dropoff)
        else:
            # The second leg begins at the courier's position, and not before the food was loaded.
            half_service = self._travel.pickup_service_seconds / 2
            loaded_at = max(free.at - half_service, order.picked_up_at)
            times = after_pickup(self._travel, loaded_at, free.position, order.dropoff)
        return Free(order.dropoff, times.free_at)
