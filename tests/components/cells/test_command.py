"""The command: arguments, both subcommands, exit codes, and errors of one line."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from components.cells import command, rows
from components.cells.errors import CellsError
from components.cells.health import Alarms
from components.cells.rows import CellsTable
from tests.components.cells.region import NEW, OLD, TABLE, CloudWatch, Region

PLACE = ["--table", TABLE, "--region", "eu-west-1"]


def returning(value: Any) -> Callable[..., Any]:
    """A function that returns the value."""

    def function(*_: Any) -> Any:
        return value

    return function


@pytest.fixture
def cells(region: Region, monkeypatch: pytest.MonkeyPatch) -> Region:
    """A region whose clients the command uses."""
    monkeypatch.setattr(command, "_clients", returning((region.client, region.cloudwatch, TABLE)))
    monkeypatch.setattr(rows, "CellsTable", returning(region.table))
    return region


def test_cells_are_listed(cells: Region, capsys: pytest.CaptureFixture[str]) -> None:
    """Each has its health, version and drain state in aligned columns."""
    cells.put("madrid", zone="north", city="madrid", draining=True, version=NEW)
    cells.cloudwatch.set("porto", "ALARM")

    assert command.main(["list", *PLACE]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "CELL     CITY     ZONE   HEALTH  DRAIN     VERSION              STACK",
        f"lisbon   lisbon   -      OK      -         {OLD[:19]}  acme/citycell/lisbon",
        f"madrid   madrid   north  OK      draining  {NEW[:19]}  acme/citycell/madrid",
        f"porto    porto    -      ALARM   -         {OLD[:19]}  acme/citycell/porto",
    ]


def test_cells_are_listed_as_json(cells: Region, capsys: pytest.CaptureFixture[str]) -> None:
    """Every attribute is there; a row that is not usable has its error and hides no other."""
    cells.put("porto", version="latest")
    cells.put("vigo", stack=None)

    assert command.main(["list", "--json", *PLACE]) == 0
    found = {item["cell"]: item for item in json.loads(capsys.readouterr().out)}
    assert (found["lisbon"]["health"], found["lisbon"]["version"], found["lisbon"]["draining"]) == ("OK", OLD, False)
    assert found["porto"] == {
        "cell": "porto",
        "health": "unknown",
        "error": "has the version 'latest', which is no digest",
    }
    assert found["vigo"]["error"] == "has no stack"


def test_health_that_cannot_be_read_is_unknown(cells: Region, capsys: pytest.CaptureFixture[str]) -> None:
    """The list is there all the same, with one line on the reason."""
    cells.cloudwatch.is_denied = True

    assert command.main(["list", *PLACE]) == 0
    printed = capsys.readouterr()
    assert printed.out.count("unknown") == 5
    assert printed.err == "warning: health is unknown: cloudwatch:DescribeAlarms failed: AccessDenied: no\n"


def test_a_preview_changes_nothing(cells: Region, capsys: pytest.CaptureFixture[str]) -> None:
    """It checks as a promotion does, and prints the waves."""
    cells.put("madrid", version=NEW)

    assert command.main(["promote", "--image", NEW, "--preview", *PLACE]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"wave 1 of 3: lisbon is updated from {OLD}",
        "wave 2 of 3: madrid has the version already",
    ]
    assert (cells.calls("set"), cells.lock_row()) == ([], {})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--wave", "lisbon", "--wave", "faro"], "cell faro is not in the region's table"),
        (["--wave", "sevilla"], "cell sevilla is draining"),
        (["--wave", "porto"], "cell porto: its alarm porto-health is in state ALARM"),
        (["--wave", "lisbon", "--wave", "vigo"], "the row of cell vigo has no stack"),
        ([], "the row of cell vigo has no stack"),
        (["--skip", "vigo"], "cell sevilla is draining"),
    ],
)
def test_a_wave_that_cannot_be_is_one_line(
    cells: Region, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything changes; the lock is given back."""
    cells.put("sevilla", draining=True)
    cells.cloudwatch.set("porto", "ALARM")
    cells.put("vigo", stack=None)

    assert command.main(["promote", "--image", NEW, *words, *PLACE]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"error: {message}")
    assert len(error.splitlines()) == 1
    assert (cells.calls("set"), "holder" in cells.lock_row()) == ([], False)


def test_a_failed_promotion_prints_the_way_back(cells: Region, capsys: pytest.CaptureFixture[str]) -> None:
    """Its exit code is 1."""
    cells.flag("lisbon", "fail")

    assert command.main(["promote", "--image", NEW, *PLACE]) == 1
    error = capsys.readouterr().err.splitlines()
    assert error[0].startswith("error: wave 1 of 3 stopped: `pulumi up` of stack acme/citycell/lisbon failed")
    assert [line.split()[:2] for line in error[2:]] == [["pulumi", "config"], ["pulumi", "up"]]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["list"], "name the table of cells"),
        (["list", "--table", TABLE], "--table and --region belong together"),
        (["list", *PLACE, "--region-stack", "region"], "name the table of cells"),
        (["list", "--table", "a b", "--region", "eu-west-1"], "'a b' is no name of a table"),
        (["list", "--table", TABLE, "--region", "Ireland"], "'Ireland' is no name of an AWS region"),
        (["promote", *PLACE], "--image"),
        (["promote", "--image", "latest", *PLACE], "'latest' is no digest"),
        (["promote", "--image", f"{NEW}0", *PLACE], "is no digest"),
        (["promote", "--image", f"--x@{NEW}", *PLACE], "--image"),
        (["promote", "--image", NEW, "--wave", "lisbon,,porto", *PLACE], "'' is no name of a cell"),
        (["promote", "--image", NEW, "--wave", "lisbon", "--canary", "porto", *PLACE], "--canary chooses the first"),
        (["promote", "--image", NEW, "--bake-minutes", "0", *PLACE], "'0' is not a whole number from 1 to 1440"),
        (["promote", "--image", NEW, "--parallel", "17", *PLACE], "'17' is not a whole number from 1 to 16"),
    ],
)
def test_wrong_arguments_are_explained(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The process ends with 2 before any call."""
    with pytest.raises(SystemExit) as ended:
        command.main(words)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        ({"cellsTable": TABLE, "region": "eu-west-1"}, None),
        ({"region": "eu-west-1"}, "stack region-eu-west-1 has no output cellsTable: is it the stack of a region?"),
        ({"cellsTable": 7, "region": ""}, "stack region-eu-west-1 has no output cellsTable, region"),
        ([], "the outputs of stack region-eu-west-1 are not a JSON object"),
    ],
)
def test_the_regions_stack_names_the_table(
    region: Region, capsys: pytest.CaptureFixture[str], outputs: Any, message: str | None
) -> None:
    """Its outputs have the table and the region."""
    (region.folder / "outputs.json").write_text(json.dumps(outputs))

    code = command.main(["list", "--region-stack", "region-eu-west-1"])
    printed = capsys.readouterr()
    assert code == (0 if message is None else 2)
    assert (message or "") in printed.err
    assert ("lisbon" in printed.out) is (message is None)


def test_without_pulumi_there_is_one_line(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says where to get it."""
    monkeypatch.setenv("PATH", str(region.folder))
    with region.lock() as lock, pytest.raises(CellsError, match="pulumi is not on PATH: install it"):
        region.promotion(lock).run()


def test_a_missing_table_is_one_line(region: Region) -> None:
    """The line has the right that the call needs and the error of AWS."""
    with pytest.raises(CellsError, match="dynamodb:Scan of nowhere failed: ResourceNotFoundException"):
        CellsTable(region.client, "nowhere").read()


def test_alarms_are_asked_for_as_cloudwatch_wants_it() -> None:
    """Composite alarms are in the answer only if their type is named; each call has at most 100 names."""
    client = boto3.client("cloudwatch", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
    names = [f"cell-{number:03}-health" for number in range(101)]
    at = datetime(2026, 11, 1, tzinfo=UTC)
    with Stubber(client) as stub:
        for batch in (names[:100], names[100:]):
            answer: Mapping[str, Any] = {
                "CompositeAlarms": [
                    {"AlarmName": name, "StateValue": "OK", "StateTransitionedTimestamp": at} for name in batch
                ]
            }
            request = {"AlarmNames": batch, "AlarmTypes": ["CompositeAlarm", "MetricAlarm"], "MaxRecords": 100}
            stub.add_response("describe_alarms", answer, request)
        found = Alarms(client).read(names)
        stub.assert_no_pending_responses()
    assert ({"OK"}, 101) == ({health.state for health in found.values()}, len(found))


def test_a_region_without_cells_says_so(
    region: Region, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """An empty table is no error."""
    assert tmp_path
    region.client.create_table(
        TableName="empty",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "cell", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "cell", "KeyType": "HASH"}],
    )
    monkeypatch.setattr(command, "_clients", returning((region.client, CloudWatch({}), "empty")))
    assert command.main(["list", *PLACE]) == 0
    assert capsys.readouterr().out == "table empty has no cells\n"
