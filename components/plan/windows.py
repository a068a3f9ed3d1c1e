"""Old name of `citycell.aws.windows`, kept for one release."""

from ..aws.windows import *  # noqa: F403
