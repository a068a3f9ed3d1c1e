"""The alarms of a run of a cell, from the files in its folder."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from local.alarms.command import latest_cell
from local.alarms.definitions import read_alarms
from local.alarms.known import reason_unknown, unknown_alarms
from local.alarms.recorder import Recorder
from local.alarms.report import as_table, is_quiet, lines_of_fired, lines_of_unknown, summary
from local.alarms.run import Run, evaluate
from local.alarms.series import MetricId
from local.alarms.states import State
from local.errors import LocalError
from local.state import Resource, StackState

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
CLOCK = "0:0:1"


def alarm(name: str, namespace: str, metric: str, **changes: Any) -> dict[str, Any]:
    """The inputs of an alarm on the sum of a metric of five minutes."""
    return {
        "name": name,
        "namespace": namespace,
        "metricName": metric,
        "dimensions": {"FunctionName": "f"} if namespace == "AWS/Lambda" else {"Cell": "lisbon"},
        "statistic": "Sum",
        "period": 300,
        "evaluationPeriods": 1,
        "comparisonOperator": "GreaterThanThreshold",
        "threshold": 0,
        "treatMissingData": "notBreaching",
        **changes,
    }


@pytest.fixture
def cell(tmp_path: Path) -> Path:
    """The folder of a cell that began at platform time 0, with the state of its stack."""
    declared = [
        (ALARM, alarm("errors", "AWS/Lambda", "Errors")),
        (ALARM, alarm("failed", "citycell", "OrdersFailed")),
        (ALARM, alarm("throttles", "AWS/Lambda", "Throttles")),
        (COMPOSITE, {"alarmName": "health", "alarmRule": "ALARM(errors) OR ALARM(failed) OR ALARM(throttles)"}),
    ]
    resources = [
        {"urn": f"urn:pulumi:demo::citycell::{kind}::{number}", "type": kind, "inputs": inputs, "outputs": inputs}
        for number, (kind, inputs) in enumerate(declared)
    ]
    for folder in ("functions/logs", "services", "gateway", "metrics"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "state.json").write_text(json.dumps({"deployment": {"resources": resources}}))
    (tmp_path / "metrics" / "run.json").write_text(json.dumps({"began": 0.0, "clock": CLOCK}))
    return tmp_path


def emit(path: Path, at: float, **values: float) -> None:
    """Append a line of a program's log."""
    directive = {"Namespace": "citycell", "Dimensions": [["Cell"]], "Metrics": [{"Name": name} for name in values]}
    metadata = {"Timestamp": int(at * 1000), "CloudWatchMetrics": [directive]}
    with path.open("a") as file:
        file.write(json.dumps({"_aws": metadata, "Cell": "lisbon", **values}) + "\n")


def test_a_run_without_a_fault_is_quiet(cell: Path) -> None:
    """Every alarm that can be evaluated is OK."""
    emit(cell / "services" / "orders.log", 600, OrdersFailed=0)
    found = evaluate(cell, 1200)
    assert {name: history.state for name, history in found.histories.items()} == {
        "errors": State.OK,
        "failed": State.OK,
        "throttles": None,
        "health": State.OK,
    }
    assert is_quiet(found.histories.values())
    assert summary(found) == "none of 3 fired, 1 not evaluated here"


def test_faults_of_programs_and_of_imitations_fire(cell: Path) -> None:
    """From the log of a service, of a function, and the metrics of the function runner; with the composite alarm."""
    emit(cell / "services" / "orders.log", 600, OrdersFailed=2)
    recorder = Recorder(cell / "functions", CLOCK)
    recorder.add("AWS/Lambda", {"FunctionName": "f"}, 1800.0, Invocations=1, Errors=1)
    recorder.flush()
    found = evaluate(cell, 2040)
    assert [history.name for history in found.fired] == ["failed", "health", "errors"]
    assert found.histories["failed"].alarmed == [(660, 1560)]
    assert list(lines_of_fired(found, 600.0)) == [
        "failed: Thu 00:11 to Thu 00:26, 1 min after the begin",
        "health: Thu 00:11 to Thu 00:26, Thu 00:31 to now, 1 min after the begin",
        "errors: Thu 00:31 to now, 21 min after the begin",
    ]


def test_alarms_that_start_together_are_in_order(cell: Path) -> None:
    """Also when one of them has ended and the other has not."""
    emit(cell / "services" / "orders.log", 600, OrdersFailed=2)
    recorder = Recorder(cell / "functions", CLOCK)
    for minute in range(40):
        recorder.add("AWS/Lambda", {"FunctionName": "f"}, 600.0 + 60 * minute, Errors=1)
    recorder.flush()
    found = evaluate(cell, 2400)
    assert [(history.name, history.alarmed[0][1]) for history in found.fired] == [
        ("errors", None),
        ("failed", 1560),
        ("health", None),
    ]


def test_the_table_has_each_evaluated_alarm_and_the_reasons_of_the_others(cell: Path) -> None:
    """Those in ALARM come first."""
    emit(cell / "functions" / "logs" / "f.log", 600, OrdersFailed=2)
    found = evaluate(cell)
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(as_table(found))
    printed = console.export_text()
    assert printed.index("failed") < printed.index("errors")
    assert "throttles" not in printed
    (line,) = lines_of_unknown(found)
    assert line.startswith("1 not evaluated: functions here have no account's concurrency")


def test_a_line_that_cloudwatch_would_not_accept_is_reported(cell: Path) -> None:
    """It would be missing in silence on AWS."""
    emit(cell / "services" / "orders.log", 600, OrdersFailed="2")  # pyright: ignore[reportArgumentType] - the fault
    (problem,) = evaluate(cell).problems
    assert "is not a number" in problem


def test_a_new_run_forgets_the_metrics_of_imitations(cell: Path) -> None:
    """The alarms of the last run are its own, and begin with it."""
    recorder = Recorder(cell / "functions", CLOCK)
    recorder.add("AWS/Lambda", {"FunctionName": "f"}, 60.0, Errors=1)
    recorder.flush()
    assert evaluate(cell, 300).fired
    Run.prepare(cell)
    with pytest.raises(LocalError, match="no cell has run"):
        evaluate(cell)
    Run.begin(cell, "0:100000:1")
    assert Run.load(cell).began > 100_000
    assert not evaluate(cell, Run.load(cell).began + 600).fired


def test_the_latest_cell_of_a_stack_is_chosen(tmp_path: Path) -> None:
    """The one of `start` or of a replay; without any, one line says so."""
    with pytest.raises(LocalError, match="no cell of stack"):
        latest_cell(tmp_path)
    for name, clock in (("cell", "0:1000:1"), ("replay", "0:2000:1")):
        (tmp_path / name).mkdir()
        Run.prepare(tmp_path / name)
        Run.begin(tmp_path / name, clock)
    assert latest_cell(tmp_path) == tmp_path / "replay"


@pytest.mark.parametrize(
    ("metric", "known"),
    [
        (MetricId.of("citycell", "OrdersPlaced", {"Cell": "x"}), True),
        (MetricId.of("AWS/Lambda", "Errors", {"FunctionName": "f"}), True),
        (MetricId.of("AWS/Lambda", "Errors", {"FunctionName": "f", "Resource": "f:live"}), False),
        (MetricId.of("AWS/Lambda", "Throttles", {"FunctionName": "f"}), False),
        (MetricId.of("AWS/Kafka", "MessagesInPerSec", {"Cluster Name": "c", "Broker ID": "1", "Topic": "t"}), True),
        (MetricId.of("AWS/Kafka", "MessagesInPerSec", {"Cluster Name": "c", "Broker ID": "2", "Topic": "t"}), False),
        (MetricId.of("AWS/Kafka", "UnderReplicatedPartitions", {"Cluster Name": "c", "Broker ID": "1"}), False),
        (MetricId.of("AWS/RDS", "ACUUtilization", {"DBClusterIdentifier": "d"}), False),
        (MetricId.of("AWS/Unheard", "Of", {}), False),
    ],
)
def test_only_what_is_measured_here_is_known(metric: MetricId, known: bool) -> None:
    """Everything else has a reason."""
    assert (reason_unknown(metric) == "") is known


def test_an_expression_over_an_unknown_metric_is_not_evaluated() -> None:
    """One metric of several is enough."""
    stat = {"metricName": "Errors", "dimensions": {"FunctionName": "f"}, "stat": "Sum", "period": 60}
    queries = [
        {"id": "a", "metric": {"namespace": "AWS/Lambda", **stat}},
        {"id": "b", "metric": {"namespace": "AWS/RDS", **stat}},
        {"id": "c", "expression": "a / b", "returnData": True},
    ]
    inputs = {**alarm("share", "AWS/Lambda", "Errors"), "metricQueries": queries}
    found = read_alarms(StackState("s", (Resource("urn", ALARM, "share", "share", "", inputs, {}),)))
    assert unknown_alarms(found) == {"share": "PostgreSQL here has neither capacity units nor readers"}
