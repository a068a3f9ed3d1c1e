"""The operations viewer, a page with the whole city."""

import time
from contextlib import aclosing

from delivery.events import CITY_FEED, FleetUpdate, PositionUpdate

from .client import Caller
from .setup import ReplaySetup


async def watch_city(setup: ReplaySetup) -> None:
    """Watch the operations map during the replay."""
    latencies = setup.observations.city_page_latencies_ms
    async with aclosing(setup.client.feed(Caller("operator", "replay"), CITY_FEED)) as messages:
        async for message in messages:
            received_ms = time.time() * 1000.0
            match message:
                case FleetUpdate():
                    latencies += [received_ms - position.sent_at_ms for position in message.positions]
                case PositionUpdate():
                    latencies.append(received_ms - message.sent_at_ms)
                case _:
                    pass
