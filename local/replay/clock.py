"""The platform clock: a day passes faster than real time by a fixed factor."""

import asyncio
import time
from dataclasses import dataclass
from typing import Self

from ..errors import LocalError


@dataclass(frozen=True)
class PlatformClock:
    """Platform time was `platform` at real time `wall` (seconds since the epoch), and runs `speed` times as fast."""

    wall: float
    platform: float
    speed: float

    @classmethod
    def starting_now(cls, speed: float) -> Self:
        """A clock that starts at the current time and runs ahead of it, so that no timestamp has expired."""
        now = time.time()
        return cls(now, now, speed)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `<wall epoch>:<platform epoch>:<speed>`, the value of `PLATFORM_CLOCK`.

        Raises:
            LocalError: the text is not three numbers, or the speed is not positive.
        """
        try:
            wall, platform, speed = (float(part) for part in text.split(":"))
        except ValueError:
            raise LocalError(f"clock {text!r}: expected three numbers, <wall epoch>:<platform epoch>:<speed>") from None
        if speed <= 0:
            raise LocalError(f"clock {text!r}: speed {speed:g} must be greater than 0")
        return cls(wall, platform, speed)

    def __str__(self) -> str:
        return f"{self.wall:.3f}:{self.platform:.3f}:{self.speed:g}"

    def now(self) -> float:
        """Current platform time in seconds since the epoch."""
        return self.platform + (time.time() - self.wall) * self.speed

    def wall_seconds_until(self, platform_time: float) -> float:
        """Real seconds until a platform time; 0 if it has passed."""
        return max(0.0, (platform_time - self.now()) / self.speed)

    async def until(self, platform_time: float) -> None:
        """Sleep until a platform time."""
        await asyncio.sleep(self.wall_seconds_until(platform_time))
