"""What changing an argument does, as the table of changes says it: seen in the engine's own plan of the update."""

import itertools
import re
from collections.abc import Callable, Sequence

import pytest

from components.plan.changes import Change, Effect, changes, stateful_types
from local.engine.events import Report
from tests.components.samples import SAMPLES
from tests.engine import changes_page
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

BY_NAME = {kind.__name__: sample for kind, sample in SAMPLES.items()}
ROWS = {component: tuple(rows) for component, rows in itertools.groupby(changes(), key=lambda change: change.component)}


def settings(component: str, argument: str, *, changed: bool) -> str:
    """The settings of program `changes`."""
    flag = str(changed).lower()
    return (
        "config: {aws:region: eu-west-1, "
        f'changes:component: {component}, changes:argument: "{argument}", changes:changed: "{flag}"}}\n'
    )


def planned(deployed: Deployed, component: str, arguments: Sequence[str]) -> dict[str, Report]:
    """What each argument's change would do to the component as it stood before."""
    reports: dict[str, Report] = {}
    standing: object = None
    for argument in sorted(arguments, key=lambda name: str(BY_NAME[component].changes[name].before)):
        before = BY_NAME[component].changes[argument].before
        if before != standing:
            deployed.settings(settings(component, argument, changed=False))
            deployed.deploy()
            standing = before
        deployed.settings(settings(component, argument, changed=True))
        reports[argument] = deployed.preview()
    return reports


def effects(row: Change, report: Report) -> set[str]:
    """What happens to the children that a row names."""
    role = re.escape(f"part-{row.child}").replace(re.escape("<name>"), ".+")
    names = re.compile(rf"{re.escape(row.type.token)}::{role}")
    hit = {step for urn, step in report.steps.items() if names.fullmatch(urn.rsplit("$", 1)[-1])}
    return hit - {"same"}


def test_every_row_has_a_change_to_try() -> None:
    """A row that nobody tries is a claim; a change without a row is forgotten there."""
    rows = {(row.component, row.argument) for row in changes()}
    tried = {(name, argument) for name, sample in BY_NAME.items() for argument in sample.changes}
    assert sorted(rows - tried) == []
    assert sorted(tried - rows) == []


@pytest.mark.parametrize("component", ROWS)
def test_the_engine_does_what_the_table_says(component: str, program: Callable[[str], Deployed]) -> None:
    """Each argument's change updates or replaces the child of its row; what only updates replaces nothing with data."""
    rows = ROWS[component]
    reports = planned(program("changes"), component, sorted({row.argument for row in rows}))
    found = {(row.argument, row.child): effects(row, reports[row.argument]) for row in rows}
    assert {(row.argument, row.child): {row.effect.value} for row in rows} == found
    replacing = {row.argument for row in rows if row.effect is Effect.REPLACE}
    replaced = {
        (argument, urn)
        for argument in reports.keys() - replacing
        for urn, step in reports[argument].steps.items()
        if step == "replace" and urn.rsplit("$", 1)[-1].split("::")[0] in stateful_types()
    }
    assert sorted(replaced) == []


def test_the_page_is_the_table() -> None:
    """`docs/changes.md` is what `python -m tests.engine.changes_page` writes."""
    assert changes_page.text() == changes_page.PAGE.read_text()
