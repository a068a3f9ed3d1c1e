"""The places of widgets: within the columns of a dashboard, without overlaps, the objectives first."""

import json
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import pulumi
import pytest

from components.core.outputs import json_text
from components.monitoring.rollup import CellBoard, rollup
from tests.components.all_samples import of_type
from tests.components.monitoring.drawn import DASHBOARD, of_widget
from tests.components.recording import record

Widget = Mapping[str, Any]


def board(name: str) -> CellBoard:
    """A cell on the dashboard of a region."""
    city, _, zone = name.partition("-")
    return CellBoard(cell=name, city=city, dashboard=name, health_alarm=f"{name}-health", zone=zone or None)


def region(count: int) -> list[Widget]:
    """The dashboard of a region with some cells."""
    return rollup([board(f"city-{number:02}") for number in range(count)], "eu-west-1", "123456789012")["widgets"]


def overlaps(widgets: Sequence[Widget]) -> list[tuple[Any, Any]]:
    """Pairs of widgets that cover the same place."""
    return [
        (one["properties"], other["properties"])
        for one, other in combinations(widgets, 2)
        if one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    ]


def boards() -> dict[str, list[Widget]]:
    """Every dashboard of the samples and the cities, and those of regions with 0 to 50 cells."""
    found = {
        f"{label} {item.name}": json.loads(item.inputs["dashboardBody"])["widgets"]
        for label, item in of_type(DASHBOARD)
    }
    return found | {f"region of {count}": region(count) for count in (0, 1, 2, 50)}


@pytest.mark.parametrize("name", boards())
def test_widgets_do_not_overlap(name: str) -> None:
    """CloudWatch would move them somewhere."""
    assert overlaps(boards()[name]) == []


@pytest.mark.parametrize("name", boards())
def test_widgets_are_as_cloudwatch_describes_them(name: str) -> None:
    """Dashboard body structure: 24 columns, a height of 1 to 1,000, and the properties that each type requires."""
    required = {"metric": {"metrics", "region", "title"}, "alarm": {"alarms", "title"}, "text": {"markdown"}}
    for widget in boards()[name]:
        assert 0 <= widget["x"] < widget["x"] + widget["width"] <= 24
        assert 1 <= widget["height"] <= 1000
        assert required[widget["type"]] <= widget["properties"].keys()


def test_overlaps_are_found() -> None:
    """The check itself: two widgets at one place, and two beside each other."""
    one = {"x": 0, "y": 0, "width": 12, "height": 6, "properties": {}}
    assert len(overlaps([one, one | {"x": 6}])) == 1
    assert overlaps([one, one | {"x": 12}, one | {"y": 6}]) == []


def test_expressions_use_metrics_of_their_widget() -> None:
    """Ids are unique in a widget, and each expression names at least one of them."""
    for widgets in boards().values():
        for widget in widgets:
            rows = widget["properties"].get("metrics", [])
            ids = [row[-1]["id"] for row in rows if "id" in row[-1]]
            assert len(ids) == len(set(ids))
            for row in rows:
                if "expression" in row[-1]:
                    assert any(one in row[-1]["expression"] for one in ids if one != row[-1]["id"])


@pytest.mark.parametrize("stack", ["demo", "madrid"])
def test_a_city_shows_its_objectives_first(stack: str) -> None:
    """The first row is the budget that is left of each objective, over the days of the objectives."""
    (item,) = [item for label, item in of_type(DASHBOARD) if label == stack]
    first = [widget for widget in json.loads(item.inputs["dashboardBody"])["widgets"] if widget["y"] == 0]
    assert [widget["properties"]["title"] for widget in first] == [
        "orders placed: budget left, %",
        "orders placed in time: budget left, %",
        "courier positions on pages: budget left, %",
        "order events in their view: budget left, %",
    ]
    for widget in first:
        shown = widget["properties"]
        assert (shown["start"], shown["setPeriodToTimeRange"], shown["view"]) == ("-P30D", True, "singleValue")


def test_a_region_shows_every_cell() -> None:
    """Health, share of failures and every line: once for each cell."""
    widgets = region(50)
    cells = {f"city-{number:02}" for number in range(50)}
    (alarms,) = [widget["properties"]["alarms"] for widget in widgets if widget["type"] == "alarm"]
    assert {f"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{cell}-health" for cell in cells} == set(alarms)
    for widget in widgets:
        if widget["type"] == "metric":
            drawn = of_widget(widget)
            assert cells == {one.dimensions["Cell"] for one in drawn}
            assert len(widget["properties"]["metrics"]) <= 500


def test_a_region_links_to_the_dashboards_of_its_cells() -> None:
    """The text has a row for each cell, sorted by name."""
    widgets = rollup([board("porto"), board("lisbon")], "eu-west-1", "123456789012")["widgets"]
    rows = widgets[0]["properties"]["markdown"].splitlines()[3:]
    assert [row.split("]")[0] for row in rows] == ["| [lisbon", "| [porto"]
    assert "region=eu-west-1#dashboards/dashboard/lisbon)" in rows[0]


def test_a_region_without_cells_says_so() -> None:
    """A metric widget needs a metric, so there is only a text."""
    (widget,) = region(0)
    assert "No cell" in widget["properties"]["markdown"]


def test_the_account_may_be_an_output() -> None:
    """The body becomes a text when the account is known."""
    texts: list[str] = []

    def program() -> None:
        body = rollup([board("lisbon")], "eu-west-1", pulumi.Output.from_input("210987654321"))
        json_text(body).apply(texts.append)

    record(program)
    assert "arn:aws:cloudwatch:eu-west-1:210987654321:alarm:lisbon-health" in texts[0]
