"""Alarms and widgets on metrics of the code are on metrics that the code emits, with exactly those dimensions."""

import ast
import importlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from local.alarms.definitions import metric_alarm
from local.alarms.series import MetricId
from tests.components.all_samples import CITIES, recorders
from tests.components.monitoring.emitters import CELL, emitted

ROOT = Path(__file__).parents[3]
OWN = "citycell"
OWN_METRICS = {
    "DispatchRounds",
    "EventFreshness",
    "OrdersFailed",
    "OrdersPlaced",
    "OrdersRefused",
    "PingToPageLatency",
    "PlacementLatency",
}
"""The metrics of `docs/metrics.md`."""


def of_cell(metric: MetricId) -> tuple[str, frozenset[str]]:
    """Name and dimensions of a metric, without the name of the cell."""
    return metric.name, frozenset(name for name, _ in metric.dimensions)


def widget_metrics(rows: list[list[Any]]) -> Iterator[MetricId]:
    """The metrics of the rows of a widget, with its abbreviation `.` for the value above; expressions have none."""
    above: list[Any] = []
    for row in rows:
        words = [word for word in row if isinstance(word, str)]
        if not words:
            continue
        full = [above[number] if word == "." else word for number, word in enumerate(words)]
        namespace, name, *pairs = above = full
        yield MetricId.of(namespace, name, dict(zip(pairs[::2], pairs[1::2], strict=True)))


def watched(stack: str) -> set[MetricId]:
    """Every metric of the code that an alarm or a widget of a city reads."""
    city = recorders()[stack]
    found = {
        metric
        for alarm in city.of_type("aws:cloudwatch/metricAlarm:MetricAlarm")
        for metric in metric_alarm(alarm.inputs).metrics
    }
    for board in city.of_type("aws:cloudwatch/dashboard:Dashboard"):
        for widget in json.loads(board.inputs["dashboardBody"])["widgets"]:
            properties: Mapping[str, Any] = widget.get("properties", {})
            found |= set(widget_metrics(properties.get("metrics", [])))
    return {metric for metric in found if metric.namespace == OWN}


def test_the_code_emits_its_metrics() -> None:
    """By running what emits them: each with the cell as only dimension."""
    found = {metric.name for metric in emitted() if metric.dimensions == frozenset({("Cell", CELL)})}
    assert found == OWN_METRICS


@pytest.mark.parametrize("stack", CITIES)
def test_what_is_watched_is_emitted(stack: str) -> None:
    """An alarm on another name or another set of dimensions would never have data."""
    known = {of_cell(metric) for metric in emitted()}
    assert {metric for metric in watched(stack) if of_cell(metric) not in known} == set()


@pytest.mark.parametrize("stack", CITIES)
def test_the_cell_of_a_metric_is_the_cell_that_emits_it(stack: str) -> None:
    """Programs write the variable `CELL`; alarms have the same value."""
    city = recorders()[stack]
    written = {
        function.inputs["environment"]["variables"]["CELL"] for function in city.of_type("aws:lambda/function:Function")
    }
    assert len(written) == 1
    assert {value for metric in watched(stack) for name, value in metric.dimensions if name == "Cell"} <= written


def test_a_metric_that_nothing_emits_is_found() -> None:
    """Another name, and the right name with another dimension."""
    known = {of_cell(metric) for metric in emitted()}
    assert of_cell(MetricId.of(OWN, "OrdersPlaced", {"Cell": "x"})) in known
    assert of_cell(MetricId.of(OWN, "OrdersPlaced", {"Cell": "x", "Zone": "y"})) not in known
    assert of_cell(MetricId.of(OWN, "OrderPlaced", {"Cell": "x"})) not in known


def committing_services() -> set[str]:
    """The consumer groups of the services that commit offsets: those that read with a `KafkaReader`."""
    found: set[str] = set()
    for path in (ROOT / "services").rglob("*.py"):
        tree = ast.parse(path.read_text())
        calls = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "KafkaReader"
        ]
        for call in calls:
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            found.add(getattr(module, ast.unparse(call.args[1])))
    return found


@pytest.mark.parametrize("stack", CITIES)
def test_lag_is_alarmed_on_for_groups_that_commit_offsets(stack: str) -> None:
    """MSK computes lag from committed offsets: event source mappings commit theirs, and some services do."""
    city = recorders()[stack]
    alarmed = {
        dict(metric.dimensions)["Consumer Group"]
        for alarm in city.of_type("aws:cloudwatch/metricAlarm:MetricAlarm")
        for metric in metric_alarm(alarm.inputs).metrics
        if metric.name == "SumOffsetLag"
    }
    functions = {function.inputs["name"] for function in city.of_type("aws:lambda/function:Function")}
    assert committing_services()
    assert alarmed - functions == committing_services()


def test_rows_of_widgets_are_read_with_their_abbreviations() -> None:
    """Rows may repeat values of the row above, and may be expressions."""
    rows: list[list[Any]] = [
        ["n", "A", "Cell", "x", {"stat": "Sum"}],
        [".", "B", ".", "."],
        [{"expression": "a / b", "id": "e"}],
    ]
    assert list(widget_metrics(rows)) == [MetricId.of("n", "A", {"Cell": "x"}), MetricId.of("n", "B", {"Cell": "x"})]
