"""What the clients of a replay observed, for the live table and the reconciliation."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from delivery.events import OrderStatus, OrderUpdate

CLOSED: Final = frozenset({OrderStatus.DELIVERED, OrderStatus.CANCELLED})
"""Final statuses."""


@dataclass
class Page:
    """A customer's page with the last state of its order."""

    order_id: str
    placed_at: float
    """Platform time of the customer's click."""
    version: int = 0
    status: OrderStatus = OrderStatus.PLACED
    closed_at: float | None = None
    closed_reason: str | None = None

    def show(self, update: OrderUpdate) -> None:
        """Show an update, unless it is older than the current state."""
        if update.version <= self.version:
            return
        self.version, self.status = update.version, update.status
        if update.status in CLOSED:
            self.closed_at, self.closed_reason = update.occurred_at, update.closed_reason

    @property
    def is_closed(self) -> bool:
        """Whether the page shows a final status."""
        return self.status in CLOSED


@dataclass
class Observations:
    """All observations so far."""

    orders_planned: int = 0
    pages: dict[str, Page] = field(default_factory=dict[str, Page])
    """Pages by order id, from the moment that a client saw the order accepted."""
    customers: set[str] = field(default_factory=set[str])
    """Customers who tried to place an order; each wants exactly one."""
    rejected: list[str] = field(default_factory=list[str])
    """Client actions that the platform rejected for good, as text."""
    couriers_on: set[str] = field(default_factory=set[str])
    couriers_busy: set[str] = field(default_factory=set[str])
    pings_sent: int = 0
    pings_failed: int = 0
    retries: int = 0
    """Requests sent again because their outcome was unknown."""
    reconnects: int = 0
    """WebSockets reopened after a disconnect."""
    order_page_latencies_ms: list[float] = field(default_factory=list[float])
    city_page_latencies_ms: list[float] = field(default_factory=list[float])

    @property
    def placed(self) -> int:
        """Orders that a client saw accepted."""
        return len(self.pages)

    def by_status(self) -> Counter[OrderStatus]:
        """Orders by the status on their pages."""
        return Counter(page.status for page in self.pages.values())

    def closed_reasons(self) -> Counter[str]:
        """Orders closed without a delivery, by reason."""
        return Counter(
            page.closed_reason or "unknown" for page in self.pages.values() if page.status is OrderStatus.CANCELLED
        )

    def click_to_door_minutes(self) -> list[float]:
        """Platform minutes from the click to the delivery, for each delivered order."""
        return [
            (page.closed_at - page.placed_at) / 60.0
            for page in self.pages.values()
            if page.status is OrderStatus.DELIVERED and page.closed_at is not None
        ]

    def latencies_ms(self) -> list[float]:
        """Real milliseconds from sending a ping to its arrival on a page, for all pages."""
        return self.order_page_latencies_ms + self.city_page_latencies_ms


def percentile(values: Sequence[float], share: float) -> float | None:
    """The percentile by nearest rank; None without values."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
