"""The platform's clock: wall time on AWS, and a faster one where a day has to pass in minutes."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .settings import Environment, SettingsError


class Clock(Protocol):
    """What tells platform time."""

    def now(self) -> float:
        """Platform time, seconds since the Unix epoch."""
        ...

    def wall_seconds(self, platform_seconds: float) -> float:
        """How long a span of platform time takes on the wall."""
        ...


@dataclass(frozen=True, slots=True)
class ScaledClock:
    """Platform time that runs `speed` times as fast as the wall from one common moment on."""

    wall_epoch: float = 0.0
    platform_epoch: float = 0.0
    speed: float = 1.0
    wall: Callable[[], float] = time.time

    def now(self) -> float:
        """Platform time, seconds since the Unix epoch."""
        return self.platform_epoch + (self.wall() - self.wall_epoch) * self.speed

    def wall_seconds(self, platform_seconds: float) -> float:
        """How long a span of platform time takes on the wall."""
        return platform_seconds / self.speed


def clock_from(environment: Environment) -> ScaledClock:
    """The wall clock, or what `PLATFORM_CLOCK=<wall epoch>:<platform epoch>:<speed>` says.

    Raises:
        SettingsError: the variable has another shape, or a speed that is not positive.
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
        raise SettingsError(f"environment variable PLATFORM_CLOCK is {text!r}, and its speed must be more than 0")
    return ScaledClock(wall_epoch, platform_epoch, speed)
