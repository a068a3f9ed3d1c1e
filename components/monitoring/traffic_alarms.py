"""Alarms on what should be there and is not: orders and positions, compared with what is usual at this time.

Nothing else in the cell shows that customers cannot reach it: no request arrives, so none fails. CloudWatch learns the
usual range by hour and by day of the week from two weeks of data (user guide, using CloudWatch anomaly detection). The
number of events is 0 where there is no data point, and the band is that of the expression (API reference,
MetricMathAnomalyDetector). An alarm whose whole range has no data keeps its state.

Unverified: AWS's pages do not say whether `FILL` also fills the newest periods of an alarm whose metric has stopped.
The canary does not depend on it.
"""

from . import own_metrics
from .alarm import MathAlarm, Query, Severity
from .metric import Absent, Series

BAND: float = 3
"""Standard deviations; AWS's default of 2 leaves out one of twenty usual values."""

PERIOD = 300
PERIODS = 3


def traffic_alarms(cell: str) -> list[MathAlarm]:
    """The alarms on a drop of orders and of couriers' positions."""
    return [
        _drop(
            "orders-drop",
            "Far fewer orders are placed than is usual at this time: customers may not reach the cell.",
            own_metrics.ORDERS_PLACED.of(cell),
            "Sum",
            Severity.PAGE,
        ),
        _drop(
            "pings-drop",
            "Far fewer positions of couriers reach the pages than is usual at this time.",
            own_metrics.PING_TO_PAGE_LATENCY.of(cell),
            "SampleCount",
            Severity.TICKET,
        ),
    ]


def _drop(role: str, meaning: str, series: Series, statistic: str, severity: Severity) -> MathAlarm:
    return MathAlarm(
        role=role,
        meaning=meaning,
        queries=(Query(id="events", series=series, statistic=statistic),),
        expression="FILL(events, 0)",
        label="Events in five minutes",
        band=BAND,
        period=PERIOD,
        periods=PERIODS,
        absent=Absent.KEPT,
        severity=severity,
        runbook=role,
    )
