"""What Aurora can do at which version, where instances stand, and when it may be worked on."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.aws import published
from components.database import limits as aurora
from components.database.limits import Window

minutes = st.integers(0, 7 * 24 * 60 - 1)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """A window of half an hour to a day."""
    start = draw(minutes)
    return Window(start, start + draw(st.integers(30, 24 * 60)))


@pytest.mark.parametrize(
    ("version", "since", "expected"),
    [
        pytest.param("13.9", aurora.AUTO_PAUSE_SINCE, False, id="before-the-minor"),
        pytest.param("13.15", aurora.AUTO_PAUSE_SINCE, True, id="the-minor"),
        pytest.param("13.23", aurora.AUTO_PAUSE_SINCE, True, id="after-the-minor"),
        pytest.param("17.4", aurora.AUTO_PAUSE_SINCE, True, id="a-later-major"),
        pytest.param("13", aurora.AUTO_PAUSE_SINCE, True, id="a-major-is-its-newest-minor"),
        pytest.param("13.23", aurora.WRITE_FORWARDING_SINCE, False, id="an-earlier-major"),
    ],
)
def test_features_come_with_versions(version: str, since: Mapping[int, int], expected: bool) -> None:
    """The first minor version of each major has it, later majors all do."""
    assert aurora.has(version, since) == expected


def test_only_the_oldest_versions_stop_at_128_acu() -> None:
    """Two of the versions that AWS still runs are older than the wide range."""
    small = [version for version in published.aurora_versions() if aurora.most_acu(version) == 128]
    assert small == ["13.9", "14.6"]


def test_majors_are_those_of_the_published_versions() -> None:
    """Each once, oldest first, as AWS takes them for "the default minor version"."""
    assert aurora.majors(published.aurora_versions()) == ["13", "14", "15", "16", "17", "18"]


@given(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=6, unique=True), st.integers(0, 14))
def test_neighbours_never_share_a_zone(zones: list[str], index: int) -> None:
    """An instance and the next one, which takes over from it, stand apart; every zone is one of those given."""
    here, there = aurora.instance_zone(zones, index), aurora.instance_zone(zones, index + 1)
    assert here != there
    assert {here, there} <= set(zones)


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True), st.integers(0, 15))
def test_growing_moves_no_instance(zones: list[str], count: int) -> None:
    """The zone of an instance follows from its number only, so one more reader replaces none of those that stand."""
    before = [aurora.instance_zone(zones, index) for index in range(count)]
    after = [aurora.instance_zone(zones, index) for index in range(count + 1)]
    assert after[:count] == before


@pytest.mark.parametrize(
    ("text", "starts", "length"),
    [
        pytest.param("02:00-02:30", 120, 30, id="a-morning"),
        pytest.param("23:45-00:30", 1425, 45, id="over-midnight"),
        pytest.param("24:00-01:00", None, 0, id="no-such-hour"),
        pytest.param("2:00-3:00", None, 0, id="one-digit"),
        pytest.param("", None, 0, id="nothing"),
    ],
)
def test_backup_windows_are_daily(text: str, starts: int | None, length: int) -> None:
    """One window a day of the week, the first on Monday."""
    found = aurora.backup_windows(text)
    assert [window.start for window in found] == ([] if starts is None else [starts + day * 1440 for day in range(7)])
    assert {window.minutes for window in found} == ({length} if starts is not None else set())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("mon:00:00-mon:00:30", Window(0, 30), id="the-weeks-first"),
        pytest.param("sun:23:30-mon:00:30", Window(10_050, 10_110), id="over-the-weeks-end"),
        pytest.param("Sun:23:30-Mon:00:30", None, id="capitals"),
        pytest.param("sun:23:30", None, id="half"),
    ],
)
def test_maintenance_windows_are_weekly(text: str, expected: Window | None) -> None:
    """Minutes from Monday 00:00 UTC; what is no window is None."""
    assert aurora.maintenance_window(text) == expected


@pytest.mark.parametrize(
    ("backup", "maintenance", "expected"),
    [
        pytest.param("02:00-02:30", "sun:02:30-sun:03:00", False, id="one-after-the-other"),
        pytest.param("02:00-02:31", "sun:02:30-sun:03:00", True, id="one-minute"),
        pytest.param("23:45-00:30", "mon:00:00-mon:01:00", True, id="over-midnight-and-the-weeks-end"),
        pytest.param("00:00-00:30", "sun:23:00-mon:00:15", True, id="over-the-weeks-end"),
    ],
)
def test_windows_that_meet_are_found(backup: str, maintenance: str, expected: bool) -> None:
    """AWS refuses a maintenance window that meets any day's backup window."""
    week = aurora.maintenance_window(maintenance)
    assert week is not None
    assert any(aurora.overlap(day, week) for day in aurora.backup_windows(backup)) == expected


@given(windows(), windows())
def test_meeting_is_mutual_and_counts_minutes(one: Window, other: Window) -> None:
    """Two windows meet exactly when a minute of the week is in both."""

    def of_the_week(window: Window) -> set[int]:
        return {minute % (7 * 24 * 60) for minute in range(window.start, window.end)}

    assert aurora.overlap(one, other) == aurora.overlap(other, one) == bool(of_the_week(one) & of_the_week(other))


@pytest.mark.parametrize(
    ("name", "expected"), [("orders_service", True), ("Menus$1", True), ("*", False), ("a/b", False), ("", False)]
)
def test_a_user_is_no_pattern(name: str, expected: bool) -> None:
    """A wildcard would let a role in as anybody."""
    assert aurora.is_user_name(name) == expected
