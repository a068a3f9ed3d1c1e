"""`python -m local alarms`: the state of each alarm of a cell, from the metrics that its programs emitted."""

import argparse
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..errors import LocalError
from ..paths import stack_dir
from ..progress import console
from ..runtime.addresses import load_addresses
from .report import as_table, lines_of_fired, lines_of_unknown, summary
from .run import Run, evaluate

TIMEOUT_SECONDS: Final = 2.0
FIRED: Final = 1
"""Exit code if an alarm is in ALARM, or was during the run."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `alarms`."""
    parser.add_argument("stack", nargs="?", default="demo", help="a stack whose cell runs or has run (default: demo)")


def run(arguments: argparse.Namespace) -> int:
    """Print every alarm; returns 0 if none fired.

    Raises:
        LocalError: no cell of the stack has run.
    """
    cell = latest_cell(stack_dir(arguments.stack))
    evaluated = evaluate(cell, Run.load(cell).clock.now() if is_running(cell) else None)
    console.print(as_table(evaluated))
    console.print(summary(evaluated))
    for line in (*lines_of_fired(evaluated), *lines_of_unknown(evaluated), *evaluated.problems):
        console.print(f"  {line}", markup=False, soft_wrap=True)
    return FIRED if evaluated.fired else 0


def latest_cell(folder: Path) -> Path:
    """The folder of the cell that began last: of `start`, or of a replay.

    Raises:
        LocalError: none has run.
    """
    found: list[tuple[float, Path]] = []
    for name in ("cell", "replay"):
        with suppress(LocalError):
            found.append((Run.load(folder / name).began, folder / name))
    if not found:
        raise LocalError(f"no cell of stack {folder.name} has run: `python -m local start {folder.name}` starts one")
    return max(found)[1]


def is_running(cell: Path) -> bool:
    """Whether the gateway of a cell answers."""
    try:
        with urllib.request.urlopen(f"{load_addresses(cell).public}/_local/health", timeout=TIMEOUT_SECONDS):  # noqa: S310 - our own loopback address
            return True
    except (LocalError, OSError):
        return False
