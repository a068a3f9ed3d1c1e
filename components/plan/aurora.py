"""Old name of `citycell.database.limits`, kept for one release."""

from ..database.limits import *  # noqa: F403
