"""`python -m tests.components.cells.promoting ENDPOINT FOLDER`: one promotion in a process that tests end early."""

import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import boto3

from components.cells import command
from tests.components.cells.region import CELLS, CloudWatch, Region

LEASE_SECONDS = 2.0


def main() -> int:
    """Promote with a short bake time and a short lease; the exit code is that of the command."""
    signal.signal(signal.SIGTERM, command._interrupt)  # pyright: ignore[reportPrivateUsage]
    client = boto3.client("dynamodb", region_name="eu-west-1", endpoint_url=sys.argv[1])
    states = {f"{cell}-health": ("OK", datetime(2026, 11, 1, tzinfo=UTC)) for cell in CELLS}
    region = Region(client, Path(sys.argv[2]), CloudWatch(states))
    with region.lock(f"run {time.time()}", lease_seconds=LEASE_SECONDS) as lock:
        promotion = region.promotion(lock, bake_seconds=0.1, clock=time.monotonic, wait=time.sleep)
        return command._run(promotion)  # pyright: ignore[reportPrivateUsage]


if __name__ == "__main__":
    sys.exit(main())
