"""`python -m local.gateway --config FILE`: serve a stack's WebSocket API, load balancer and pages until SIGTERM."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path

from ..errors import LocalError
from .config import GatewayConfig, load
from .server import serving


def main() -> int:
    """Parse the command line and run; returns 2 if it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m local.gateway", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="the configuration file (local/gateway/config.py)")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        asyncio.run(_run(load(parser.parse_args().config)))
    except LocalError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


async def _run(config: GatewayConfig) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(config):
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
