"""`python -m services.migrate [expand|contract]`: migrate the database, where a Lambda function has too little time."""

import argparse
import os
import sys

from ..common.settings import Environment, SettingsError
from .errors import MigrationError
from .files import Phase
from .runner import migrate
from .sign_in import sign_in_from

DEADLINE_SECONDS = 6 * 3600.0
"""Longer than the 15 minutes of a function: what this command is for."""


def main() -> int:
    """Migrate; return 0 when the phase is complete, or 2 after a one-line message.

    `DATABASE_DEADLINE_SECONDS` is the time for everything, waiting for the database included.
    """
    parser = argparse.ArgumentParser(prog="python -m services.migrate", description=__doc__)
    parser.add_argument("phase", nargs="?", choices=list(Phase), default=Phase.EXPAND, help="default: expand")
    phase = Phase(parser.parse_args().phase)
    environment = Environment(os.environ)
    try:
        seconds = environment.number("DATABASE_DEADLINE_SECONDS", DEADLINE_SECONDS, at_least=1)
        applied = migrate(sign_in_from(environment), phase, deadline_seconds=seconds)
    except (SettingsError, MigrationError) as error:
        print(f"migrate: {error}", file=sys.stderr)
        return 2
    print(f"migrate: {phase}: {', '.join(applied) or 'nothing to do'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
