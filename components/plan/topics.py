"""The topics of a cell: named here once, made by `Stream`, and handed to code through its environment."""

from enum import StrEnum
from typing import Final


class Topic(StrEnum):
    """A topic and what its records are (`delivery/events.py` has their shapes)."""

    ORDER_EVENTS = "order-events"
    """What happened to orders, each with the order's whole state that is not personal; key: order."""
    COURIER_EVENTS = "courier-events"
    """Couriers that come on shift, take orders and leave; key: courier."""
    COURIER_LOCATIONS = "courier-locations"
    """Pings of couriers; key: courier."""
    ASSIGNMENT_PROPOSALS = "assignment-proposals"
    """The dispatcher's pairs of order and courier, with the versions that it saw."""
    TRACKING_UPDATES = "tracking-updates"
    """What pages are to show, coalesced; key: feed."""
    FAILED_RECORDS = "failed-records"
    """Records that a function could not handle, whole, with their reason."""


RETENTION_HOURS: Final[dict[Topic, int]] = {
    Topic.ORDER_EVENTS: 7 * 24,
    Topic.COURIER_EVENTS: 7 * 24,
    Topic.COURIER_LOCATIONS: 24,
    Topic.ASSIGNMENT_PROPOSALS: 24,
    Topic.TRACKING_UPDATES: 2,
    Topic.FAILED_RECORDS: 14 * 24,
}
"""How long records stay: a week to rebuild views, a day of courier traces since they are personal, two hours of what
pages have long shown, two weeks to notice and redrive failures."""
