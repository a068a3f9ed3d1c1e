"""The topics of a cell. `Stream` creates them, and code gets their names from its environment."""

from enum import StrEnum
from typing import Final


class Topic(StrEnum):
    """A topic and its records; `delivery/events.py` has their types."""

    ORDER_EVENTS = "order-events"
    """Events of orders, each with the complete state of the order except personal data; key: order."""
    COURIER_EVENTS = "courier-events"
    """Couriers that start a shift, take orders and end the shift; key: courier."""
    COURIER_LOCATIONS = "courier-locations"
    """Pings of couriers; key: courier."""
    ASSIGNMENT_PROPOSALS = "assignment-proposals"
    """The dispatcher's pairs of order and courier, with the versions that it used."""
    TRACKING_UPDATES = "tracking-updates"
    """Updates for tracking pages, coalesced; key: feed."""
    FAILED_RECORDS = "failed-records"
    """Complete records that a function could not handle, with the reason."""


RETENTION_HOURS: Final[dict[Topic, int]] = {
    Topic.ORDER_EVENTS: 7 * 24,
    Topic.COURIER_EVENTS: 7 * 24,
    Topic.COURIER_LOCATIONS: 24,
    Topic.ASSIGNMENT_PROPOSALS: 24,
    Topic.TRACKING_UPDATES: 2,
    Topic.FAILED_RECORDS: 14 * 24,
}
"""How long records are kept: a week to rebuild views, a day for positions because they are personal data, two hours for
updates that pages have already shown, two weeks to notice and redrive failures."""
