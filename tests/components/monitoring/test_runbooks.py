"""Each page of `docs/runbooks/` is of an alarm, which names it, or of an operation that someone plans."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.components.all_samples import of_type, recorders
from tests.components.monitoring.drawn import ALARM, COMPOSITE

FOLDER = Path(__file__).parents[3] / "docs" / "runbooks"
SECTIONS = ["What it means", "First look", "What to do", "When to escalate"]
STEPS = ["Before", "Steps", "How to see that it worked", "How to go back"]
OPERATIONS = {
    "drain": ["What is left"],
    "evacuate": [],
    "grow": [],
    "split": [],
}
"""Pages of operations, which no alarm names, and their sections after the common ones."""
PAGES = sorted(page.stem for page in FOLDER.glob("*.md") if page.name != "README.md")
ALARMS = [page for page in PAGES if page not in OPERATIONS]
LINK = re.compile(r" Runbook: (\S+)/([a-z0-9-]+)\.md$")


@cache
def named() -> dict[str, str]:
    """Alarm to the page that its description names, in all samples and cities."""
    found: dict[str, str] = {}
    for _, alarm in of_type(ALARM, COMPOSITE):
        link = LINK.search(alarm.inputs["alarmDescription"])
        assert link, f"{alarm.name} names no runbook"
        found[alarm.name] = link[2]
    return found


def test_every_alarm_has_a_page() -> None:
    """Its description names a page that exists."""
    assert {alarm: page for alarm, page in named().items() if page not in PAGES} == {}


def test_every_page_has_an_alarm() -> None:
    """A page of an alarm that no longer exists misleads."""
    assert set(ALARMS) == set(named().values())


def test_every_operation_has_a_page() -> None:
    """And its page is of no alarm."""
    assert set(PAGES) - set(ALARMS) == OPERATIONS.keys()


def sections(page: str) -> dict[str, str]:
    """Headings of a page to the text below."""
    text = (FOLDER / f"{page}.md").read_text()
    return dict(re.findall(r"^## (.+)\n\n((?:(?!^## ).*\n)+)", text, re.MULTILINE))


@pytest.mark.parametrize("page", ALARMS)
def test_a_page_says_what_to_do(page: str) -> None:
    """What it means, the first look, what to do, and when to escalate: each with text, in this order."""
    found = sections(page)
    assert list(found) == SECTIONS
    assert all(len(body.split()) >= 5 for body in found.values())


@pytest.mark.parametrize("page", OPERATIONS)
def test_an_operation_says_how_to_do_it(page: str) -> None:
    """When, what must be true before, numbered steps, how to see that it worked, and the way back."""
    found = sections(page)
    assert list(found) == [*STEPS, *OPERATIONS[page]]
    assert all(len(body.split()) >= 5 for body in found.values())
    assert re.search(r"\A# .+\n\n\*\*When:\*\* (\S+\s+){5}", (FOLDER / f"{page}.md").read_text())
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", found["Steps"], re.MULTILINE)]
    assert len(numbers) > 1
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", [*PAGES, "README"])
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    """A link names a file that exists."""
    links = re.findall(r"\]\(([^)#]+)\)", (FOLDER / f"{page}.md").read_text())
    assert [link for link in links if not (FOLDER / link).is_file()] == []


def test_the_list_of_pages_is_complete() -> None:
    """The README links every page."""
    listed = re.findall(r"\]\(([a-z0-9-]+)\.md\)", (FOLDER / "README.md").read_text())
    assert sorted(listed) == PAGES


def test_a_company_links_to_its_own_copy() -> None:
    """The URL of the runbooks is in front of the page, without a second slash."""
    label = next(label for label in recorders() if label.startswith("Monitoring") and label.endswith(" 1"))
    alarm = recorders()[label].one(ALARM, "api-errors")
    assert alarm.inputs["alarmDescription"].endswith("Runbook: https://example.com/runbooks/api-errors.md")
