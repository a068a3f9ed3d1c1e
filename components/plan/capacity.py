"""From a city's business load to the sizes of its cell.

Figures come from three places: shares taken from real delivery days (an order's events, the worst minute against the
peak hour), limits that AWS publishes, and capacities of one unit that were measured on small machines and then halved.
The last kind is named an estimate: load tests on AWS replace them.
"""

import math
from dataclasses import dataclass
from typing import Final

from ..database.limits import MAX_ACU, MIN_INSIGHTS_ACU
from ..stream.limits import INTERNAL_PARTITIONS, STANDARD_SIZES
from .topics import Topic

WORST_MINUTE_OVER_PEAK_HOUR: Final = 2.6
"""A city of 100,000 orders a day has 3.6 to 6.5 orders/s in its peak hour and 9 to 17 in its worst minute."""

PING_INTERVAL_SECONDS: Final = 4.0
"""How often a courier's phone reports."""

EVENTS_PER_ORDER: Final = 6
"""Placed, accepted, assigned, picked up, delivered, and one change of mind."""

CALLS_PER_ORDER: Final = 12
"""HTTP calls of customer, restaurant and courier around one order, tickets and reads included."""

RECORD_BYTES: Final = 700
"""The largest common message, an order event, with its key and framing; a ping has 250."""

MAX_ORDERS_PER_HOUR: Final = 24_000
"""Peak hour of a city of 100,000 orders a day, the largest load whose shares are known."""

MAX_COURIERS: Final = 12_000
"""3,000 pings/s: twice what a chain on two cores carried (1,500/s), on many more cores."""

MAX_VIEWERS: Final = 15_000
"""13,000 orders tracked at such a city's peak, and the operators."""

RECORDS_PER_PARTITION: Final = 250
"""Records/s that one consumer of a partition handles; the chain carried 1,000/s with one (estimate, quartered)."""

RECORDS_PER_POLLER: Final = 500
"""A poller has 5 MB/s or 5 concurrent invocations (AWS Lambda, provisioned mode); 5 x 100 records/s each (estimate)."""

OPERATIONS_PER_SHARD: Final = 40_000
"""Valkey did 90,000 pipelined GEOADD/s on one core; half of it, rounded down."""

TRANSACTIONS_PER_ACU: Final = 50
"""Small write transactions/s of one Aurora capacity unit, 2 GiB and its share of a core (estimate)."""

CALLS_PER_TASK: Final = 400
"""HTTP calls/s of one task with 1 vCPU (estimate; the chain did 1,000/s on less than one core)."""

MIN_ACU: Final = MIN_INSIGHTS_ACU
"""The database of a cell has Performance Insights, which need it."""

MAX_CONNECTIONS: Final = 2000
"""`max_connections` is held at 2,000 when the minimum is small (Aurora user guide, Serverless v2 max_connections)."""

CONNECTIONS_PER_TASK: Final = 10
MAX_NEW_WEBSOCKETS_PER_SECOND: Final = 500
"""Per account and region (API Gateway quotas)."""

_ZONES: Final = 3
MAX_GROWTH: Final = 10.0


@dataclass(frozen=True)
class Load:
    """What a city's business expects of its cell at its peak."""

    peak_orders_per_hour: int
    couriers_online: int
    tracking_viewers: int
    growth_margin: float = 0.5
    """Share added before sizing: 0.5 sizes for one and a half times the load."""


@dataclass(frozen=True)
class Span:
    """What auto scaling moves between."""

    minimum: int
    maximum: int


@dataclass(frozen=True)
class Rates:
    """Per second, in the worst minute, growth included."""

    orders: float
    calls: float
    pings: float
    records: dict[Topic, float]


@dataclass(frozen=True)
class Sizes:
    """Everything in a cell whose amount follows from its load."""

    rates: Rates
    broker_type: str
    broker_storage_gib: int
    partitions: dict[Topic, int]
    min_acu: float
    max_acu: float
    cache_node_type: str
    cache_shards: int
    cache_replicas: int
    """Per shard: one, in another zone."""
    orders_tasks: Span
    dispatcher_tasks: Span
    """Two, so that one may be lost; more would only repeat each other's proposals."""
    pollers: dict[Topic, Span]
    """Per event source mapping that reads the topic."""
    pool_size: int
    """Database connections of one task."""
    websocket_messages_per_second: int
    """Throttle of the WebSocket API's stage for what clients send: connects and subscriptions."""


def check(load: Load) -> None:
    """Refuse loads that make no sense or are too much for one cell.

    Raises:
        ValueError: says the figure, its limit, and how many cells the load needs.
    """
    figures = {
        "peak orders per hour": (load.peak_orders_per_hour, MAX_ORDERS_PER_HOUR),
        "couriers online": (load.couriers_online, MAX_COURIERS),
        "tracking viewers": (load.tracking_viewers, MAX_VIEWERS),
    }
    for name, (value, _ceiling) in figures.items():
        if value < 0:
            raise ValueError(f"{name} must be zero or more, not {value}")
    if not 0 <= load.growth_margin <= MAX_GROWTH:
        raise ValueError(f"growth margin must be between 0 and {MAX_GROWTH:g}, not {load.growth_margin:g}")
    grown = 1 + load.growth_margin
    cells = max(math.ceil(value * grown / ceiling) for value, ceiling in figures.values())
    for name, (value, ceiling) in figures.items():
        if value * grown > ceiling:
            raise ValueError(
                f"{name} of {value} with a growth margin of {load.growth_margin:g} is {value * grown:.0f}, more than "
                f"one cell's {ceiling}: split the city into {cells} cells"
            )


def size(load: Load) -> Sizes:
    """The sizes of a cell for a load.

    Raises:
        ValueError: as `check` says.
    """
    check(load)
    rates = _rates(load)
    total = sum(rates.records.values())
    tasks = _orders_tasks(rates)
    acu = _round_half(rates.orders * EVENTS_PER_ORDER * 2 / TRANSACTIONS_PER_ACU)
    small = rates.pings <= _SMALL_PINGS and rates.orders <= _SMALL_ORDERS
    partitions = {topic: _partitions(rate) for topic, rate in rates.records.items()}
    return Sizes(
        rates=rates,
        broker_type=_broker_type(total, sum(partitions.values())),
        broker_storage_gib=_storage_gib(total),
        partitions=partitions,
        min_acu=MIN_ACU,
        max_acu=min(MAX_ACU, max(MIN_ACU * 2, acu * 2)),
        cache_node_type="cache.t4g.small" if small else "cache.m7g.large",
        cache_shards=max(1, math.ceil(rates.pings * 4 / OPERATIONS_PER_SHARD)),
        cache_replicas=1,
        orders_tasks=tasks,
        dispatcher_tasks=Span(2, 2),
        pollers={topic: _pollers(rate) for topic, rate in rates.records.items()},
        pool_size=min(CONNECTIONS_PER_TASK, MAX_CONNECTIONS // (2 * tasks.maximum)),
        websocket_messages_per_second=_websocket_rate(load),
    )


_SMALL_ORDERS: Final = 1.0
_SMALL_PINGS: Final = 100.0
"""Up to here burstable cache nodes do (estimate). Burstable brokers cannot be had in KRaft mode."""

BROKERS: Final = (("kafka.m7g.large", 15.0), ("kafka.m7g.xlarge", 31.0), ("kafka.m7g.2xlarge", 62.0))
"""Type and MB/s written to one broker, replication included: half of what AWS reports for M7g (estimate)."""

_STORED_HOURS: Final = 72
_SHARE_OF_PEAK: Final = 0.35
"""Mean over the worst minute's rate, over a day."""


def _rates(load: Load) -> Rates:
    grown = 1 + load.growth_margin
    orders = load.peak_orders_per_hour * grown / 3600 * WORST_MINUTE_OVER_PEAK_HOUR
    pings = load.couriers_online * grown / PING_INTERVAL_SECONDS
    events = orders * EVENTS_PER_ORDER
    return Rates(
        orders=orders,
        calls=orders * CALLS_PER_ORDER + pings,
        pings=pings,
        records={
            Topic.ORDER_EVENTS: events,
            Topic.COURIER_EVENTS: orders * 3,
            Topic.COURIER_LOCATIONS: pings,
            Topic.ASSIGNMENT_PROPOSALS: orders * 2,
            Topic.TRACKING_UPDATES: events * 2 + pings,
            Topic.FAILED_RECORDS: orders * EVENTS_PER_ORDER * 0.01,
        },
    )


def _partitions(rate: float) -> int:
    """A multiple of the zones, at least six: adding partitions later moves keys, so a small city starts with room."""
    return max(2, math.ceil(rate / RECORDS_PER_PARTITION / _ZONES)) * _ZONES


def _pollers(rate: float) -> Span:
    needed = max(1, math.ceil(rate / RECORDS_PER_POLLER))
    return Span(needed, needed * 2)


def _orders_tasks(rates: Rates) -> Span:
    needed = max(2, math.ceil(rates.calls / CALLS_PER_TASK))
    return Span(needed, needed * 3)


def _broker_type(records: float, partitions: int) -> str:
    # Three replicas on three brokers: each writes every record and holds every partition, Kafka's own among them.
    written, held = records * RECORD_BYTES / 1e6, partitions + INTERNAL_PARTITIONS
    for kind, capacity in BROKERS:
        if written <= capacity and held <= STANDARD_SIZES[kind].recommended:
            return kind
    return BROKERS[-1][0]


def _storage_gib(records: float) -> int:
    """Three days of records on every broker (three replicas on three brokers), doubled; 100 GiB at least."""
    stored = records * _SHARE_OF_PEAK * RECORD_BYTES * 3600 * _STORED_HOURS * 2
    return max(100, math.ceil(stored / 2**30 / 100) * 100)


def _websocket_rate(load: Load) -> int:
    """Two messages a viewer (connect, subscribe) when a tenth of them comes back within ten seconds."""
    viewers = load.tracking_viewers * (1 + load.growth_margin)
    return max(50, min(2 * MAX_NEW_WEBSOCKETS_PER_SECOND, math.ceil(viewers * 2 / 100)))


def _round_half(value: float) -> float:
    return math.ceil(value * 2) / 2
