"""The body of a region's dashboard: the health of every cell, and what its customers see, side by side."""

from collections.abc import Iterable
from typing import Any

import pulumi

from ..core.outputs import joined

NAMESPACE = "citycell"
"""Namespace of the metrics that functions and services write, with the dimension `Cell`."""

PERIOD_SECONDS = 300

_WIDGETS = (
    ("Orders accepted", "OrdersPlaced", "Sum"),
    ("Orders failed", "OrdersFailed", "Sum"),
    ("Placement, p99 ms", "PlacementLatency", "p99"),
    ("Ping to page, p99 ms", "PingToPageLatency", "p99"),
    ("Age of events, p99 ms", "EventFreshness", "p99"),
)
"""Title, metric and statistic of each widget; one line for each cell."""


def dashboard(cells: Iterable[str], region: str, account_id: pulumi.Input[str]) -> dict[str, Any]:
    """A row with the composite alarm of every cell, then one widget for each metric.

    A region without cells has a text, since CloudWatch refuses widgets without metrics and alarms.
    """
    named = sorted(cells)
    if not named:
        text = {"markdown": "This region has no cells yet: its stack lists them in `citycell:cells`."}
        return {"widgets": [{"type": "text", "width": 24, "height": 2, "x": 0, "y": 0, "properties": text}]}
    arns = [joined(f"arn:aws:cloudwatch:{region}:", account_id, f":alarm:{cell}-health") for cell in named]
    health = {"title": "Health of the cells", "alarms": arns}
    return {
        "widgets": [
            {"type": "alarm", "width": 24, "height": 4, "x": 0, "y": 0, "properties": health},
            *(_widget(number, named, region) for number in range(len(_WIDGETS))),
        ]
    }


def _widget(number: int, cells: list[str], region: str) -> dict[str, Any]:
    title, metric, statistic = _WIDGETS[number]
    return {
        "type": "metric",
        "width": 12,
        "height": 6,
        "x": number % 2 * 12,
        "y": 4 + number // 2 * 6,
        "properties": {
            "title": title,
            "region": region,
            "metrics": [[NAMESPACE, metric, "Cell", cell, {"label": cell}] for cell in cells],
            "stat": statistic,
            "period": PERIOD_SECONDS,
        },
    }
