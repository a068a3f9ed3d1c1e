"""`python -m services.dispatcher`: propose assignments until SIGTERM."""

import asyncio
import os
import sys

from ..common.logs import configure_logging
from ..common.settings import Environment, SettingsError
from .service import run
from .settings import read_settings


def main() -> int:
    """Run the service; exit with 2 and a one-line message when a setting is missing or invalid."""
    try:
        settings = read_settings(Environment(os.environ))
    except SettingsError as error:
        print(f"dispatcher: {error}", file=sys.stderr)
        return 2
    configure_logging(service="dispatcher", cell=settings.cell)
    asyncio.run(run(settings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
