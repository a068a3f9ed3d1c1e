"""Old name of `citycell.aws.published`, kept for one release."""

from ..aws.published import *  # noqa: F403
