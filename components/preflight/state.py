"""The resources that a stack already has, from its exported state."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .check import Check, Context, Result, ok, unchecked, warning
from .names import owned
from .stack_file import StackFile

SECONDS: Final = 60
MAX_BYTES: Final = 256 * 1024 * 1024


class StateError(Exception):
    """A state that the user named cannot be read; the text is one line."""


def existing(stack: StackFile, file: Path | None) -> frozenset[tuple[str, str]] | None:
    """Types and names in the state: of a file, otherwise from the engine; None if the engine does not answer.

    Secrets in the state stay encrypted.

    Raises:
        StateError: the file cannot be read.
    """
    if file is None:
        return _exported(stack)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise StateError(f"{file} has more than {MAX_BYTES} bytes")
        return owned(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise StateError(f"{file} is not a state from pulumi stack export: {error}") from None


def _exported(stack: StackFile) -> frozenset[tuple[str, str]] | None:
    command = ["pulumi", "stack", "export", "--non-interactive", "--stack", stack.stack, "--cwd", str(stack.folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
        if done.returncode:
            return frozenset() if "no stack named" in done.stderr else None
        return owned(json.loads(done.stdout))
    except (OSError, ValueError, AttributeError, TypeError, subprocess.TimeoutExpired):
        return None


def _state(context: Context) -> Iterator[Result]:
    if context.existing is None:
        advice = "pulumi stack export --file state.json, then --state state.json"
        yield unchecked("whether the stack has resources: pulumi does not export its state here", advice)
    elif context.existing:
        yield ok(f"the stack exists, with {len(context.existing)} named resources")
    else:
        yield ok("the stack has no resources yet")


def _settings(context: Context) -> Iterator[Result]:
    """Report what the settings ask for; invalid ones end the command before any check."""
    load, name = context.settings.city.load, context.settings.cell
    for key in context.stack.encrypted:
        yield warning(f"{key} is encrypted: the preflight goes on without it", "none if it does not matter to AWS")
    yield ok(f"cell {name} for {load.peak_orders_per_hour} orders per hour and {load.couriers_online} couriers")


CHECKS: Final = (Check(name="settings", run=_settings), Check(name="state", run=_state))
