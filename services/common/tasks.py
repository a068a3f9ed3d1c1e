"""Background work that goes on whatever happens, until the service stops."""

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
        except Exception as error:  # noqa: BLE001 - the next round is the only remedy, whatever failed
            logger.warning("round failed", extra={"task": name, "error": type(error).__name__, "reason": str(error)})
            await backoff.wait()
        else:
            backoff.reset()


class Wake:
    """Cuts short the wait of a polling task when there is known to be work."""

    def __init__(self, poll_seconds: float) -> None:
        self._poll_seconds = poll_seconds
        self._event = asyncio.Event()

    def set(self) -> None:
        """There is work."""
        self._event.set()

    async def wait(self) -> None:
        """Return when there is work, or after the polling time, since another process may have made some."""
        try:
            async with asyncio.timeout(self._poll_seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


async def until_stopped() -> None:
    """Return when the process is asked to stop (SIGTERM, or SIGINT from a terminal)."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
