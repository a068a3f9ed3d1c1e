"""Old name of `citycell.monitoring.alarms`, kept for one release."""

from ..monitoring.alarms import *  # noqa: F403
from ..monitoring.dashboard import *  # noqa: F403
