"""The answers to a newcomer's questions in docs/architecture.md name files that exist."""

import re

import pytest

from tests.house.syntax import ROOT

PAGE = ROOT / "docs" / "architecture.md"
QUESTIONS = 13
MAX_STEPS = 3


def rows() -> list[tuple[str, list[str]]]:
    """Each question and its steps, from the table in the section "Where to find"."""
    section = PAGE.read_text().split("## Where to find\n", 1)[1].split("\n## ", 1)[0]
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [(question, steps.split(" → ")) for question, steps in cells[1:]]


ROWS = rows()
each_row = pytest.mark.parametrize("steps", [steps for _, steps in ROWS], ids=[question for question, _ in ROWS])


def spans(steps: list[str]) -> list[str]:
    """The code spans of an answer: paths, and names inside files."""
    return re.findall(r"`([^`]+)`", " ".join(steps))


def is_path(span: str) -> bool:
    """Whether a code span is a path."""
    return "/" in span or span.endswith(".md")


def paths(steps: list[str]) -> list[str]:
    """The paths of an answer, as patterns."""
    return [span.replace("<component>", "*") for span in spans(steps) if is_path(span)]


def test_all_questions_are_found() -> None:
    """The tests below read something."""
    assert len(ROWS) == QUESTIONS


@each_row
def test_a_question_has_at_most_three_steps(steps: list[str]) -> None:
    """Shorten the path, or rename the files so that fewer steps are enough."""
    assert len(steps) <= MAX_STEPS


@each_row
def test_every_path_exists(steps: list[str]) -> None:
    """Correct the path in docs/architecture.md after a file was moved."""
    assert paths(steps)
    assert [path for path in paths(steps) if not list(ROOT.glob(path))] == []


@each_row
def test_every_name_is_in_a_file_of_its_answer(steps: list[str]) -> None:
    """Correct the name in docs/architecture.md after it was changed in the code."""
    files = [file for path in paths(steps) for file in ROOT.glob(path) if file.is_file()]
    names = [span.rsplit(".", 1)[-1] for span in spans(steps) if not is_path(span)]
    assert [name for name in names if not any(name in file.read_text() for file in files)] == []
