"""Waits between attempts."""

import asyncio
import time
from typing import Final

FIRST_SECONDS: Final = 0.2


class Backoff:
    """Waits that double with each failed attempt, up to a maximum."""

    def __init__(self, *, max_seconds: float, first_seconds: float = FIRST_SECONDS) -> None:
        self._first_seconds = min(first_seconds, max_seconds)
        self._max_seconds = max_seconds
        self._next_seconds = self._first_seconds

    def next_seconds(self) -> float:
        """The length of the next wait; the one after it is longer."""
        seconds = self._next_seconds
        self._next_seconds = min(2 * seconds, self._max_seconds)
        return seconds

    def reset(self) -> None:
        """Start over after an attempt that succeeded."""
        self._next_seconds = self._first_seconds

    async def wait(self) -> None:
        """Wait before the next attempt."""
        await asyncio.sleep(self.next_seconds())

    def wait_in_thread(self) -> None:
        """Wait before the next attempt, where no event loop runs."""
        time.sleep(self.next_seconds())
