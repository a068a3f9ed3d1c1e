"""A real day, if its data is available."""

import pytest

from local.paths import ROOT
from local.replay.command import read_instance
from local.replay.replaying import Plan, replay
from local.replay.session import Cell
from tests.city.quiet import fired_whatever_the_machine

pytestmark = [pytest.mark.city, pytest.mark.engine, pytest.mark.timeout(900)]

INSTANCE = ROOT.parent / "shared" / "data" / "mdrp" / "0o100t100s1p100"
ORDERS = 505


@pytest.mark.skipif(not INSTANCE.is_dir(), reason="the real days (MDRP instances) are not beside this checkout")
def test_a_real_day_adds_up(cell: Cell) -> None:
    """All orders of a real day are closed and accounted for, and most are delivered."""
    result = replay(cell, Plan(INSTANCE.name, read_instance(INSTANCE)))

    assert result.findings.all == []
    assert result.is_sound, result.to_json()
    assert (result.seen.placed, len(result.findings.lost), len(result.findings.doubled)) == (ORDERS, 0, 0)
    assert result.delivered > ORDERS // 2
    assert fired_whatever_the_machine(result) == [], "a quiet day fires no alarm"
