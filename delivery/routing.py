"""How a client finds the cell of an order: a cached copy of the routing table, and when to fetch the next one.

The table is one JSON document, `{"version": 7, "routes": [{"city", "zone", "host"}]}`. A route with an empty zone
serves its whole city. A copy is used until it is over its lifetime, and longer while no newer one can be fetched, so
cells work on without the router. A cell that refuses an order (421, 503 `draining`) or does not answer ends the copy at
once; repeated refusals are spaced, so that clients do not overload the table during an incident. Versions only go
forward.

Functions of durations also take arrays, so that a simulation of many clients has the same arithmetic.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

if TYPE_CHECKING:
    import numpy as np

CITY_HEADER: Final = "Citycell-City"
ZONE_HEADER: Final = "Citycell-Zone"
VERSION_HEADER: Final = "Citycell-Table-Version"

MAX_BYTES: Final = 1024 * 1024
"""Of a document; 1,000 routes have about 100 KB."""

MOST_DOUBLINGS: Final = 30
"""More would leave the range of exact numbers, and change nothing."""

FloatOrArray = TypeVar("FloatOrArray", float, "np.ndarray[Any, Any]")


class RoutingTableError(ValueError):
    """A document that is no routing table."""


class Route(msgspec.Struct, frozen=True):
    """The host of the cell that serves a zone."""

    city: str
    zone: str
    """Empty if the cell serves the whole city."""
    host: str


class RoutingTable(msgspec.Struct, frozen=True):
    """All routes of a region."""

    version: int
    routes: tuple[Route, ...]

    def host(self, city: str, zone: str = "") -> str | None:
        """The host for a zone; None if no cell serves it."""
        exact = {(route.city, route.zone): route.host for route in self.routes}
        return exact.get((city, zone)) or exact.get((city, ""))


_decoder: Final = msgspec.json.Decoder(RoutingTable)


def decode(document: bytes) -> RoutingTable:
    """Read a document.

    Raises:
        RoutingTableError: it is too long or has another form.
    """
    if len(document) > MAX_BYTES:
        raise RoutingTableError(f"the routing table has more than {MAX_BYTES} bytes")
    try:
        table = _decoder.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RoutingTableError(f"the routing table is malformed: {error}") from error
    if table.version < 1:
        raise RoutingTableError(f"the version of a routing table is at least 1, not {table.version}")
    return table


@dataclass(frozen=True, slots=True)
class CachePolicy:
    """Durations of a client's copy."""

    fresh_seconds: float = 60.0
    """Longest lifetime of a copy that no cell refuses."""
    jitter: float = 0.2
    """Share of the lifetime that is random, so that clients that began together do not fetch together."""
    first_retry_seconds: float = 1.0
    longest_retry_seconds: float = 30.0


def lifetime(policy: CachePolicy, draw: FloatOrArray) -> FloatOrArray:
    """Seconds that a copy is used; `draw` is uniform in [0, 1)."""
    return policy.fresh_seconds * (1.0 - policy.jitter * draw)


def retry_delay(policy: CachePolicy, failures: FloatOrArray, draw: FloatOrArray) -> FloatOrArray:
    """Seconds until the next fetch after a number of refusals and failed fetches, of which the first is 1."""
    doubled = policy.first_retry_seconds * 2.0 ** (failures - 1.0)
    # The smaller of the two, without numpy: the order service imports this module too.
    longest = (doubled + policy.longest_retry_seconds - abs(doubled - policy.longest_retry_seconds)) / 2.0
    return longest * (0.5 + 0.5 * draw)  # pyright: ignore[reportReturnType] - float for floats, array for arrays


class RoutingCache:
    """A client's copy of the table. The caller fetches, and gives the time and a random number."""

    def __init__(self, policy: CachePolicy | None = None) -> None:
        self.policy = policy or CachePolicy()
        self.table: RoutingTable | None = None
        self.failures = 0
        """Refusals and failed fetches since the last newer table or accepted order."""
        self._due_at = float("-inf")

    def is_due(self, now: float) -> bool:
        """Whether to fetch the table before the next call. An old copy is still usable if that fails."""
        return now >= self._due_at

    def take(self, table: RoutingTable, now: float, draw: float) -> bool:
        """Keep a fetched table if it is newer; returns whether it is.

        An edge may have an older table than the client; the client's is kept.
        """
        is_newer = self.table is None or table.version > self.table.version
        if is_newer:
            self.table, self.failures = table, 0
        self._due_at = now + (self._retry_delay(draw) if self.failures else lifetime(self.policy, draw))
        return is_newer

    def fetch_failed(self, now: float, draw: float) -> None:
        """Keep the copy, and fetch again later."""
        self.failures += 1
        self._due_at = now + self._retry_delay(draw)

    def refused(self, now: float) -> None:
        """A cell refused an order or did not answer: the copy is out of date. Repeated refusals wait for the retry."""
        if self.failures == 0:
            self._due_at = now
        self.failures += 1

    def accepted(self) -> None:
        """A cell accepted an order: the copy is right."""
        self.failures = 0

    def _retry_delay(self, draw: float) -> float:
        return retry_delay(self.policy, float(min(self.failures, MOST_DOUBLINGS)), draw)

    def headers(self, city: str, zone: str = "") -> dict[str, str]:
        """What a call says about the route that it took."""
        version = {} if self.table is None else {VERSION_HEADER: str(self.table.version)}
        return {CITY_HEADER: city, **({ZONE_HEADER: zone} if zone else {}), **version}


class Attempt:
    """One order on its way to a cell: which cell to ask next.

    A request that was sent and got no answer may have placed the order. It is repeated at the same cell, with the same
    idempotency key, whatever a newer table says. Only a cell that answers that it refused the order (421, 503
    `draining`) has stored that it will never place it, and then another cell may be asked. A connection that could not
    be made sent nothing, and ties the order to no cell.
    """

    def __init__(self, city: str, zone: str = "") -> None:
        self._city = city
        self._zone = zone
        self._asked: str | None = None

    def host(self, table: RoutingTable) -> str | None:
        """The cell to ask; None if no cell serves the zone."""
        return self._asked or table.host(self._city, self._zone)

    def sent(self, host: str) -> None:
        """The request is on its way to a cell, so the outcome is unknown until that cell answers."""
        self._asked = host

    def refused(self) -> None:
        """The cell has answered that it refused the order."""
        self._asked = None
