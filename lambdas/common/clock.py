"""The platform clock of functions: wall time on AWS, and faster where a day is replayed in minutes."""

import os
import time
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Clock:
    """Platform time that runs `speed` times as fast as wall time, from a common start."""

    wall_epoch: float = 0.0
    platform_epoch: float = 0.0
    speed: float = 1.0

    def now(self) -> float:
        """Platform time, seconds since the Unix epoch."""
        return self.platform_epoch + (time.time() - self.wall_epoch) * self.speed

    def wall_ms_since(self, platform_time: float) -> float:
        """Wall milliseconds since a platform time, because programs do not run faster when the clock does."""
        return (self.now() - platform_time) / self.speed * 1000.0


@cache
def clock() -> Clock:
    """The clock of this process: `PLATFORM_CLOCK` is `<wall epoch>:<platform epoch>:<speed>`, and never set on AWS.

    Raises:
        RuntimeError: the variable has another format.
    """
    text = os.environ.get("PLATFORM_CLOCK")
    if not text:
        return Clock()
    try:
        wall_epoch, platform_epoch, speed = (float(part) for part in text.split(":"))
    except ValueError:
        raise RuntimeError(
            f"PLATFORM_CLOCK is {text!r}, but it must be <wall epoch>:<platform epoch>:<speed>"
        ) from None
    if not speed > 0:
        raise RuntimeError(f"PLATFORM_CLOCK is {text!r}, but its speed must be greater than 0")
    return Clock(wall_epoch, platform_epoch, speed)
