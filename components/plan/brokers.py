"""Old name of `citycell.stream.limits`, kept for one release."""

from ..stream.limits import *  # noqa: F403
