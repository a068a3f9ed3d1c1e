"""Alarms and the pages of `docs/runbooks/` belong together."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.components.all_samples import of_type, recorders
from tests.components.monitoring.drawn import ALARM, COMPOSITE

FOLDER = Path(__file__).parents[3] / "docs" / "runbooks"
SECTIONS = ["What it means", "First look", "What to do", "When to escalate"]
PROCEDURES = ("drain", "evacuate", "grow", "split")
"""Pages that people begin without an alarm."""
ALL = sorted(page.stem for page in FOLDER.glob("*.md") if page.name != "README.md")
PAGES = [page for page in ALL if page not in PROCEDURES]
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
    assert set(PAGES) == set(named().values())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_to_do(page: str) -> None:
    """What it means, the first look, what to do, and when to escalate: each with text, in this order."""
    text = (FOLDER / f"{page}.md").read_text()
    sections = dict(re.findall(r"^## (.+)\n\n((?:(?!^## ).*\n)+)", text, re.MULTILINE))
    assert list(sections) == SECTIONS
    assert all(len(body.split()) >= 5 for body in sections.values())


@pytest.mark.parametrize("page", [*ALL, "README"])
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    """A link names a file that exists."""
    links = re.findall(r"\]\(([^)#]+)\)", (FOLDER / f"{page}.md").read_text())
    assert [link for link in links if not (FOLDER / link).is_file()] == []


def test_the_list_of_pages_is_complete() -> None:
    """The README links every page."""
    listed = re.findall(r"\]\(([a-z0-9-]+)\.md\)", (FOLDER / "README.md").read_text())
    assert sorted(listed) == ALL


def test_a_company_links_to_its_own_copy() -> None:
    """The URL of the runbooks is in front of the page, without a second slash."""
    label = next(label for label in recorders() if label.startswith("Monitoring") and label.endswith(" 1"))
    alarm = recorders()[label].one(ALARM, "api-errors")
    assert alarm.inputs["alarmDescription"].endswith("Runbook: https://example.com/runbooks/api-errors.md")
