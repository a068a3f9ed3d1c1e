"""Metrics from log lines, and the recorder that writes such lines for imitated services."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.alarms.embedded import Extracted
from local.alarms.recorder import FILE, Recorder
from local.alarms.series import MetricId

PLACED = MetricId.of("citycell", "OrdersPlaced", {"Cell": "lisbon"})

ELSEWHERE = {"Namespace": "n", "Dimensions": [["Zone"]], "Metrics": [{"Name": "OrdersPlaced"}]}
"""A directive whose dimension is no member of the line."""


def line(**changes: Any) -> bytes:
    """A valid line, with some members changed."""
    directive = {"Namespace": "citycell", "Dimensions": [["Cell"]], "Metrics": [{"Name": "OrdersPlaced"}]}
    document = {
        "_aws": {"Timestamp": 60_000, "CloudWatchMetrics": [directive]},
        "Cell": "lisbon",
        "OrdersPlaced": 3,
    }
    return json.dumps(document | changes).encode() + b"\n"


def extracted(*lines: bytes) -> Extracted:
    """The metrics of lines."""
    found = Extracted()
    found.read(lines)
    return found


def test_lines_between_others_are_metrics() -> None:
    """Other lines of the same log are skipped; a number and an array of numbers are values."""
    found = extracted(b"plain text\n", b'{"level": "info"}\n', line(), line(OrdersPlaced=[1, 2.5]), b'{"_aws": cut')
    assert list(found.store.between(PLACED, 0, 100)) == [3, 1, 2.5]
    assert found.store.times == (60, 60)
    assert found.problems == []


def test_each_set_of_dimensions_is_a_metric_of_its_own() -> None:
    """A directive with two sets publishes its metrics twice."""
    directive = {"Namespace": "n", "Dimensions": [["Cell"], []], "Metrics": [{"Name": "OrdersPlaced"}]}
    found = extracted(line(_aws={"Timestamp": 0, "CloudWatchMetrics": [directive]}))
    assert found.store.metrics == {
        MetricId.of("n", "OrdersPlaced", {"Cell": "lisbon"}),
        MetricId.of("n", "OrdersPlaced"),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"OrdersPlaced": "3"},
        {"OrdersPlaced": True},
        {"OrdersPlaced": None},
        {"OrdersPlaced": []},
        {"OrdersPlaced": [1] * 101},
        {"OrdersPlaced": {"a": 1}},
        {"Cell": 7},
        {"Cell": ""},
        {"_aws": {"CloudWatchMetrics": []}},
        {"_aws": {"Timestamp": "soon", "CloudWatchMetrics": []}},
        {"_aws": {"Timestamp": 0, "CloudWatchMetrics": [ELSEWHERE]}},
        {"_aws": 7},
    ],
)  # fmt: skip
def test_a_line_against_the_specification_is_reported(changes: dict[str, Any]) -> None:
    """It gives no metric."""
    found = extracted(line(**changes))
    assert len(found.problems) == 1
    assert found.store.metrics == set()


def test_recorded_values_are_read_back(tmp_path: Path) -> None:
    """With platform time, in documents within the limits, and over several writes."""
    recorder = Recorder(tmp_path, "0:0:1")
    recorder.flush()
    assert not (tmp_path / FILE).exists()
    for number in range(250):
        recorder.add("AWS/Lambda", {"FunctionName": "f"}, 120.4, Invocations=1, Duration=number)
    recorder.flush()
    recorder.add("AWS/Lambda", {"FunctionName": "f"}, 180.0, Invocations=1)
    recorder.flush()
    found = Extracted()
    found.read_files([tmp_path / FILE, tmp_path / "missing"])
    assert found.problems == []
    invocations = MetricId.of("AWS/Lambda", "Invocations", {"FunctionName": "f"})
    durations = MetricId.of("AWS/Lambda", "Duration", {"FunctionName": "f"})
    assert sum(found.store.between(invocations, 120, 121)) == 250
    assert sorted(found.store.between(durations, 120, 121)) == list(range(250))
    assert list(found.store.between(invocations, 121, 999)) == [1]


def test_values_recorded_now_have_platform_time(tmp_path: Path) -> None:
    """The clock of a replayed day."""
    recorder = Recorder(tmp_path, "0:5000000000:1")
    recorder.add("n", {}, Events=1)
    recorder.flush()
    found = Extracted()
    found.read_files([tmp_path / FILE])
    assert found.store.times is not None
    assert found.store.times[0] > 5_000_000_000
