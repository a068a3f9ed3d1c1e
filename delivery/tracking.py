"""When a position of a courier is pushed to pages.

WebSocket messages are the largest variable cost of a large cell. Pages therefore extrapolate positions between updates
(dead reckoning), and a position is pushed only when the extrapolation would be visibly wrong or is too old.
"""

from dataclasses import dataclass
from typing import Final

from .events import CourierPing, PositionUpdate
from .geo import dead_reckon, distance_meters

LONGEST_GUESS_SECONDS: Final = 60.0
"""A page stops moving a courier after this long without an update."""


@dataclass(frozen=True, slots=True)
class PushRule:
    """Limits of the extrapolation of a page."""

    error_meters: float = 25.0
    """About the width of a house on the map at street zoom."""
    silence_seconds: float = 15.0
    """Platform time; the push also shows that the courier is still online."""


def should_push(last: CourierPing | PositionUpdate | None, ping: CourierPing, rule: PushRule) -> bool:
    """Whether a ping should be pushed to pages.

    Args:
        last: the last position that was pushed, if any.
        ping: the newest position; one that is not newer than `last` is never pushed.
        rule: the limits of the extrapolation.
    """
    if last is None:
        return True
    pushed = last.version if isinstance(last, PositionUpdate) else last.sequence
    if ping.sequence <= pushed:
        return False
    seconds = ping.recorded_at - last.recorded_at
    if seconds >= rule.silence_seconds:
        return True
    guess = dead_reckon(
        last.position, last.speed_mps, last.heading_degrees, max(0.0, min(seconds, LONGEST_GUESS_SECONDS))
    )
    return distance_meters(guess, ping.position) > rule.error_meters
