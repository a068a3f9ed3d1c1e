"""What changing an argument does, as the table of changes says it: seen in the engine's own plan of the update."""

import itertools
import re
from collections.abc import Callable

import pytest

from components.core.changes import Change, Effect, changes, stateful_types
from local.engine.events import Report
from tests.components.samples import SAMPLES
from tests.engine import changes_page
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

BY_NAME = {kind.__name__: sample for kind, sample in SAMPLES.items()}
ROWS = {component: tuple(rows) for component, rows in itertools.groupby(changes(), key=lambda change: change.component)}


def tried(row: Change) -> str:
    """The change that the engine tries for a row, named for the child too where kinds of a component differ."""
    of_child = f"{row.argument} of {row.child}"
    return of_child if of_child in BY_NAME[row.component].changes else row.argument


def planned(deployed: Deployed, component: str) -> Report:
    """The preview of all changes of a component, each in its own cell."""

    def set_to(changed: str) -> None:
        deployed.settings(
            f'config: {{aws:region: eu-west-1, changes:component: {component}, changes:changed: "{changed}"}}\n'
        )

    set_to("false")
    deployed.deploy()
    set_to("true")
    return deployed.preview()


def steps(report: Report, component: str, change: str) -> dict[str, str]:
    """Type and role of the children of one change's component, and what happens to each."""
    part = f"part-{list(BY_NAME[component].changes).index(change)}-"
    found = {urn.rsplit("$", 1)[-1]: step for urn, step in report.steps.items()}
    return {
        child.replace(f"::{part}", "::"): step
        for child, step in found.items()
        if child.partition("::")[2].startswith(part) and step != "same"
    }


def effects(row: Change, report: Report) -> set[str]:
    """What happens to the children that a row names."""
    names = re.compile(re.escape(f"{row.type.token}::{row.child}").replace(re.escape("<name>"), ".+"))
    return {step for child, step in steps(report, row.component, tried(row)).items() if names.fullmatch(child)}


def test_every_row_has_a_change_to_try() -> None:
    """Every row is tested, and every tested change has a row."""
    rows = {(row.component, tried(row)) for row in changes()}
    edits = {(name, argument) for name, sample in BY_NAME.items() for argument in sample.changes}
    assert sorted(rows - edits) == []
    assert sorted(edits - rows) == []


@pytest.mark.parametrize("component", ROWS)
def test_the_engine_does_what_the_table_says(component: str, program: Callable[[str], Deployed]) -> None:
    """Each argument's change updates or replaces the child of its row; what only updates replaces nothing with data."""
    rows = ROWS[component]
    report = planned(program("changes"), component)
    found = {(row.argument, row.child): effects(row, report) for row in rows}
    assert {(row.argument, row.child): {row.effect.value} for row in rows} == found
    replacing = {tried(row) for row in rows if row.effect is Effect.REPLACE}
    replaced = {
        (change, child)
        for change in {tried(row) for row in rows} - replacing
        for child, step in steps(report, component, change).items()
        if step == "replace" and child.split("::")[0] in stateful_types()
    }
    assert sorted(replaced) == []


def test_the_page_is_the_table() -> None:
    """`docs/changes.md` is what `python -m tests.engine.changes_page` writes."""
    assert changes_page.text() == changes_page.PAGE.read_text()
