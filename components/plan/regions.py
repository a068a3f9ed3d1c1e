"""Old name of `citycell.aws.regions`, kept for one release."""

from ..aws.regions import *  # noqa: F403
