"""The outcome of each step: one line as soon as it ends, a total, and a JSON document."""

import json
import time
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from .errors import SmokeError

NAME_WIDTH: Final = 34
"""Columns of a step's name."""


class Outcome(StrEnum):
    """How a step ended."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Result:
    """One step that ended."""

    name: str
    outcome: Outcome
    seconds: float
    detail: str
    """What was seen, what to do, or why the step was skipped."""

    def __str__(self) -> str:
        return f"{self.outcome:<8}{self.name:<{NAME_WIDTH}}{self.seconds:6.1f} s  {self.detail}".rstrip()


@dataclass
class Report:
    """The steps of one test in their order."""

    stack: str
    results: list[Result] = field(default_factory=list[Result])
    is_complete: bool = False
    """Whether every step was made or skipped; a test that is interrupted proves nothing."""
    begun: float = field(default_factory=time.monotonic)

    def add(self, result: Result) -> None:
        """Record a step and print its line."""
        self.results.append(result)
        print(result, flush=True)

    def count(self, outcome: Outcome) -> int:
        """How many steps ended in this way."""
        return sum(result.outcome is outcome for result in self.results)

    @property
    def is_ok(self) -> bool:
        """Whether the city works: the test came to its end, a step was made, and none failed."""
        return self.is_complete and self.count(Outcome.OK) > 0 and self.count(Outcome.FAILED) == 0

    @property
    def total(self) -> str:
        """The last line."""
        counts = ", ".join(f"{count} {outcome}" for outcome in Outcome if (count := self.count(outcome)))
        verdict = "the city works" if self.is_ok else "the city does not work"
        if not self.is_complete and not self.count(Outcome.FAILED):
            verdict = "the test was interrupted"
        return f"{self.stack}: {verdict} ({counts or 'no step'}) after {self.seconds:.1f} s"

    @property
    def seconds(self) -> float:
        """Time since the beginning."""
        return time.monotonic() - self.begun

    def write(self, path: Path) -> None:
        """Write the JSON document.

        Raises:
            SmokeError: the file cannot be written.
        """
        document = {
            "stack": self.stack,
            "ok": self.is_ok,
            "complete": self.is_complete,
            "seconds": round(self.seconds, 3),
            "steps": [asdict(result) | {"seconds": round(result.seconds, 3)} for result in self.results],
        }
        try:
            path.write_text(json.dumps(document, indent=1) + "\n")
        except OSError as error:
            raise SmokeError(f"--json {path}: {error.strerror}; choose another file") from None
