"""Old name of `citycell.lake.columns`, kept for one release."""

from ..lake.columns import *  # noqa: F403
