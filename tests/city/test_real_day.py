"""A real day, if its data is available."""

import re

import pytest

from local.paths import ROOT
from local.replay.command import read_instance
from local.replay.replaying import Plan, replay
from local.replay.session import Cell

pytestmark = [pytest.mark.city, pytest.mark.engine, pytest.mark.timeout(900)]

INSTANCE = ROOT.parent / "shared" / "data" / "mdrp" / "0o100t100s1p100"
ORDERS = 505
TIMES = re.compile(r"-slo-(ping-to-page|freshness|placement-latency)|-health$")
"""Alarms on how long something takes, and what reads them: times are real, so a busy machine fires them."""


@pytest.mark.skipif(not INSTANCE.is_dir(), reason="the real days (MDRP instances) are not beside this checkout")
def test_a_real_day_adds_up(cell: Cell) -> None:
    """All orders of a real day are closed and accounted for, and most are delivered."""
    result = replay(cell, Plan(INSTANCE.name, read_instance(INSTANCE)))

    assert result.findings.all == []
    assert result.is_sound, result.to_json()
    assert (result.seen.placed, len(result.findings.lost), len(result.findings.doubled)) == (ORDERS, 0, 0)
    assert result.delivered > ORDERS // 2
    assert result.alarms is not None
    fired = [history.name for history in result.alarms.fired]
    assert [name for name in fired if not TIMES.search(name)] == [], "a quiet day fires no alarm"
