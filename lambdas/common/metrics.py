"""Metrics in CloudWatch's embedded metric format: a line of the log that needs no API call and no permission.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html:
JSON on standard output is sufficient on Lambda. The log format JSON of a function keeps the line as it is, because
Lambda does not encode JSON twice:
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html.
Powertools for AWS Lambda does the same and adds about 100 ms to a cold start (docs/decisions/0014).

An invocation writes one line with at most `VALUES_A_LINE` values of each time, so the cost of logs depends only on the
number of invocations (`docs/metrics.md`).
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from .clock import clock
from .logs import write_line

NAMESPACE: Final = "citycell"
VALUES_A_LINE: Final = 100
"""The maximum size of an array of values in the specification."""

EVENT_FRESHNESS: Final = "EventFreshness"
"""Milliseconds from the time of an order event to its view."""
PING_TO_PAGE_LATENCY: Final = "PingToPageLatency"
"""Milliseconds from a courier's ping to the page of an order, by the clock of the courier's phone."""

IMPLAUSIBLE_MS: Final = 3_600_000.0
"""A ping that seems older than this is from a phone with a wrong clock: the topic of updates holds no older ones."""


def metrics(function: str, times: Mapping[str, Sequence[float]] | None = None, /, **values: float) -> None:
    """Record metrics of one invocation.

    Args:
        function: name of the function, a dimension of `values` beside the cell.
        times: milliseconds by metric; their only dimension is the cell, because objectives are of the cell.
        values: names that end in `Ms` are milliseconds, others are counts.
    """
    directives = [_directive(["Cell", "Function"], {name: _unit(name) for name in values})]
    measured = {name: spread(found) for name, found in (times or {}).items() if found}
    if measured:
        directives.append(_directive(["Cell"], dict.fromkeys(measured, "Milliseconds")))
    write_line(
        {
            "_aws": {"Timestamp": int(clock().now() * 1000), "CloudWatchMetrics": directives},
            "Cell": os.environ.get("CELL", ""),
            "Function": function,
            **values,
            **measured,
        }
    )


def plausible(times: Iterable[float]) -> list[float]:
    """The times without those that a wrong clock of a phone makes impossible."""
    return [value for value in times if 0 <= value <= IMPLAUSIBLE_MS]


def spread(values: Sequence[float]) -> list[float]:
    """At most `VALUES_A_LINE` of the values in order, evenly spaced, with the smallest and the largest.

    The share of values below a threshold stays the same within one value of the line.
    """
    ordered = sorted(round(value, 1) for value in values)
    if len(ordered) <= VALUES_A_LINE:
        return ordered
    last = len(ordered) - 1
    return [ordered[number * last // (VALUES_A_LINE - 1)] for number in range(VALUES_A_LINE)]


def _directive(dimensions: list[str], units: Mapping[str, str]) -> dict[str, Any]:
    return {
        "Namespace": NAMESPACE,
        "Dimensions": [dimensions],
        "Metrics": [{"Name": name, "Unit": unit} for name, unit in units.items()],
    }


def _unit(name: str) -> str:
    return "Milliseconds" if name.endswith("Ms") else "Count"
