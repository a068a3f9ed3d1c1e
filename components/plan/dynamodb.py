"""Old name of `citycell.tables.limits`, kept for one release."""

from ..tables.limits import *  # noqa: F403
