"""Promotions: waves, gates, failures, and runs that go on where another ended."""

import shlex
import subprocess
from collections.abc import Callable

import pytest

from components.cells.errors import CellsError, StoppedError
from components.cells.stacks import Stacks
from components.cells.waves import plan
from tests.components.cells.region import NEW, OLD, REPOSITORY, Region, stack_of


def test_an_image_reaches_every_cell_in_waves(region: Region) -> None:
    """A wave begins after the bake time of the one before; in the last one several updates run at the same time."""
    seen: list[list[str]] = []
    region.clock.waits = [lambda: seen.append(region.calls("up"))] * 12

    region.promote()

    assert seen[:8] == [["lisbon"]] * 4 + [["lisbon", "madrid"]] * 4
    assert set(region.calls("up")[2:]) == {"porto", "sevilla", "vigo"}
    assert set(region.versions().values()) == {NEW}
    assert region.image("porto") == f"{REPOSITORY}@{NEW}"
    assert region.clock.at == 3 * 60.0
    assert max(map(int, (region.folder / "parallel").read_text().split())) <= 2
    assert region.said[-1] == f"every cell of the promotion has {NEW}"


def test_an_image_may_name_another_repository(region: Region) -> None:
    """A digest alone keeps the repository of each stack."""
    region.promote(image=f"registry.example/other@{NEW}")

    assert region.image("lisbon") == f"registry.example/other@{NEW}"
    assert set(region.versions().values()) == {NEW}


def test_a_stack_that_takes_the_regions_repository_keeps_doing_so(region: Region) -> None:
    """Its setting is a digest alone, before and after."""
    (region.folder / "acme_citycell_lisbon.image").write_text(OLD)
    region.promote()

    assert (region.image("lisbon"), region.image("porto")) == (NEW, f"{REPOSITORY}@{NEW}")


def test_an_alarm_during_the_bake_time_stops_the_promotion(region: Region) -> None:
    """No later wave begins, and the commands that are printed bring every changed cell back."""
    region.clock.waits = [lambda: None] * 5 + [lambda: region.cloudwatch.set("lisbon", "ALARM")]
    with region.lock() as lock:
        promotion = region.promotion(lock)
        with pytest.raises(StoppedError, match=r"wave 2 of 3 stopped: cell lisbon: its alarm .* is in state ALARM"):
            promotion.run()

    assert region.calls("up") == ["lisbon", "madrid"]
    commands = promotion.way_back()
    assert commands == [
        command
        for cell in ("madrid", "lisbon")
        for command in (
            f"pulumi config set citycell:serviceImage {REPOSITORY}@{OLD} --stack {stack_of(cell)}",
            f"pulumi up --stack {stack_of(cell)}",
        )
    ]
    for command in commands:
        subprocess.run(shlex.split(command), check=True)
    assert set(region.versions().values()) == {OLD}


def test_an_alarm_that_fired_between_two_looks_stops_the_promotion(region: Region) -> None:
    """The time of the alarm's last change tells, although its state is OK again."""
    region.clock.waits = [lambda: region.cloudwatch.set("lisbon", "OK")]

    with pytest.raises(StoppedError, match="cell lisbon: its alarm lisbon-health left the state OK"):
        region.promote()
    assert region.calls("up") == ["lisbon"]


def _deny(region: Region) -> None:
    region.cloudwatch.is_denied = True


def _delete(region: Region) -> None:
    del region.cloudwatch.states["lisbon-health"]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (_deny, "cloudwatch:DescribeAlarms failed: AccessDenied"),
        (_delete, "cell lisbon: its alarm lisbon-health does not exist, so its health is unknown"),
    ],
)
def test_an_alarm_that_cannot_be_read_stops_the_promotion(
    region: Region, fault: Callable[[Region], None], message: str
) -> None:
    """During the bake time as before the first change."""
    region.clock.waits = [lambda: fault(region)]
    with pytest.raises(StoppedError, match=message):
        region.promote()
    with pytest.raises(CellsError, match=message):
        region.promote()
    assert region.calls("up") == ["lisbon"]


@pytest.mark.parametrize("state", ["ALARM", "INSUFFICIENT_DATA"])
def test_an_unhealthy_cell_of_any_wave_stops_before_the_first_change(region: Region, state: str) -> None:
    """The alarms of all waves are read first."""
    region.cloudwatch.set("vigo", state)

    with pytest.raises(CellsError, match=f"cell vigo: its alarm vigo-health is in state {state}"):
        region.promote()
    assert (region.calls("set"), region.calls("up")) == ([], [])


def test_a_stack_without_the_setting_stops_before_the_first_change(region: Region) -> None:
    """The way back of every cell is known before anything changes."""
    (region.folder / "acme_citycell_vigo.image").unlink()

    with pytest.raises(CellsError, match=r"config get .* failed: error: configuration key .* not found"):
        region.promote()
    assert region.calls("set") == []


def test_a_cell_that_begins_to_drain_stops_its_wave(region: Region) -> None:
    """The row is read again when its wave begins."""
    region.clock.waits = [lambda: region.put("madrid", draining=True)]

    with pytest.raises(StoppedError, match="wave 2 of 3 stopped: cell madrid has begun to drain"):
        region.promote()
    assert region.calls("up") == ["lisbon"]


def test_a_failed_update_stops_its_wave(region: Region) -> None:
    """Running updates of the wave end, others do not begin, and the reason is the engine's."""
    region.flag("porto", "fail")

    with pytest.raises(
        StoppedError,
        match=r"wave 3 of 3 stopped: `pulumi up` of stack acme/citycell/porto failed: error: "
        r"orders-service: the deployment circuit breaker was triggered \(all of its output: .*porto.log\)",
    ):
        region.promote(parallel=1)
    assert region.calls("up") == ["lisbon", "madrid", "porto"]


def test_the_next_run_goes_on_where_one_failed(region: Region) -> None:
    """Cells with the version are skipped, the failed one is updated again, and the way back is the first run's."""
    region.flag("porto", "fail")
    with pytest.raises(StoppedError):
        region.promote(parallel=1)
    region.flag("porto", "fail", is_set=False)
    region.cloudwatch.set("vigo", "OK")
    seen: list[list[str]] = []

    with region.lock() as lock:
        promotion = region.promotion(lock)
        region.clock.waits = [lambda: seen.append(promotion.way_back()[:1])]
        promotion.run()

    assert region.calls("up")[:3] == ["lisbon", "madrid", "porto"]
    assert sorted(region.calls("up")[3:]) == ["porto", "sevilla", "vigo"]
    assert f"{REPOSITORY}@{OLD}" in seen[0][0]
    assert set(region.versions().values()) == {NEW}


def test_a_cell_whose_update_did_not_end_is_updated_again(region: Region) -> None:
    """Its row may have the version although its services have not."""
    with region.lock() as lock:
        lock.record.begin(NEW)
        lock.record.unfinished.add("lisbon")
        lock.save()
    region.put("lisbon", version=NEW)

    region.promote()
    assert sorted(region.calls("up")) == ["lisbon", "madrid", "porto", "sevilla", "vigo"]


def test_a_bake_time_that_did_not_end_is_repeated(region: Region) -> None:
    """A canary that was updated by an interrupted run is still watched before the second wave."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    region.clock.waits = [interrupt]
    with pytest.raises(KeyboardInterrupt):
        region.promote()
    region.clock.waits = [lambda: region.cloudwatch.set("lisbon", "ALARM")]

    with pytest.raises(StoppedError, match="wave 1 of 3 stopped: cell lisbon"):
        region.promote()
    assert region.calls("up") == ["lisbon"]


def test_a_finished_promotion_has_nothing_to_do(region: Region) -> None:
    """Repeated, it changes and watches nothing."""
    region.promote()
    before, at = region.calls("up"), region.clock.at

    region.promote()
    assert (region.calls("up"), region.clock.at) == (before, at)


def test_a_stack_that_does_not_write_its_row_stops_the_promotion(region: Region) -> None:
    """The version in the table is what the command trusts."""
    region.flag("lisbon", "forget")

    with pytest.raises(StoppedError, match=f"its stack is updated, but its row has the version {OLD}"):
        region.promote()


def test_named_waves_leave_other_cells_alone(region: Region) -> None:
    """Only the cells of the waves are checked and changed."""
    region.cloudwatch.set("madrid", "ALARM")
    cells = [row for row in region.table.read() if row.cell != "madrid"]

    region.promote(waves=plan(cells, named=[["vigo"]]))
    assert region.calls("up") == ["vigo"]


def test_an_update_that_takes_too_long_is_interrupted(region: Region) -> None:
    """The engine gets one interrupt, with which it saves its state."""
    region.flag("lisbon", "hold")

    with pytest.raises(StoppedError, match=r"the update takes over 0\.5 s: read .*lisbon\.log"):
        region.promote(stacks=Stacks(region.folder, region.folder, update_seconds=0.5))
    assert region.calls("interrupted") == ["lisbon"]
