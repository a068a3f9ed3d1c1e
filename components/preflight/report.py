"""The report: aligned lines for people, JSON for programs, and the exit code."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from .check import Check, Result, Status

PASSED, MISSING, UNCHECKED = 0, 1, 2

_WIDTH: Final = max(len(status) for status in Status)
Line = tuple[Check, Result]


def line(check: Check, result: Result, width: int) -> str:
    """One line, with the name of its check padded to a width."""
    advice = f" → {result.advice}" if result.advice else ""
    text = f"{result.status:<{_WIDTH}}  {check.name:<{width}}  {result.text}{advice}"
    # Texts of servers must not move the cursor or change colors of a terminal.
    return "".join(character if character.isprintable() else "?" for character in text)


def summary(lines: Iterable[Line]) -> str:
    """The counts by status."""
    counts = Counter(result.status for _, result in lines)
    return ", ".join(f"{counts[status]} {status}" for status in Status if counts[status]) or "nothing was checked"


def exit_code(lines: Iterable[Line]) -> int:
    """1 if something is missing, otherwise 2 if something could not be checked."""
    found = {result.status for _, result in lines}
    return MISSING if Status.MISSING in found else UNCHECKED if Status.UNCHECKED in found else PASSED


def as_json(stack: str, region: str, account_id: str, lines: Iterable[Line]) -> dict[str, Any]:
    """The report as JSON."""
    found = list(lines)
    return {
        "stack": stack,
        "region": region,
        "account": account_id or None,
        "results": [
            {
                "check": check.name,
                "status": result.status.value,
                "text": result.text,
                "advice": result.advice or None,
                "rights": check.rights,
            }
            for check, result in found
        ],
        "summary": dict(Counter(result.status.value for _, result in found)),
        "exit_code": exit_code(found),
    }
