"""The body of a cell's dashboard."""

from ..plan.objectives import PERIOD_SECONDS
from . import metrics
from .alarms import Watched
from .metric import Series


def dashboard(watched: Watched, region: str) -> dict[str, object]:
    """One widget for each question from intake to page, two in a row."""
    return {
        "widgets": [
            {
                "type": "metric",
                "width": 12,
                "height": 6,
                "x": index % 2 * 12,
                "y": index // 2 * 6,
                "properties": {
                    "title": title,
                    "region": region,
                    "metrics": [one.row() for one in series],
                    "stat": series[0].metric.statistic,
                    "period": PERIOD_SECONDS // 5,
                },
            }
            for index, (title, series) in enumerate(_widgets(watched))
        ]
    }


def _widgets(watched: Watched) -> list[tuple[str, list[Series]]]:
    """Title and metrics of each widget; what a cell does not have gets none, since a widget needs a metric."""
    stream, balancer = watched.stream, watched.load_balancer
    widgets = [
        ("API calls and errors", [metric.of(balancer) for metric in (metrics.API_REQUESTS, metrics.API_ERRORS)]),
        ("API p99, s", [metrics.API_TIME.of(balancer)]),
        (
            "Consumer lag, records",
            [metrics.CONSUMER_LAG.of(stream, group, topic.value) for group, topic in watched.consumers],
        ),
        ("Function errors", [metrics.FUNCTION_ERRORS.of(name) for name in watched.functions]),
        ("Database ACU, %", [metrics.DATABASE_CAPACITY.of(watched.database)]),
        ("Cache CPU, %", [metrics.CACHE_CPU.of(node) for node in watched.cache_nodes]),
    ]
    return [(title, series) for title, series in widgets if series]
