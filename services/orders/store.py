"""The rows of orders, couriers and restaurants, and the outbox of their events.

Locks are always acquired in the same order (the row of the order, then that of its courier), so that changes cannot
deadlock. Every change appends its event to the outbox in the same transaction: because the row is locked, the events of
a key have the order of its versions.
"""

import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import msgspec
from psycopg import sql
from psycopg.types.json import Jsonb

from delivery.events import CourierEvent, CourierStatus, GeoPoint, OrderEvent, OrderStatus

from ..common.database import Connection
from .errors import unavailable
from .requests import Item

OUTBOX_SHARDS: Final = 8
"""Maximum of concurrent publishers; a key is always in the same shard."""


class Stream(StrEnum):
    """The kind of an outbox row, which decides its topic."""

    ORDER = "order"
    COURIER = "courier"


_ORDER_COLUMNS: Final = (
    "order_id", "version", "status", "occurred_at", "customer_id", "restaurant_id", "pickup_lat", "pickup_lon",
    "dropoff_lat", "dropoff_lon", "total_cents", "currency", "placed_at", "ready_at", "courier_id", "assigned_at",
    "picked_up_at", "delivered_at", "pickup_eta", "dropoff_eta", "closed_reason",
)  # fmt: skip
_INSERT_ORDER: Final = sql.SQL("insert into orders ({}, items, timeline) values ({}, %(items)s, %(timeline)s)").format(
    sql.SQL(", ").join(map(sql.Identifier, _ORDER_COLUMNS)), sql.SQL(", ").join(map(sql.Placeholder, _ORDER_COLUMNS))
)
_FIND_ORDERS: Final = "select * from orders where order_id = any(%s)"
_LOCK_ORDERS: Final = "select * from orders where order_id = any(%s) order by order_id for update"
_FIND_COURIER: Final = "select * from couriers where courier_id = %s"
_LOCK_COURIER: Final = "select * from couriers where courier_id = %s for update"


class OrderRecord(msgspec.Struct, frozen=True):
    """An order and the time of each status."""

    order: OrderEvent
    timeline: list[dict[str, Any]]

    def answer(self) -> dict[str, Any]:
        """The response of the API: the fields of `OrderEvent` and the timeline."""
        return {**msgspec.to_builtins(self.order), "timeline": self.timeline}


async def find_order(connection: Connection, order_id: str, *, lock: bool = False) -> OrderRecord | None:
    """An order, if it exists; `lock` locks its row until the transaction ends."""
    found = await find_orders(connection, [order_id], lock=lock)
    return found[0] if found else None


async def find_orders(connection: Connection, order_ids: list[str], *, lock: bool = False) -> list[OrderRecord]:
    """The existing orders of a list of ids, in the order of the list."""
    cursor = await connection.execute(_LOCK_ORDERS if lock else _FIND_ORDERS, (order_ids,))
    by_id = {row["order_id"]: _order_record(row) for row in await cursor.fetchall()}
    return [by_id[order_id] for order_id in order_ids if order_id in by_id]


def _order_record(row: dict[str, Any]) -> OrderRecord:
    values: dict[str, Any] = {
        **{name: row[name] for name in _ORDER_COLUMNS if not name.endswith(("_lat", "_lon"))},
        "status": OrderStatus(row["status"]),
        "pickup": GeoPoint(row["pickup_lat"], row["pickup_lon"]),
        "dropoff": GeoPoint(row["dropoff_lat"], row["dropoff_lon"]),
    }
    return OrderRecord(OrderEvent(**values), row["timeline"])


async def insert_order(connection: Connection, order: OrderEvent, items: list[Item]) -> OrderRecord:
    """Store a new order and its event."""
    timeline = [{"status": order.status, "at": order.occurred_at}]
    values = {
        **msgspec.structs.asdict(order),
        "pickup_lat": order.pickup.lat,
        "pickup_lon": order.pickup.lon,
        "dropoff_lat": order.dropoff.lat,
        "dropoff_lon": order.dropoff.lon,
        "items": Jsonb(msgspec.to_builtins(items)),
        "timeline": Jsonb(timeline),
    }
    await connection.execute(_INSERT_ORDER, values)
    await append_event(connection, Stream.ORDER, order.order_id, order)
    return OrderRecord(order, timeline)


async def update_order(connection: Connection, before: OrderRecord, order: OrderEvent) -> OrderRecord:
    """Store the next state of a locked order and its event."""
    timeline = [*before.timeline, {"status": order.status, "at": order.occurred_at}]
    await connection.execute(
        """
        update orders set
            version = %(version)s, status = %(status)s, occurred_at = %(occurred_at)s, ready_at = %(ready_at)s,
            courier_id = %(courier_id)s, assigned_at = %(assigned_at)s, picked_up_at = %(picked_up_at)s,
            delivered_at = %(delivered_at)s, pickup_eta = %(pickup_eta)s, dropoff_eta = %(dropoff_eta)s,
            closed_reason = %(closed_reason)s, timeline = %(timeline)s
        where order_id = %(order_id)s
        """,
        {**msgspec.structs.asdict(order), "timeline": Jsonb(timeline)},
    )
    await append_event(connection, Stream.ORDER, order.order_id, order)
    return OrderRecord(order, timeline)


async def find_courier(connection: Connection, courier_id: str, *, lock: bool = False) -> CourierEvent | None:
    """A courier, if they ever began a shift; `lock` locks the row until the transaction ends."""
    cursor = await connection.execute(_LOCK_COURIER if lock else _FIND_COURIER, (courier_id,))
    row = await cursor.fetchone()
    if row is None:
        return None
    return CourierEvent(
        courier_id=row["courier_id"],
        version=row["version"],
        status=CourierStatus(row["status"]),
        occurred_at=row["occurred_at"],
        position=GeoPoint(row["lat"], row["lon"]),
        shift_ends_at=row["shift_ends_at"],
        active_orders=row["active_orders"],
    )


async def save_courier(connection: Connection, courier: CourierEvent) -> None:
    """Store a courier's next state and its event.

    Raises:
        ApiError: 503, another request stored this version first. Only the first shift of a courier can meet this,
            because there is no row to lock.
    """
    cursor = await connection.execute(
        """
        insert into couriers (
            courier_id, version, status, occurred_at, lat, lon, shift_ends_at, active_orders
        ) values (
            %(courier_id)s, %(version)s, %(status)s, %(occurred_at)s, %(lat)s, %(lon)s, %(shift_ends_at)s,
            %(active_orders)s
        )
        on conflict (courier_id) do update set
            version = excluded.version, status = excluded.status, occurred_at = excluded.occurred_at,
            lat = excluded.lat, lon = excluded.lon, shift_ends_at = excluded.shift_ends_at,
            active_orders = excluded.active_orders
        where couriers.version = excluded.version - 1
        """,
        {**msgspec.structs.asdict(courier), "lat": courier.position.lat, "lon": courier.position.lon},
    )
    if cursor.rowcount == 0:
        raise unavailable("this courier was changed at the same time; send the same request again")
    await append_event(connection, Stream.COURIER, courier.courier_id, courier)


@dataclass(frozen=True, slots=True)
class Restaurant:
    """Where an order of a restaurant begins."""

    position: GeoPoint
    zone: str | None
    """The zone of the city, if it has several."""


async def save_restaurant(
    connection: Connection, restaurant_id: str, name: str, position: GeoPoint, zone: str | None = None
) -> None:
    """Store, rename or move a restaurant; earlier orders keep their pickup."""
    await connection.execute(
        """
        insert into restaurants (restaurant_id, name, lat, lon, zone) values (%s, %s, %s, %s, %s)
        on conflict (restaurant_id) do update
        set name = excluded.name, lat = excluded.lat, lon = excluded.lon, zone = excluded.zone
        """,
        (restaurant_id, name, position.lat, position.lon, zone),
    )


async def find_restaurant(connection: Connection, restaurant_id: str) -> Restaurant | None:
    """The position and zone of a restaurant, if it exists."""
    cursor = await connection.execute(
        "select lat, lon, zone from restaurants where restaurant_id = %s", (restaurant_id,)
    )
    row = await cursor.fetchone()
    return None if row is None else Restaurant(GeoPoint(row["lat"], row["lon"]), row["zone"])


async def count_open(connection: Connection) -> dict[str, int]:
    """What a draining cell still has to finish, by kind."""
    cursor = await connection.execute(
        """
        select
            (select count(*) from orders where status not in ('delivered', 'cancelled')) as open_orders,
            (select count(*) from payments where state = 'authorising') as open_placements,
            (select count(*) from payment_operations where done_at is null) as open_payments,
            (select count(*) from outbox) as unpublished_events,
            (select count(*) from couriers where status = 'on') as couriers_on_shift
        """
    )
    row = await cursor.fetchone()
    assert row is not None  # an aggregate has one row
    return dict(row)


async def append_event(connection: Connection, stream: Stream, key: str, event: OrderEvent | CourierEvent) -> None:
    """Append an event to the outbox; the relay publishes it once this transaction has committed."""
    await connection.execute(
        "insert into outbox (shard, stream, key, payload) values (%s, %s, %s, %s)",
        (shard_of(key), stream, key, msgspec.json.encode(event)),
    )


def shard_of(key: str) -> int:
    """The outbox shard of a key."""
    return zlib.crc32(key.encode()) % OUTBOX_SHARDS
