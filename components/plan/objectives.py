"""The service level objectives of a cell, and the alarm thresholds that follow from them."""

from dataclasses import dataclass
from typing import Final

FRESHNESS_SECONDS: Final = 30.0
"""The maximum age of a position on a tracking page before an alarm starts."""

API_P99_SECONDS: Final = 1.0
"""The order service answers 99 % of its calls within this time."""

ERROR_SHARE: Final = 0.01
"""The share of calls that may fail in five minutes."""

PLACEMENT_AVAILABILITY: Final = 0.999
"""The share of orders that are placed and not refused for a fault of the cell, over 30 days."""

PLACEMENT_LATENCY: Final = 0.99
"""The share of orders that are placed within `PLACEMENT_MS`."""

PLACEMENT_MS: Final = 1000
"""A customer who presses the button waits no longer for the answer; the same limit as `API_P99_SECONDS`."""

PING_TO_PAGE: Final = 0.99
"""The share of courier positions that reach the pages within `PING_TO_PAGE_MS`."""

PING_TO_PAGE_MS: Final = 2000
"""Half of the time between two pings of a courier, four seconds: the position on a page is never two pings old."""

EVENT_FRESHNESS: Final = 0.99
"""The share of order events that are in their view within `EVENT_FRESHNESS_MS`."""

EVENT_FRESHNESS_MS: Final = 5000
"""The timeline of an order follows the kitchen and the courier; a person does not notice five seconds there."""

WINDOW_DAYS: Final = 30
"""The days over which the objectives hold."""


@dataclass(frozen=True)
class Objectives:
    """The objectives of a cell for its customers and couriers."""

    freshness_seconds: float = FRESHNESS_SECONDS
    api_p99_seconds: float = API_P99_SECONDS
    error_share: float = ERROR_SHARE


@dataclass(frozen=True)
class Thresholds:
    """Thresholds of alarms; each is compared with the sum or maximum over `PERIOD_SECONDS`."""

    consumer_lag_records: int
    """Maximum lag of a consumer in records: as many as arrive within the freshness objective."""
    api_p99_seconds: float
    api_errors: int
    """5xx responses in one period."""
    aurora_acu_percent: float
    replica_lag_ms: float
    cache_cpu_percent: float


PERIOD_SECONDS: Final = 300


def thresholds(objectives: Objectives, *, records_per_second: float, calls_per_second: float) -> Thresholds:
    """The thresholds of a cell, given the peak rates of its busiest topic and of calls to its order service.

    ACU and CPU leave a fifth as headroom while auto scaling reacts. The lag of Aurora replicas is normally less than
    100 ms (Aurora user guide, replication), so 1 s is a fault.

    Raises:
        ValueError: a rate is negative, or an objective is not positive.
    """
    if min(records_per_second, calls_per_second) < 0:
        raise ValueError("rates must not be negative")
    if min(objectives.freshness_seconds, objectives.api_p99_seconds, objectives.error_share) <= 0:
        raise ValueError("objectives must be positive")
    return Thresholds(
        consumer_lag_records=max(100, round(records_per_second * objectives.freshness_seconds)),
        api_p99_seconds=objectives.api_p99_seconds,
        api_errors=max(5, round(calls_per_second * PERIOD_SECONDS * objectives.error_share)),
        aurora_acu_percent=80.0,
        replica_lag_ms=1000.0,
        cache_cpu_percent=80.0,
    )
