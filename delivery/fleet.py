"""What the events tell about a city at this moment: which orders wait, and when and where each courier is free."""

from dataclasses import dataclass
from typing import Final

from .dispatch import DispatchCourier
from .eta import Free, TravelModel, after_pickup, legs
from .events import CourierEvent, CourierPing, CourierStatus, GeoPoint, OrderEvent, OrderStatus

CLOSED: Final = frozenset({OrderStatus.DELIVERED, OrderStatus.CANCELLED})
REMEMBER_CLOSED_SECONDS: Final = 6 * 3600.0
"""How long a closed order's id is kept so that a repeated older event does not open it again."""


@dataclass(frozen=True, slots=True)
class _Sighting:
    """Where a courier was last known to be, platform time."""

    position: GeoPoint
    at: float


class Fleet:
    """The open orders and the couriers of a cell, from their events in any order and with repeats."""

    def __init__(self, travel: TravelModel) -> None:
        self._travel = travel
        self._orders: dict[str, OrderEvent] = {}
        self._closed: dict[str, float] = {}
        self._couriers: dict[str, CourierEvent] = {}
        self._sightings: dict[str, _Sighting] = {}
        self._sequences: dict[str, int] = {}
        self._busy_until: dict[str, float] = {}

    def apply_order(self, event: OrderEvent) -> bool:
        """Take an order's event; False when it is not newer than what is known."""
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
        """Take a courier's event; False when it is not newer than what is known."""
        known = self._couriers.get(event.courier_id)
        if known is not None and known.version >= event.version:
            return False
        self._couriers[event.courier_id] = event
        if known is None or known.position != event.position:
            self._see(event.courier_id, event.position, event.occurred_at)
        return True

    def apply_ping(self, ping: CourierPing) -> bool:
        """Take a courier's position; False when a newer one is known."""
        if self._sequences.get(ping.courier_id, -1) >= ping.sequence:
            return False
        self._sequences[ping.courier_id] = ping.sequence
        self._see(ping.courier_id, ping.position, ping.recorded_at)
        return True

    def forget_closed(self, now: float) -> None:
        """Forget orders that were closed long ago."""
        self._closed = {key: at for key, at in self._closed.items() if at > now - REMEMBER_CLOSED_SECONDS}

    def waiting(self) -> list[OrderEvent]:
        """Orders that need a courier, oldest first."""
        waiting = [order for order in self._orders.values() if order.status is OrderStatus.ACCEPTED]
        return sorted(waiting, key=lambda order: (order.placed_at, order.order_id))

    def on_shift(self, now: float) -> list[DispatchCourier]:
        """Couriers who take orders, and when and where they are free."""
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
        """A courier who picks up is at the restaurant, and one who delivers is at the door."""
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
        """Follow a courier through the orders on their list."""
        position = self._sightings[courier.courier_id].position
        free = Free(position, max(now, self._busy_until.get(courier.courier_id, now)))
        for order_id in courier.active_orders:
            # An order that is not known (yet) cannot be followed; its event is on its way.
            if (order := self._orders.get(order_id)) is not None:
                free = self._after(free, order)
        return free

    def _after(self, free: Free, order: OrderEvent) -> Free:
        if order.picked_up_at is None:
            ready_at = free.at if order.ready_at is None else order.ready_at
            times = legs(self._travel, free, order.pickup, ready_at, order.dropoff)
        else:
            # The rest of the way begins where the courier is, and not before the food was loaded.
            half_service = self._travel.pickup_service_seconds / 2
            loaded_at = max(free.at - half_service, order.picked_up_at)
            times = after_pickup(self._travel, loaded_at, free.position, order.dropoff)
        return Free(order.dropoff, times.free_at)
