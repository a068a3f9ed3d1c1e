"""The alarms of a replay that say something about the cell, and not about the machine that it runs on."""

import re

from local.replay.report import Result

PACE = re.compile(
    r"-slo-(ping-to-page|freshness|placement-latency)|-api-p99$|-lag-|-dispatch-rounds$|-(cpu|memory)$|-health$"
)
"""Alarms on how long something takes or how much is waiting, and what reads them. A minute of the platform is less than
a fifth of a second at the speed of these replays, so a machine that is busy for a second fires them."""


def fired_whatever_the_machine(result: Result) -> list[str]:
    """The names of the alarms on errors, failures, refusals and absent data that were in alarm at some time."""
    assert result.alarms is not None
    return [history.name for history in result.alarms.fired if not PACE.search(history.name)]
