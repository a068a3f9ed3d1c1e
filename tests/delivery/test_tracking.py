"""When a position of a courier is pushed."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.events import GeoPoint, PositionUpdate
from delivery.geo import Plane, dead_reckon, distance_meters
from delivery.tracking import PushRule, should_push

from .factories import ANYWHERE, IN_TOWN, PLANE, ping

RULE = PushRule(error_meters=25.0, silence_seconds=15.0)
SOON = st.floats(0, 14.9)
SPEED = st.floats(0, 40)
HEADING = st.floats(0, 360)


@given(position=ANYWHERE, sequence=st.integers(0, 10), pushed_sequence=st.integers(0, 10), later=st.floats(-100, 100))
def test_only_newer_positions_are_pushed(position: GeoPoint, sequence: int, pushed_sequence: int, later: float) -> None:
    """A sequence that is not newer is never pushed, and one that is newer is pushed after a silence."""
    last = ping(sequence=pushed_sequence)
    pushed = should_push(last, ping(sequence=sequence, position=position, recorded_at=1000 + later), RULE)

    if sequence <= pushed_sequence:
        assert not pushed
    elif later >= RULE.silence_seconds:
        assert pushed


def test_the_first_position_is_pushed() -> None:
    """A page without a position gets one."""
    assert should_push(None, ping(), RULE)


@given(start=IN_TOWN, course=st.tuples(SPEED, HEADING), seconds=SOON, off=st.floats(0, 200), side=HEADING)
def test_a_position_is_pushed_when_the_guess_is_wrong(
    start: GeoPoint, course: tuple[float, float], seconds: float, off: float, side: float
) -> None:
    """Within the silence, exactly the positions are pushed that are too far from the extrapolated one."""
    last = ping(position=start, speed_mps=course[0], heading_degrees=course[1])
    guess = dead_reckon(start, *course, seconds)
    there = dead_reckon(guess, off, side, 1.0)

    pushed = should_push(last, ping(sequence=2, position=there, recorded_at=1000 + seconds), RULE)

    assert (distance_meters(guess, there) > RULE.error_meters) == pushed


@pytest.mark.parametrize(("meters", "seconds", "pushed"), [(0, 5, False), (24, 5, False), (26, 5, True), (0, 15, True)])
@pytest.mark.parametrize("pushed_as", ["ping", "update"])
def test_the_rule_by_example(pushed_as: str, meters: float, seconds: float, *, pushed: bool) -> None:
    """Examples of distance and silence, after a ping and after an update."""
    first = ping()
    fields: dict[str, Any] = msgspec.structs.asdict(first)
    version = fields.pop("sequence")
    last = first if pushed_as == "ping" else PositionUpdate(feed="city", version=version, **fields)

    newest = ping(sequence=2, position=PLANE.to_point(meters, 0), recorded_at=1000.0 + seconds)

    assert pushed == should_push(last, newest, RULE)


def test_an_older_time_does_not_extrapolate_into_the_past() -> None:
    """A newer ping with an older time is compared with the last position."""
    last = ping(speed_mps=20, heading_degrees=90, recorded_at=1000)

    assert not should_push(last, ping(sequence=2, recorded_at=990), RULE)
    assert should_push(last, ping(sequence=2, recorded_at=990, position=Plane(last.position).to_point(30, 0)), RULE)
