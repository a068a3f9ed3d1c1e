"""What the clients of a replay saw with their own eyes: the material of the live table and of the reconciliation."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from delivery.events import OrderStatus, OrderUpdate

CLOSED: Final = frozenset({OrderStatus.DELIVERED, OrderStatus.CANCELLED})
"""The statuses that an order does not leave."""


@dataclass
class Page:
    """A customer's page: what it last showed of its order."""

    order_id: str
    placed_at: float
    """When the customer pressed the button, platform time."""
    version: int = 0
    status: OrderStatus = OrderStatus.PLACED
    closed_at: float | None = None
    closed_reason: str | None = None

    def show(self, update: OrderUpdate) -> None:
        """Show an update, unless it is not newer than what is shown."""
        if update.version <= self.version:
            return
        self.version, self.status = update.version, update.status
        if update.status in CLOSED:
            self.closed_at, self.closed_reason = update.occurred_at, update.closed_reason

    @property
    def is_closed(self) -> bool:
        """Whether the page shows an end."""
        return self.status in CLOSED


@dataclass
class Observations:
    """Everything seen so far."""

    orders_planned: int = 0
    pages: dict[str, Page] = field(default_factory=dict[str, Page])
    """By order id: an order is here from the moment a client saw it accepted."""
    customers: set[str] = field(default_factory=set[str])
    """Everybody who tried to place an order; each wants exactly one."""
    refused: list[str] = field(default_factory=list[str])
    """Client actions that the platform refused for good, as text."""
    couriers_on: set[str] = field(default_factory=set[str])
    couriers_busy: set[str] = field(default_factory=set[str])
    pings_sent: int = 0
    pings_failed: int = 0
    retries: int = 0
    """Requests sent again because their outcome was in doubt."""
    reconnects: int = 0
    """WebSockets opened again after they dropped."""
    order_page_latencies_ms: list[float] = field(default_factory=list[float])
    city_page_latencies_ms: list[float] = field(default_factory=list[float])

    @property
    def placed(self) -> int:
        """Orders that a client saw accepted."""
        return len(self.pages)

    def by_status(self) -> Counter[OrderStatus]:
        """Orders by what their pages show."""
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
        """Wall milliseconds from a ping's departure to its arrival on a page, all pages."""
        return self.order_page_latencies_ms + self.city_page_latencies_ms


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least `share` of all values do not exceed (nearest rank); None without values."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
