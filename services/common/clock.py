"""The platform clock: wall time on AWS, and faster where a day is replayed in minutes."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .settings import Environment, SettingsError


class Clock(Protocol):
    """A source of platform time."""

    def now(self) -> float:
        """Platform time, seconds since the Unix epoch."""
        ...

    def wall_seconds(self, platform_seconds: float) -> float:
        """The wall time that a span of platform time takes."""
        ...


@dataclass(frozen=True, slots=True)
class ScaledClock:
    """Platform time that runs `speed` times as fast as wall time, from a common start."""

    wall_epoch: float = 0.0
    platform_epoch: float = 0.0
    speed: float = 1.0
    wall: Callable[[], float] = time.time

    def now(self) -> float:
        """Platform time, seconds since the Unix epoch."""
        return self.platform_epoch + (self.wall() - self.wall_epoch) * self.speed

    def wall_seconds(self, platform_seconds: float) -> float:
        """The wall time that a span of platform time takes."""
        return platform_seconds / self.speed


def clock_from(environment: Environment) -> ScaledClock:
    """The wall clock, or the clock of `PLATFORM_CLOCK=<wall epoch>:<platform epoch>:<speed>`.

    Raises:
        SettingsError: the variable has another format, or a speed that is not positive.
    """
    text = environment.optional("PLATFORM_CLOCK")
    if text is None:
        return ScaledClock()
    try:
        wall_epoch, platform_epoch, speed = (float(part) for part in text.split(":"))
    except ValueError:
        raise SettingsError(
            f"environment variable PLATFORM_CLOCK is {text!r}, not <wall epoch>:<platform epoch>:<speed>"
        ) from None
    if not all(map(math.isfinite, (wall_epoch, platform_epoch, speed))) or speed <= 0:
        raise SettingsError(f"environment variable PLATFORM_CLOCK is {text!r}, but its speed must be greater than 0")
    return ScaledClock(wall_epoch, platform_epoch, speed)
