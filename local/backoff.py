"""Exponential back-off."""

import random
from dataclasses import dataclass

_MAX_DOUBLINGS = 32


@dataclass(frozen=True)
class Backoff:
    """Delays in seconds that double from `first` up to `longest`."""

    first: float
    longest: float

    def delay(self, failures: int) -> float:
        """The delay after a number of earlier failures: `first` after none."""
        return min(self.longest, self.first * 2 ** min(failures, _MAX_DOUBLINGS))

    def jittered(self, failures: int) -> float:
        """A random delay between 0 and `delay`, so that clients that failed together do not retry together."""
        return random.uniform(0.0, self.delay(failures))  # noqa: S311 - not a secret
