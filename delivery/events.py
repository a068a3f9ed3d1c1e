"""The event contract: every message that crosses Kafka or a WebSocket, with its version.

All messages are JSON objects in UTF-8. Times are seconds since the Unix epoch on the platform's clock, as floats,
unless a name ends in `_ms`. Positions are WGS 84 degrees. Decoding is strict about types and required fields and
lenient about unknown fields, so that a producer may add fields before its consumers know them.

How a message may change: adding an optional field keeps `schema`; anything else is a new `schema` number, and consumers
accept both for as long as the topic retains the old one.
"""

from enum import StrEnum
from typing import Final, Literal

import msgspec

SCHEMA_VERSION: Final = 1
"""The schema version of messages that this code writes."""

CITY_FEED: Final = "city"
"""The feed with all couriers of the cell, for the operations map."""

MAX_LATITUDE: Final = 90.0
MAX_LONGITUDE: Final = 180.0


class OrderStatus(StrEnum):
    """Status of an order; `delivery.orders` has the allowed transitions."""

    PLACED = "placed"
    """The payment is authorised, and the order waits for the restaurant."""
    ACCEPTED = "accepted"
    """The restaurant prepares the food and has said when it will be ready."""
    ASSIGNED = "assigned"
    """The order is on a courier's list."""
    PICKED_UP = "picked_up"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    """Closed without a delivery; `closed_reason` has the reason."""


class CourierStatus(StrEnum):
    """Whether a courier takes orders."""

    OFF = "off"
    ON = "on"


class GeoPoint(msgspec.Struct, frozen=True, gc=False):
    """A position in WGS 84 degrees."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        """Reject positions that are out of range.

        Raises:
            ValueError: a coordinate is outside its range; msgspec reports it with the field's path.
        """
        if not (abs(self.lat) <= MAX_LATITUDE and abs(self.lon) <= MAX_LONGITUDE):  # also rejects NaN
            raise ValueError(f"latitude {self.lat} or longitude {self.lon} is out of range")


class OrderEvent(msgspec.Struct, frozen=True, kw_only=True):
    """The full non-personal state of one order after one change. Topic order-events, key `order_id`.

    Names, phones, address text and payment tokens never leave the database. `version` grows by one with each change of
    the order, so a view that accepts only newer versions does not depend on the order of events.
    """

    order_id: str
    version: int
    status: OrderStatus
    occurred_at: float
    customer_id: str
    restaurant_id: str
    pickup: GeoPoint
    dropoff: GeoPoint
    total_cents: int
    currency: str
    placed_at: float
    ready_at: float | None = None
    """When the food will be ready, according to the restaurant; set from `accepted` on."""
    courier_id: str | None = None
    assigned_at: float | None = None
    picked_up_at: float | None = None
    delivered_at: float | None = None
    pickup_eta: float | None = None
    dropoff_eta: float | None = None
    closed_reason: str | None = None
    schema: Literal[1] = SCHEMA_VERSION


class CourierEvent(msgspec.Struct, frozen=True, kw_only=True):
    """The full state of one courier's shift after one change. Topic courier-events, key `courier_id`."""

    courier_id: str
    version: int
    status: CourierStatus
    occurred_at: float
    position: GeoPoint
    """The courier's position when the shift began; pings have later ones."""
    shift_ends_at: float
    active_orders: list[str]
    """Orders that are assigned and not delivered yet, in the order of their assignment."""
    schema: Literal[1] = SCHEMA_VERSION


class CourierPing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One position of a courier's phone. Topic courier-locations, key `courier_id`.

    `sequence` grows with every ping of a courier; every store keeps the newest sequence.
    """

    courier_id: str
    sequence: int
    position: GeoPoint
    speed_mps: float
    heading_degrees: float
    """Clockwise from north, 0 to 360."""
    recorded_at: float
    sent_at_ms: float
    """Wall clock of the phone in milliseconds since the epoch; used to measure latency only."""
    schema: Literal[1] = SCHEMA_VERSION


class AssignmentProposal(msgspec.Struct, frozen=True, kw_only=True):
    """The dispatcher's proposal. Topic assignment-proposals, key `order_id`.

    The order service commits it only if the order and the courier still have the versions that the dispatcher saw.
    """

    proposal_id: str
    order_id: str
    order_version: int
    courier_id: str
    courier_version: int
    proposed_at: float
    pickup_eta: float
    dropoff_eta: float
    schema: Literal[1] = SCHEMA_VERSION


class OrderUpdate(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="order"):
    """An order changed. Topic tracking-updates, key `feed`; a page drops versions older than the one it shows."""

    feed: str
    version: int
    order_id: str
    status: OrderStatus
    occurred_at: float
    courier_id: str | None = None
    pickup: GeoPoint
    dropoff: GeoPoint
    ready_at: float | None = None
    pickup_eta: float | None = None
    dropoff_eta: float | None = None
    closed_reason: str | None = None
    schema: Literal[1] = SCHEMA_VERSION


class PositionUpdate(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="position"):
    """A courier is not where the page would draw them. `version` is the ping's sequence."""

    feed: str
    version: int
    courier_id: str
    position: GeoPoint
    speed_mps: float
    heading_degrees: float
    recorded_at: float
    sent_at_ms: float
    schema: Literal[1] = SCHEMA_VERSION


class FleetUpdate(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="fleet"):
    """Positions of several couriers for the operations map; each has its own version."""

    feed: str
    positions: list[PositionUpdate]
    schema: Literal[1] = SCHEMA_VERSION


TrackingUpdate = OrderUpdate | PositionUpdate | FleetUpdate
"""Messages on the topic tracking-updates and, unchanged, over the WebSocket."""


def order_feed(order_id: str) -> str:
    """The feed of an order, for its customer."""
    return f"order:{order_id}"


def courier_feed(courier_id: str) -> str:
    """The feed of a courier, with the orders on their list."""
    return f"courier:{courier_id}"
