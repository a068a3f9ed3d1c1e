"""When a courier's position is worth a message.

WebSocket messages are the largest variable cost of a big cell, so a page guesses between updates (dead reckoning), and
a position is pushed only when that guess would be visibly wrong or the page has heard nothing for a while.
"""

from dataclasses import dataclass
from typing import Final

from .events import CourierPing, PositionUpdate
from .geo import dead_reckon, distance_meters

LONGEST_GUESS_SECONDS: Final = 60.0
"""A page stops moving a courier of whom it has heard nothing for this long."""


@dataclass(frozen=True, slots=True)
class PushRule:
    """How wrong and how silent a page may be."""

    error_meters: float = 25.0
    """About a house front on the map at street zoom."""
    silence_seconds: float = 15.0
    """Platform time; also tells the page that the courier is still there."""


def should_push(last: CourierPing | PositionUpdate | None, ping: CourierPing, rule: PushRule) -> bool:
    """Whether pages should hear of a ping.

    Args:
        last: what pages were told before, if anything.
        ping: the newest position; one that is not newer than `last` is never pushed.
        rule: how wrong and how silent a page may be.
    """
    if last is None:
        return True
    told = last.version if isinstance(last, PositionUpdate) else last.sequence
    if ping.sequence <= told:
        return False
    seconds = ping.recorded_at - last.recorded_at
    if seconds >= rule.silence_seconds:
        return True
    guess = dead_reckon(
        last.position, last.speed_mps, last.heading_degrees, max(0.0, min(seconds, LONGEST_GUESS_SECONDS))
    )
    return distance_meters(guess, ping.position) > rule.error_meters
