"""The cell's own topics in the lake: columns, how long rows stay, and in which form.

The columns are the fields of `delivery/events.py`, which a test holds against this table. Add a column at the end: an
Iceberg table knows its columns by their place here.
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
    """How a topic's records are kept."""

    ICEBERG = "iceberg"
    """An Iceberg table: rows can be deleted by what they say, small files are compacted, columns can be added."""
    PARQUET = "parquet"
    """Parquet files by day of arrival: whole days expire by the bucket's lifecycle, so nothing need run for it."""


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
"""Topic to its columns and their types. Tracking updates are of three kinds, so each row has the columns of one.
Failed records are not here: they are whole records with exact positions, kept in their topic to be replayed."""

TIME_COLUMN: Final[dict[Topic, str]] = {
    Topic.ORDER_EVENTS: "occurred_at",
    Topic.COURIER_EVENTS: "occurred_at",
    Topic.ASSIGNMENT_PROPOSALS: "proposed_at",
}
"""What an Iceberg row's age is counted from."""

RETENTION_DAYS: Final[dict[Topic, int]] = {
    Topic.ORDER_EVENTS: 2 * 365,
    Topic.COURIER_EVENTS: 365,
    Topic.COURIER_LOCATIONS: 30,
    Topic.ASSIGNMENT_PROPOSALS: 90,
    Topic.TRACKING_UPDATES: 30,
}
"""How long rows stay: two years of orders, so that a forecast knows each season twice; a year of shifts; a quarter of
proposals, to compare dispatchers; a month of where couriers went, which is about people."""

FORMATS: Final[dict[Topic, LakeFormat]] = {
    Topic.ORDER_EVENTS: LakeFormat.ICEBERG,
    Topic.COURIER_EVENTS: LakeFormat.ICEBERG,
    Topic.COURIER_LOCATIONS: LakeFormat.PARQUET,
    Topic.ASSIGNMENT_PROPOSALS: LakeFormat.ICEBERG,
    Topic.TRACKING_UPDATES: LakeFormat.PARQUET,
}
"""Traces are written once and expire by the day; what names a customer or courier for longer can be erased by name."""
