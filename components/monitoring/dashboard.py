"""The body of a cell's dashboard: the objectives first, then one question in each widget, from intake to page.

Source of the structure: Amazon CloudWatch API reference, dashboard body structure and syntax. A widget has a time range
of its own in `start` and `end`, and one period for all of it with `setPeriodToTimeRange`.
"""

from collections.abc import Sequence
from typing import Any, Final

import pulumi

from ..plan.objectives import PERIOD_SECONDS, WINDOW_DAYS
from . import metrics, own_metrics
from .metric import Series
from .slo import RULES, Objective, duration, rate_text
from .watched import Watched

WIDTH: Final = 24
"""Columns of a dashboard."""

BUDGET_HEIGHT: Final = 4
ROW: Final = 6
HEALTH_HEIGHT: Final = 3


def dashboard(
    watched: Watched, objectives: Sequence[Objective], health: Sequence[pulumi.Input[str]], region: str
) -> dict[str, object]:
    """The dashboard of a cell; `health` has the ARNs of its composite alarms."""
    column = WIDTH // len(objectives)
    budgets = [
        _metric((number * column, 0), (column, BUDGET_HEIGHT), _budget(objective, region))
        for number, objective in enumerate(objectives)
    ]
    burns = [
        _metric((number * column, BUDGET_HEIGHT), (column, ROW), _burn(objective, region))
        for number, objective in enumerate(objectives)
    ]
    y = BUDGET_HEIGHT + ROW
    states = {"title": "Health and objectives", "alarms": list(health)}
    alarms = {"type": "alarm", "x": 0, "y": y, "width": WIDTH, "height": HEALTH_HEIGHT, "properties": states}
    y += HEALTH_HEIGHT
    half = WIDTH // 2
    rest = [
        _metric((index % 2 * half, y + index // 2 * ROW), (half, ROW), _graph(title, series, region))
        for index, (title, series) in enumerate(_widgets(watched))
    ]
    return {"widgets": [*budgets, *burns, alarms, *rest]}


def _metric(place: tuple[int, int], size: tuple[int, int], properties: dict[str, Any]) -> dict[str, Any]:
    (x, y), (width, height) = place, size
    return {"type": "metric", "x": x, "y": y, "width": width, "height": height, "properties": properties}


def _budget(objective: Objective, region: str) -> dict[str, Any]:
    """The error budget that is left of the last 30 days; below 0 the promise is broken."""
    return {
        "title": f"{objective.title}: budget left, %",
        "region": region,
        "view": "singleValue",
        "start": f"-P{WINDOW_DAYS}D",
        "end": "P0D",
        "setPeriodToTimeRange": True,
        "metrics": _calculated(objective, f"100 - 100 * {objective.burn(guarded=False)}", objective.promise),
    }


def _burn(objective: Objective, region: str) -> dict[str, Any]:
    """The burn rate by the hour, with the rates at which alarms start."""
    return {
        "title": f"{objective.title}: burn rate",
        "region": region,
        "view": "timeSeries",
        "period": RULES[0].long_seconds,
        "metrics": _calculated(objective, objective.burn(guarded=False), "burn rate"),
        "annotations": {
            "horizontal": [{"label": f"over {duration(rule.long_seconds)}", "value": rule.rate} for rule in RULES]
        },
        "yAxis": {"left": {"min": 0, "label": f"budget lasts 30 days at {rate_text(RULES[-1])}"}},
    }


def _calculated(objective: Objective, expression: str, label: str) -> list[list[Any]]:
    hidden = [
        [*query.series.row(), {"id": query.id, "stat": query.statistic, "visible": False}]
        for query in objective.queries()
    ]
    return [[{"expression": expression, "label": label, "id": "value"}], *hidden]


def _graph(title: str, series: Sequence[Series], region: str) -> dict[str, Any]:
    return {
        "title": title,
        "region": region,
        "view": "timeSeries",
        "metrics": [[*one.row(), {"stat": one.metric.statistic}] for one in series],
        "period": PERIOD_SECONDS // 5,
    }


def _widgets(watched: Watched) -> list[tuple[str, list[Series]]]:
    """Title and metrics of each widget; what a cell does not have gets none, since a widget needs a metric."""
    stream, balancer, cell = watched.stream, watched.load_balancer, watched.cell
    tracking = watched.tracking
    orders = (own_metrics.ORDERS_PLACED, own_metrics.ORDERS_REFUSED, own_metrics.ORDERS_FAILED)
    times = (own_metrics.PLACEMENT_LATENCY, own_metrics.PING_TO_PAGE_LATENCY, own_metrics.EVENT_FRESHNESS)
    sockets = (
        metrics.TRACKING_CONNECTIONS,
        metrics.TRACKING_INTEGRATION_ERRORS,
        metrics.TRACKING_EXECUTION_ERRORS,
    )
    widgets = [
        ("Orders", [metric.of(cell) for metric in orders]),
        ("Times, p99, ms", [metric.of(cell) for metric in times]),
        ("API calls and errors", [metric.of(balancer) for metric in (metrics.API_REQUESTS, metrics.API_ERRORS)]),
        ("API p99, s", [metrics.API_TIME.of(balancer)]),
        (
            "Running tasks",
            [metrics.RUNNING_TASKS.of(service.cluster, service.name) for service in watched.services],
        ),
        (
            "Service CPU and memory, %",
            [
                metric.of(service.cluster, service.name)
                for service in watched.services
                for metric in (metrics.SERVICE_CPU, metrics.SERVICE_MEMORY)
            ],
        ),
        ("Dispatch rounds", [own_metrics.DISPATCH_ROUNDS.of(cell)] if watched.dispatcher is not None else []),
        (
            "Consumer lag, records",
            [metrics.CONSUMER_LAG.of(stream, group, topic.value) for group, topic in watched.consumers],
        ),
        ("Function errors", [metrics.FUNCTION_ERRORS.of(name) for name in watched.functions]),
        ("WebSocket API", [metric.of(*tracking) for metric in sockets] if tracking else []),
        ("Database ACU, %", [metrics.DATABASE_CAPACITY.of(watched.database)]),
        ("Cache CPU, %", [metrics.CACHE_CPU.of(node) for node in watched.cache_nodes]),
        ("Cache memory, %", [metrics.CACHE_MEMORY.of(node) for node in watched.cache_nodes]),
    ]
    return [(title, series) for title, series in widgets if series]
