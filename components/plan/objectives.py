"""What a cell promises, turned into the thresholds of its alarms."""

from dataclasses import dataclass
from typing import Final

FRESHNESS_SECONDS: Final = 30.0
"""A tracking page may show a position this old before somebody is woken."""

API_P99_SECONDS: Final = 1.0
"""99 of 100 calls of the order service answer within this."""

ERROR_SHARE: Final = 0.01
"""Share of calls that may fail in five minutes."""


@dataclass(frozen=True)
class Objectives:
    """What the cell promises to customers and couriers."""

    freshness_seconds: float = FRESHNESS_SECONDS
    api_p99_seconds: float = API_P99_SECONDS
    error_share: float = ERROR_SHARE


@dataclass(frozen=True)
class Thresholds:
    """Where alarms stand; each is compared with the sum or maximum over `PERIOD_SECONDS`."""

    consumer_lag_records: int
    """Records that a consumer may be behind: what arrives within the promised freshness."""
    api_p99_seconds: float
    api_errors: int
    """5xx answers in one period."""
    aurora_acu_percent: float
    replica_lag_ms: float
    cache_cpu_percent: float


PERIOD_SECONDS: Final = 300


def thresholds(objectives: Objectives, *, records_per_second: float, calls_per_second: float) -> Thresholds:
    """The thresholds of a cell with this peak of records on its busiest topic and of calls of its order service.

    ACU and CPU leave a fifth for what auto scaling needs to react; Aurora replicas normally lag less than 100 ms
    (Aurora user guide, replication), so 1 s means trouble.

    Raises:
        ValueError: a rate is negative, or an objective is not positive.
    """
    if min(records_per_second, calls_per_second) < 0:
        raise ValueError("rates are zero or more")
    if min(objectives.freshness_seconds, objectives.api_p99_seconds, objectives.error_share) <= 0:
        raise ValueError("objectives are more than zero")
    return Thresholds(
        consumer_lag_records=max(100, round(records_per_second * objectives.freshness_seconds)),
        api_p99_seconds=objectives.api_p99_seconds,
        api_errors=max(5, round(calls_per_second * PERIOD_SECONDS * objectives.error_share)),
        aurora_acu_percent=80.0,
        replica_lag_ms=1000.0,
        cache_cpu_percent=80.0,
    )
