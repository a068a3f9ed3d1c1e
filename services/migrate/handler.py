"""Function `migrate`: the stack invokes it in every update that has new migrations.

An error fails the invocation, and with it the update: services of the new release are not started.
"""

import os
from collections.abc import Mapping
from typing import Any, Final, Protocol

from ..common.settings import Environment
from .errors import MigrationError
from .files import Phase
from .runner import migrate
from .sign_in import sign_in_from

MARGIN_SECONDS: Final = 300
"""What is left of the function's time when migrations must be over: enough to roll back and to say why."""


class Context(Protocol):
    """The part of Lambda's context that is used here."""

    def get_remaining_time_in_millis(self) -> int:
        """Time until Lambda ends the invocation."""
        ...


def handle(event: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Run one phase, `{"phase": "expand"}` or `{"phase": "contract"}`, and return what was applied.

    Raises:
        MigrationError: the phase is unknown, or could not be completed.
        SettingsError: a variable is missing.
    """
    wanted = event.get("phase")
    if wanted not in list(Phase):
        raise MigrationError(f"phase is {wanted!r}; choices: {', '.join(Phase)}")
    phase = Phase(wanted)
    seconds = max(1.0, context.get_remaining_time_in_millis() / 1000 - MARGIN_SECONDS)
    return {
        "phase": phase.value,
        "applied": migrate(sign_in_from(Environment(os.environ)), phase, deadline_seconds=seconds),
    }
