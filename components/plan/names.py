"""Old name of `citycell.aws.names`, kept for one release."""

from ..aws.names import *  # noqa: F403
