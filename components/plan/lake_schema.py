"""The cell's topics in the lake: columns, retention and storage format.

The columns are the fields of `delivery/events.py`; a test compares both. Add a column at the end, because an Iceberg
table identifies its columns by their position here.
"""

from enum import StrEnum
from typing import Final

from .topics import Topic

TEXT = "string"
WHOLE = "bigint"
NUMBER = "double"
POSITION = "struct<lat:double,lon:double>"
TEXTS = "array<string>"


class LakeFormat(StrEnum):
    """How the lake stores a topic's records."""

    ICEBERG = "iceberg"
    """An Iceberg table: rows can be deleted by their values, small files are compacted, columns can be added."""
    PARQUET = "parquet"
    """Parquet files by day of arrival: the bucket's lifecycle rules expire whole days, without maintenance jobs."""


COLUMNS: Final[dict[Topic, dict[str, str]]] = {
    Topic.ORDER_EVENTS: {
        "order_id": TEXT,
        "version": WHOLE,
        "status": TEXT,
        "occurred_at": NUMBER,
        "customer_id": TEXT,
        "restaurant_id": TEXT,
        "pickup": POSITION,
        "dropoff": POSITION,
        "total_cents": WHOLE,
        "currency": TEXT,
        "placed_at": NUMBER,
        "ready_at": NUMBER,
        "courier_id": TEXT,
        "assigned_at": NUMBER,
        "picked_up_at": NUMBER,
        "delivered_at": NUMBER,
        "pickup_eta": NUMBER,
        "dropoff_eta": NUMBER,
        "closed_reason": TEXT,
        "schema": WHOLE,
    },
    Topic.COURIER_EVENTS: {
        "courier_id": TEXT,
        "version": WHOLE,
        "status": TEXT,
        "occurred_at": NUMBER,
        "position": POSITION,
        "shift_ends_at": NUMBER,
        "active_orders": TEXTS,
        "schema": WHOLE,
    },
    Topic.COURIER_LOCATIONS: {
        "courier_id": TEXT,
        "sequence": WHOLE,
        "position": POSITION,
        "speed_mps": NUMBER,
        "heading_degrees": NUMBER,
        "recorded_at": NUMBER,
        "sent_at_ms": NUMBER,
        "schema": WHOLE,
    },
    Topic.ASSIGNMENT_PROPOSALS: {
        "proposal_id": TEXT,
        "order_id": TEXT,
        "order_version": WHOLE,
        "courier_id": TEXT,
        "courier_version": WHOLE,
        "proposed_at": NUMBER,
        "pickup_eta": NUMBER,
        "dropoff_eta": NUMBER,
        "schema": WHOLE,
    },
    Topic.TRACKING_UPDATES: {
        "kind": TEXT,
        "feed": TEXT,
        "version": WHOLE,
        "order_id": TEXT,
        "status": TEXT,
        "occurred_at": NUMBER,
        "courier_id": TEXT,
        "pickup": POSITION,
        "dropoff": POSITION,
        "ready_at": NUMBER,
        "pickup_eta": NUMBER,
        "dropoff_eta": NUMBER,
        "closed_reason": TEXT,
        "schema": WHOLE,
        "position": POSITION,
        "speed_mps": NUMBER,
        "heading_degrees": NUMBER,
        "recorded_at": NUMBER,
        "sent_at_ms": NUMBER,
        "positions": (
            f"array<struct<kind:{TEXT},feed:{TEXT},version:{WHOLE},courier_id:{TEXT},position:{POSITION},"
            f"speed_mps:{NUMBER},heading_degrees:{NUMBER},recorded_at:{NUMBER},sent_at_ms:{NUMBER},schema:{WHOLE}>>"
        ),
    },
}
"""Topic to its columns and their types. There are three kinds of tracking updates; a row fills the columns of its kind.
Failed records are not in the lake: complete records with exact positions, which stay in their topic for replay."""

TIME_COLUMN: Final[dict[Topic, str]] = {
    Topic.ORDER_EVENTS: "occurred_at",
    Topic.COURIER_EVENTS: "occurred_at",
    Topic.ASSIGNMENT_PROPOSALS: "proposed_at",
}
"""The column that the age of an Iceberg row is calculated from."""

RETENTION_DAYS: Final[dict[Topic, int]] = {
    Topic.ORDER_EVENTS: 2 * 365,
    Topic.COURIER_EVENTS: 365,
    Topic.COURIER_LOCATIONS: 30,
    Topic.ASSIGNMENT_PROPOSALS: 90,
    Topic.TRACKING_UPDATES: 30,
}
"""How long rows are kept: orders for two years, so that a forecast has each season twice; shifts for one year;
proposals for a quarter, to compare dispatchers; positions of couriers for a month, because they are personal data."""

FORMATS: Final[dict[Topic, LakeFormat]] = {
    Topic.ORDER_EVENTS: LakeFormat.ICEBERG,
    Topic.COURIER_EVENTS: LakeFormat.ICEBERG,
    Topic.COURIER_LOCATIONS: LakeFormat.PARQUET,
    Topic.ASSIGNMENT_PROPOSALS: LakeFormat.ICEBERG,
    Topic.TRACKING_UPDATES: LakeFormat.PARQUET,
}
"""Positions are written once and expire by the day, so Parquet is enough. Rows that identify a person for longer
are in Iceberg tables, where they can be erased."""
