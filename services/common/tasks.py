"""Background tasks, which continue after failures until the service stops."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import Final

from .backoff import Backoff

logger = logging.getLogger(__name__)

MAX_WAIT_SECONDS: Final = 5.0
"""The longest wait after failures."""


async def keep_running(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Call `work` until cancelled, and wait after each failure.

    Args:
        name: the task's name in the logs.
        work: one round; it waits by itself when there is nothing to do.
    """
    backoff = Backoff(max_seconds=MAX_WAIT_SECONDS)
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - the next round is the only way to recover from any failure
            logger.warning("round failed", extra={"task": name, "error": type(error).__name__, "reason": str(error)})
            await backoff.wait()
        else:
            backoff.reset()


class Wake:
    """Ends the wait of a polling task early when there is work."""

    def __init__(self, poll_seconds: float) -> None:
        self._poll_seconds = poll_seconds
        self._event = asyncio.Event()

    def set(self) -> None:
        """Signal that there is work."""
        self._event.set()

    async def wait(self) -> None:
        """Return when there is work, or after the polling time, because another process may have added some."""
        try:
            async with asyncio.timeout(self._poll_seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


async def until_stopped() -> None:
    """Return when the process receives SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
