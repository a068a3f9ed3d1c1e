"""The set-up that the actors of a replay share: the day, the clock, the client and the observations."""

from dataclasses import dataclass
from typing import Final

from delivery.mdrp import Instance

from .client import GatewayClient
from .clock import PlatformClock
from .motion import CityMap
from .observations import Observations

PINGS_PER_WALL_SECOND: Final = 150.0
"""The rate that a machine with two cores handles easily besides the rest of the cell."""

SHORTEST_PING_SECONDS: Final = 10.0
"""Minimum platform seconds between two pings of a courier."""


@dataclass(frozen=True)
class ReplaySetup:
    """The set-up of one replay."""

    run: str
    """A prefix of customers and idempotency keys, unique to this replay on the cell."""
    instance: Instance
    map: CityMap
    clock: PlatformClock
    day_begins: float
    """Platform time of minute 0 of the instance."""
    ping_seconds: float
    """Platform seconds between two pings of a courier."""
    client: GatewayClient
    observations: Observations

    def time_of(self, minute: float) -> float:
        """Platform time of a minute of the day."""
        return self.day_begins + 60.0 * minute


def max_concurrent_couriers(instance: Instance) -> int:
    """The largest number of couriers whose shifts overlap."""
    changes = [(courier.on_minute, 1) for courier in instance.couriers]
    changes += [(courier.off_minute, -1) for courier in instance.couriers]
    on = most = 0
    for _, change in sorted(changes):
        on += change
        most = max(most, on)
    return most


def default_ping_seconds(instance: Instance, speed: float) -> float:
    """The shortest ping interval in platform seconds that keeps the peak within `PINGS_PER_WALL_SECOND`."""
    return max(SHORTEST_PING_SECONDS, max_concurrent_couriers(instance) * speed / PINGS_PER_WALL_SECOND)
