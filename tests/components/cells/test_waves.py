"""The cells of each wave, and which waves are refused before anything changes."""

from collections.abc import Mapping
from typing import Any

import pytest

from components.cells.errors import CellsError
from components.cells.health import Health
from components.cells.rows import CellRow
from components.cells.waves import plan, refuse_unhealthy
from tests.components.cells.region import CELLS, OLD


def cell(name: str, *, draining: bool = False) -> CellRow:
    """A cell."""
    return CellRow(cell=name, city=name, zone="", stack=name, version=OLD, draining=draining, alarm=f"{name}-health")


REGION = [cell(name) for name in CELLS]


def names(**given: Any) -> list[list[str]]:
    """The cells of each wave."""
    return [[row.cell for row in wave] for wave in plan(REGION, **given)]


def test_the_default_is_a_canary_one_more_and_the_rest() -> None:
    """The order is that of the names, unless a canary is chosen."""
    assert names() == [["lisbon"], ["madrid"], ["porto", "sevilla", "vigo"]]
    assert names(canary="porto") == [["porto"], ["lisbon"], ["madrid", "sevilla", "vigo"]]
    assert names(skipped=["lisbon", "porto"]) == [["madrid"], ["sevilla"], ["vigo"]]


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (2, [1, 1]), (3, [1, 1, 1]), (50, [1, 1, 48])])
def test_regions_of_every_size_have_waves(count: int, sizes: list[int]) -> None:
    """No wave is empty, and no cell is left out."""
    assert sizes == [len(wave) for wave in plan([cell(f"c{number}") for number in range(count)])]


def test_named_waves_are_taken_as_they_are() -> None:
    """Cells in none of them keep their version."""
    assert names(named=[["vigo"], ["porto", "madrid"]]) == [["vigo"], ["porto", "madrid"]]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"named": [["lisbon"], ["sevila"]]}, "cell sevila is not in the region's table; did you mean sevilla?"),
        ({"canary": "faro"}, "cell faro is not in the region's table"),
        ({"skipped": ["faro"]}, "cell faro is not in the region's table"),
        ({"named": [["lisbon"], ["lisbon"]]}, "cell lisbon is in two waves"),
        ({"named": [["lisbon"]], "skipped": ["lisbon"]}, "cell lisbon is in a wave and skipped"),
        ({"canary": "lisbon", "skipped": ["lisbon"]}, "cell lisbon is the canary and skipped"),
        ({"skipped": CELLS}, "no cell is left to promote"),
    ],
)
def test_impossible_waves_are_refused(given: Mapping[str, Any], message: str) -> None:
    """The error has one line that names the cell."""
    with pytest.raises(CellsError, match=message.replace("?", r"\?")) as refused:
        names(**given)
    assert "\n" not in str(refused.value)


def test_a_draining_cell_is_refused_unless_it_is_skipped() -> None:
    """A promotion of it would bake without orders."""
    cells = [*REGION, cell("alicante", draining=True)]
    with pytest.raises(CellsError, match="cell alicante is draining: end its drain, or leave it out with --skip"):
        plan(cells)
    assert plan(cells, skipped=["alicante"]) == plan(REGION)


@pytest.mark.parametrize("state", ["ALARM", "INSUFFICIENT_DATA", "unknown"])
def test_a_cell_is_healthy_only_in_state_ok(state: str) -> None:
    """Any other state of its alarm is no proof of health."""
    health = {"lisbon": Health("OK", None), "madrid": Health(state, None)}
    with pytest.raises(CellsError, match=f"cell madrid: its alarm madrid-health is in state {state}"):
        refuse_unhealthy(REGION[:2], health)
    refuse_unhealthy(REGION[:1], health)
