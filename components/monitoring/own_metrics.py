"""The metrics that the code of a cell writes itself, each with the one dimension `Cell`."""

from typing import Final

from .metric import Absent, Metric

OWN_NAMESPACE: Final = "citycell"
_OWN: Final = (
    "written by services and functions of the cell in their logs; CloudWatch Logs user guide, embedded metric format: "
    "the values of a minute are kept, so percentiles and percentile ranks exist"
)

ORDERS_PLACED: Final = Metric(
    namespace=OWN_NAMESPACE,
    name="OrdersPlaced",
    dimensions=("Cell",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_OWN}: orders that the order service accepted",
)
ORDERS_REFUSED: Final = Metric(
    namespace=OWN_NAMESPACE,
    name="OrdersRefused",
    dimensions=("Cell",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_OWN}: orders that it refused for the client's fault, which no objective counts",
)
ORDERS_FAILED: Final = Metric(
    namespace=OWN_NAMESPACE,
    name="OrdersFailed",
    dimensions=("Cell",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_OWN}: orders that failed for a fault of the cell",
)
DISPATCH_ROUNDS: Final = Metric(
    namespace=OWN_NAMESPACE,
    name="DispatchRounds",
    dimensions=("Cell",),
    # Each value is a line of ten seconds with at least one round, so it is never 0: a value less is a line less.
    statistic="SampleCount",
    absent=Absent.FAULT,
    source=f"{_OWN}: rounds that the dispatcher finished, also those without a proposal",
)
PLACEMENT_LATENCY: Final = Metric(
    namespace=OWN_NAMESPACE,
    name="PlacementLatency",
    dimensions=("Cell",),
    statistic="p99",
    also=("SampleCount", "PR"),
    absent=Absent.QUIET,
    source=f"{_OWN}: milliseconds of each placed or failed order",
)
PING_TO_PAGE_LATENCY: Final = Metric(
    namespace=OWN_NAMESPACE,
    name="PingToPageLatency",
    dimensions=("Cell",),
    statistic="p99",
    also=("SampleCount", "PR"),
    absent=Absent.QUIET,
    source=f"{_OWN}: milliseconds from a courier's ping to the push to pages",
)
EVENT_FRESHNESS: Final = Metric(
    namespace=OWN_NAMESPACE,
    name="EventFreshness",
    dimensions=("Cell",),
    statistic="p99",
    also=("SampleCount", "PR"),
    absent=Absent.QUIET,
    source=f"{_OWN}: milliseconds from the time of an order event to its view",
)
