"""Old name of `citycell.keys.grants`, kept for one release."""

from ..aws.kms import *  # noqa: F403
from ..keys.grants import *  # noqa: F403
