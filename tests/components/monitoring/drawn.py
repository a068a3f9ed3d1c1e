"""The metrics in the inputs of alarms and in the widgets of dashboards, whichever way they are written there."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.components.recording import Recorder

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"

Key = tuple[str, str, tuple[str, ...]]
"""Namespace, metric and the sorted names of its dimensions."""


@dataclass(frozen=True)
class Drawn:
    """One metric with its statistic."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    statistic: str
    period: int

    @property
    def key(self) -> Key:
        """What a row of the table of metrics documents."""
        return self.namespace, self.name, tuple(sorted(self.dimensions))


def of_alarm(inputs: Mapping[str, Any]) -> list[Drawn]:
    """The metrics of an alarm: its own, or those of its expression."""
    if "metricQueries" not in inputs:
        statistic = inputs.get("statistic") or inputs["extendedStatistic"]
        period = int(inputs["period"])
        return [Drawn(inputs["namespace"], inputs["metricName"], inputs["dimensions"], statistic, period)]
    metrics = [query["metric"] for query in inputs["metricQueries"] if "metric" in query]
    return [
        Drawn(item["namespace"], item["metricName"], item["dimensions"], item["stat"], int(item["period"]))
        for item in metrics
    ]


def of_widget(widget: Mapping[str, Any]) -> list[Drawn]:
    """The metrics of a widget; its expressions are not metrics.

    A metric without a statistic has that of its widget, which CloudWatch takes to be Average (CloudWatch API reference,
    dashboard body structure and syntax, stat).
    """
    properties = widget["properties"]
    of_all = properties.get("stat", "Average")
    found: list[Drawn] = []
    for row in properties.get("metrics", []):
        if isinstance(row[0], str):
            *names, options = row
            namespace, name, *pairs = names
            dimensions = dict(zip(pairs[::2], pairs[1::2], strict=True))
            statistic = options.get("stat", of_all)
            found.append(Drawn(namespace, name, dimensions, statistic, int(properties.get("period", 0))))
    return found


def widgets(recorder: Recorder) -> Iterator[Mapping[str, Any]]:
    """Every widget of the dashboards of a program."""
    for board in recorder.of_type(DASHBOARD):
        yield from json.loads(board.inputs["dashboardBody"])["widgets"]


def everything(recorder: Recorder) -> Iterator[Drawn]:
    """Every metric of the alarms and the widgets of a program."""
    for alarm in recorder.of_type(ALARM):
        yield from of_alarm(alarm.inputs)
    for widget in widgets(recorder):
        yield from of_widget(widget)
