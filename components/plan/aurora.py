"""Old name of `citycell.database.limits` with the old names of its members, kept for one release."""

from ..database import limits
from ..database.limits import *  # noqa: F403
from ..database.limits import MAX_COOLDOWN_SECONDS as DAY_SECONDS
from ..database.limits import MIN_MAX_ACU as LEAST_MAX_ACU
from ..database.limits import MIN_WINDOW_MINUTES as LEAST_WINDOW_MINUTES
from ..database.limits import max_acu as most_acu
from ..database.limits import supports as has

__all__ = ["DAY_SECONDS", "LEAST_MAX_ACU", "LEAST_WINDOW_MINUTES", "PAUSE_SECONDS", "has", "most_acu"]

PAUSE_SECONDS = (limits.MIN_PAUSE_SECONDS, limits.MAX_PAUSE_SECONDS)
