"""Old name of `citycell.core.changes`, kept for one release."""

from ..core.changes import *  # noqa: F403
