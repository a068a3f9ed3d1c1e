"""`python -m services.orders`: serve the API on all addresses at `PORT` (8080) until SIGTERM."""

import asyncio
import os
import sys

from granian.constants import Interfaces
from granian.server.embed import Server

from ..common.logs import configure_logging
from ..common.settings import Environment, SettingsError
from ..common.tasks import until_stopped
from .app import running
from .settings import OrdersSettings, read_settings


async def serve(settings: OrdersSettings) -> None:
    """Serve until the process receives a signal to stop; current requests are finished first."""
    async with running(settings) as app:
        server = Server(
            app,
            address="0.0.0.0",  # noqa: S104 - the security group decides who may connect
            port=settings.port,
            interface=Interfaces.ASGINL,
            websockets=False,
            log_enabled=False,
        )
        serving = asyncio.create_task(server.serve())
        stopped = asyncio.create_task(until_stopped())
        await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
        server.stop()
        await serving


def main() -> int:
    """Run the service; exit with 2 and a one-line message when a setting is missing or invalid."""
    try:
        settings = read_settings(Environment(os.environ))
    except SettingsError as error:
        print(f"orders: {error}", file=sys.stderr)
        return 2
    configure_logging(service="orders", cell=settings.cell)
    asyncio.run(serve(settings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
