"""Old name of `citycell.keys.grants`, kept for one release."""

from ..keys.grants import *  # noqa: F403
