"""The dashboard of a region: which cells are healthy, and how their objectives do, side by side.

`rollup` is a pure function, so that a region stack writes the dashboard from its list of cells. Its structure follows
the Amazon CloudWatch API reference, dashboard body structure and syntax.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pulumi

from ..core.outputs import joined
from . import own_metrics
from .metric import Metric

WIDTH: Final = 24
"""Columns of a dashboard."""

ALARMS_OF_A_WIDGET: Final = 100
"""Alarms of an alarm widget."""

PERIOD: Final = 300
ROW: Final = 6


@dataclass(frozen=True, kw_only=True)
class CellBoard:
    """What the dashboard of a region shows of a cell."""

    cell: str
    """Its name, which is the dimension of its metrics."""
    city: str
    dashboard: str
    """Name of its own dashboard: output `dashboard` of its stack."""
    health_alarm: str
    """Name of its health alarm: output `healthAlarm` of its stack."""
    zone: str | None = None
    """The zone of the city, where the city has several cells."""


def rollup(cells: Sequence[CellBoard], region: str, account_id: pulumi.Input[str]) -> dict[str, Any]:
    """The body of a region's dashboard; `core.outputs.json_text` makes a text of it."""
    ordered = sorted(cells, key=lambda cell: cell.cell)
    if not ordered:
        return {"widgets": [_text(0, 2, f"# {region}\nNo cell is registered in this region yet.")]}
    widgets = [_text(0, _text_height(len(ordered)), _links(ordered, region))]
    for title, alarms in _health(ordered, region, account_id):
        height = 2 + len(alarms) // 6
        widgets.append(_widget("alarm", _below(widgets), height, {"title": title, "alarms": alarms}))
    widgets.append(_graph(_below(widgets), region, "Orders that failed, %", _failed_share(ordered)))
    y = _below(widgets)
    for number, (title, metric, statistic) in enumerate(
        (
            ("Orders placed in 5 minutes", own_metrics.ORDERS_PLACED, "Sum"),
            ("Placement, p99, ms", own_metrics.PLACEMENT_LATENCY, "p99"),
            ("Ping to page, p99, ms", own_metrics.PING_TO_PAGE_LATENCY, "p99"),
            ("Event to view, p99, ms", own_metrics.EVENT_FRESHNESS, "p99"),
        )
    ):
        half = WIDTH // 2
        graph = _graph(y + number // 2 * ROW, region, title, _lines(ordered, metric, statistic))
        widgets.append(graph | {"x": number % 2 * half, "width": half})
    return {"widgets": widgets}


def _health(
    cells: Sequence[CellBoard], region: str, account_id: pulumi.Input[str]
) -> Iterator[tuple[str, list[pulumi.Input[str]]]]:
    arns = [joined(f"arn:aws:cloudwatch:{region}:", account_id, f":alarm:{cell.health_alarm}") for cell in cells]
    for start in range(0, len(arns), ALARMS_OF_A_WIDGET):
        yield "Health of the cells", arns[start : start + ALARMS_OF_A_WIDGET]


def _failed_share(cells: Sequence[CellBoard]) -> list[list[Any]]:
    """For each cell the share of failed orders; the metrics that it is calculated from are not drawn."""
    rows: list[list[Any]] = []
    for number, cell in enumerate(cells):
        failed, total = f"failed{number}", f"total{number}"
        rows += [
            [{"expression": f"100 * FILL({failed}, 0) / {total}", "label": cell.cell, "id": f"share{number}"}],
            _row(own_metrics.ORDERS_FAILED, cell, {"id": failed, "stat": "Sum", "visible": False}),
            _row(own_metrics.PLACEMENT_LATENCY, cell, {"id": total, "stat": "SampleCount", "visible": False}),
        ]
    return rows


def _lines(cells: Sequence[CellBoard], metric: Metric, statistic: str) -> list[list[Any]]:
    return [_row(metric, cell, {"label": cell.cell, "stat": statistic}) for cell in cells]


def _row(metric: Metric, cell: CellBoard, options: dict[str, Any]) -> list[Any]:
    return [*metric.of(cell.cell).row(), options]


def _links(cells: Sequence[CellBoard], region: str) -> str:
    console = f"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#dashboards/dashboard/"
    rows = [f"| [{cell.cell}]({console}{cell.dashboard}) | {cell.city} | {cell.zone or '-'} |" for cell in cells]
    return "\n".join([f"# Cells of {region}", "| cell | city | zone |", "|---|---|---|", *rows])


def _text_height(rows: int) -> int:
    return min(12, 3 + rows // 2)


def _below(widgets: Sequence[dict[str, Any]]) -> int:
    return max(widget["y"] + widget["height"] for widget in widgets)


def _text(y: int, height: int, markdown: str) -> dict[str, Any]:
    return _widget("text", y, height, {"markdown": markdown})


def _graph(y: int, region: str, title: str, rows: list[list[Any]]) -> dict[str, Any]:
    properties = {"title": title, "region": region, "view": "timeSeries", "metrics": rows, "period": PERIOD}
    return _widget("metric", y, ROW, properties)


def _widget(kind: str, y: int, height: int, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "x": 0, "y": y, "width": WIDTH, "height": height, "properties": properties}
