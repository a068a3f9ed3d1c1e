"""Calculate the sizes of a cell from the load of its city.

The figures have three sources: ratios from real delivery days (events per order, worst minute over peak hour), limits
that AWS publishes, and capacities of one unit. The capacities were measured on small machines and then reduced. They
are marked as estimates; replace them with results of load tests on AWS.
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
"""Placed, accepted, assigned, picked up, delivered, and one reassignment."""

CALLS_PER_ORDER: Final = 12
"""HTTP calls of customer, restaurant and courier for one order, including tickets and reads."""

RECORD_BYTES: Final = 700
"""Size of an order event, the largest frequent message, with its key and framing. A ping has 250 bytes."""

MAX_ORDERS_PER_HOUR: Final = 24_000
"""Peak hour of a city with 100,000 orders a day, the largest load with known ratios."""

MAX_COURIERS: Final = 12_000
"""3,000 pings/s: twice the measured rate of the whole pipeline on two cores (1,500/s); a cell has many more cores."""

MAX_VIEWERS: Final = 15_000
"""13,000 orders are tracked at the peak of such a city; the rest are operators."""

RECORDS_PER_PARTITION: Final = 250
"""Records/s that one consumer of a partition handles (estimate: a quarter of the measured 1,000/s)."""

RECORDS_PER_POLLER: Final = 500
"""A poller handles 5 MB/s or 5 concurrent invocations (AWS Lambda, provisioned mode), each 100 records/s (estimate)."""

OPERATIONS_PER_SHARD: Final = 40_000
"""Valkey was measured at 90,000 pipelined GEOADD/s on one core; this is half of it, rounded down."""

TRANSACTIONS_PER_ACU: Final = 50
"""Small write transactions/s of one Aurora capacity unit with 2 GiB and its share of a core (estimate)."""

TASK_CPU_UNITS: Final = 1024
"""CPU of a task of the order service and of the dispatcher: 1 vCPU."""

CALLS_PER_TASK: Final = 400
"""HTTP calls/s of one task with 1 vCPU (estimate; measured: 1,000/s on less than one core)."""

MIN_ACU: Final = MIN_INSIGHTS_ACU
"""The minimum for Performance Insights, which the database of a cell uses."""

MAX_CONNECTIONS: Final = 2000
"""Aurora caps `max_connections` at 2,000 for a small minimum capacity (Aurora user guide, Serverless v2)."""

CONNECTIONS_PER_TASK: Final = 10
MAX_NEW_WEBSOCKETS_PER_SECOND: Final = 500
"""Per account and region (API Gateway quotas)."""

OPERATIONS_MAPS: Final = 20
"""Operations maps that are open at the same time (estimate)."""

POSITIONS_PER_MESSAGE: Final = 100
"""Positions in one message to an operations map, as `lambdas/push_updates` groups them."""

MAP_BATCHES_PER_SECOND: Final = 10
"""Batches of positions that a map gets in a second, each with at least one message. All are in one partition, so they
are pushed one after the other, in 100 ms or more (estimate). A batching window makes them rarer."""

_ZONES: Final = 3
MAX_GROWTH: Final = 10.0


@dataclass(frozen=True)
class Load:
    """The peak load of a city."""

    peak_orders_per_hour: int
    couriers_online: int
    tracking_viewers: int
    growth_margin: float = 0.5
    """Share added before sizing: 0.5 means sizes for 1.5 times the load."""


@dataclass(frozen=True)
class Span:
    """The bounds of auto scaling."""

    minimum: int
    maximum: int


@dataclass(frozen=True)
class Rates:
    """Rates per second in the worst minute, including growth."""

    orders: float
    calls: float
    pings: float
    records: dict[Topic, float]
    connections: float
    """New WebSocket connections: a tenth of all pages connects again within ten seconds."""
    posts: float
    """Messages to pages, as an upper bound: every event, and every ping of a courier that a page follows."""


@dataclass(frozen=True)
class Sizes:
    """The sizes and counts in a cell that depend on its load."""

    rates: Rates
    broker_type: str
    broker_storage_gib: int
    partitions: dict[Topic, int]
    min_acu: float
    max_acu: float
    cache_node_type: str
    cache_shards: int
    cache_replicas: int
    """Replicas per shard, in another zone."""
    orders_tasks: Span
    dispatcher_tasks: Span
    """Two, so that the cell tolerates the loss of one. More would make duplicate proposals."""
    pollers: dict[Topic, Span]
    """For each event source mapping that reads the topic."""
    pool_size: int
    """Database connections of one task."""
    websocket_messages_per_second: int
    """Throttle of the WebSocket API's stage for messages from clients: connects and subscriptions."""


def check(load: Load) -> None:
    """Check that the figures of a load are valid and that one cell can carry it.

    Raises:
        ValueError: a figure is invalid or too large; the text has the limit and the number of cells for the load.
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
        ValueError: the load is invalid or too large for one cell, as in `check`.
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
        websocket_messages_per_second=_websocket_rate(rates),
    )


_SMALL_ORDERS: Final = 1.0
_SMALL_PINGS: Final = 100.0
"""Up to this load, burstable cache nodes are enough (estimate). AWS has no burstable brokers in KRaft mode."""

BROKERS: Final = (("kafka.m7g.large", 15.0), ("kafka.m7g.xlarge", 31.0), ("kafka.m7g.2xlarge", 62.0))
"""Type and MB/s written to one broker, including replication: half of what AWS reports for M7g (estimate)."""

_STORED_HOURS: Final = 72
_SHARE_OF_PEAK: Final = 0.35
"""Mean rate of a day divided by the rate in the worst minute."""


def _rates(load: Load) -> Rates:
    grown = 1 + load.growth_margin
    orders = load.peak_orders_per_hour * grown / 3600 * WORST_MINUTE_OVER_PEAK_HOUR
    pings = load.couriers_online * grown / PING_INTERVAL_SECONDS
    events = orders * EVENTS_PER_ORDER
    viewers = load.tracking_viewers * grown
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
        connections=viewers / 100,
        posts=_posts(events, pings, viewers),
    )


def _posts(events: float, pings: float, viewers: float) -> float:
    """Messages to pages. A position that a page can guess is not sent, so there are fewer than this."""
    maps = OPERATIONS_MAPS * (pings / POSITIONS_PER_MESSAGE + MAP_BATCHES_PER_SECOND)
    return events * 2 + viewers / PING_INTERVAL_SECONDS + maps


def _partitions(rate: float) -> int:
    """A multiple of the zones, at least six. New partitions move keys, so a small city starts with spare partitions."""
    return max(2, math.ceil(rate / RECORDS_PER_PARTITION / _ZONES)) * _ZONES


def _pollers(rate: float) -> Span:
    needed = max(1, math.ceil(rate / RECORDS_PER_POLLER))
    return Span(needed, needed * 2)


def _orders_tasks(rates: Rates) -> Span:
    needed = max(2, math.ceil(rates.calls / CALLS_PER_TASK))
    return Span(needed, needed * 3)


def _broker_type(records: float, partitions: int) -> str:
    # Three replicas on three brokers: each broker writes every record and has every partition, also internal ones.
    written, held = records * RECORD_BYTES / 1e6, partitions + INTERNAL_PARTITIONS
    for kind, capacity in BROKERS:
        if written <= capacity and held <= STANDARD_SIZES[kind].recommended:
            return kind
    return BROKERS[-1][0]


def _storage_gib(records: float) -> int:
    """Twice the records of three days, all on every broker (three replicas on three brokers); at least 100 GiB."""
    stored = records * _SHARE_OF_PEAK * RECORD_BYTES * 3600 * _STORED_HOURS * 2
    return max(100, math.ceil(stored / 2**30 / 100) * 100)


def _websocket_rate(rates: Rates) -> int:
    """Two messages per new connection: connect and subscribe."""
    return max(50, min(2 * MAX_NEW_WEBSOCKETS_PER_SECOND, math.ceil(2 * rates.connections)))


def _round_half(value: float) -> float:
    return math.ceil(value * 2) / 2
