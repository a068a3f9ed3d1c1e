"""A customer who finds the cell of an order by the routing table, and repeats until a cell has accepted it."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from delivery.routing import Attempt, CachePolicy, RoutingCache, RoutingTable

FAST: Final = CachePolicy(fresh_seconds=0.3, first_retry_seconds=0.02, longest_retry_seconds=0.2)
"""A minute of a real client in a third of a second."""

ACCEPTED: Final = "accepted"
REFUSED: Final = {"misdirected", "draining"}
UNKNOWN: Final = "unknown"
"""No answer came, or one that says nothing about the order."""

Send = Callable[[str, str, Mapping[str, str]], Awaitable[str]]
"""Sends the order of a key to a host with headers, and returns the outcome."""


@dataclass
class Customer:
    """One client with its copy of the table."""

    fetch: Callable[[], RoutingTable]
    send: Send
    cache: RoutingCache = field(default_factory=lambda: RoutingCache(FAST))
    outcomes: list[str] = field(default_factory=list[str])

    async def place(self, key: str, city: str, zone: str) -> str:
        """Place one order and return the host that accepted it."""
        attempt = Attempt(city, zone)
        while True:
            if self.cache.is_due(time.monotonic()):
                self.cache.take(self.fetch(), time.monotonic(), random.random())  # noqa: S311 - a pause
            assert self.cache.table is not None
            host = attempt.host(self.cache.table)
            assert host is not None, f"no cell serves {zone}"
            attempt.sent(host)
            outcome = await self.send(key, host, self.cache.headers(city, zone))
            self.outcomes.append(outcome)
            if outcome == ACCEPTED:
                self.cache.accepted()
                return host
            assert outcome in {UNKNOWN, *REFUSED}, outcome
            if outcome in REFUSED:
                attempt.refused()
                self.cache.refused(time.monotonic())
            await asyncio.sleep(0.01)
