"""Features of Aurora by version, zones of instances, and names."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.aws import published
from components.database import limits
from components.plan import aurora


@pytest.mark.parametrize(
    ("version", "since", "expected"),
    [
        pytest.param("13.9", limits.AUTO_PAUSE_SINCE, False, id="before-the-minor"),
        pytest.param("13.15", limits.AUTO_PAUSE_SINCE, True, id="the-minor"),
        pytest.param("13.23", limits.AUTO_PAUSE_SINCE, True, id="after-the-minor"),
        pytest.param("17.4", limits.AUTO_PAUSE_SINCE, True, id="a-later-major"),
        pytest.param("13", limits.AUTO_PAUSE_SINCE, True, id="a-major-is-its-newest-minor"),
        pytest.param("13.23", limits.WRITE_FORWARDING_SINCE, False, id="an-earlier-major"),
    ],
)
def test_features_come_with_versions(version: str, since: Mapping[int, int], expected: bool) -> None:
    """Each major has its first minor version with the feature; all later majors have it."""
    assert limits.supports(version, since) == expected


def test_only_the_oldest_versions_are_limited_to_128_acu() -> None:
    """AWS still offers two versions that are older than the full range."""
    small = [version for version in published.aurora_versions() if limits.max_acu(version) == 128]
    assert small == ["13.9", "14.6"]


def test_majors_are_those_of_the_published_versions() -> None:
    """Each once, oldest first; AWS accepts a major version alone and chooses the minor one."""
    assert limits.majors(published.aurora_versions()) == ["13", "14", "15", "16", "17", "18"]


@given(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=6, unique=True), st.integers(0, 14))
def test_neighbours_never_share_a_zone(zones: list[str], index: int) -> None:
    """An instance and the next one, which takes over from it, are in different zones of those given."""
    here, there = limits.instance_zone(zones, index), limits.instance_zone(zones, index + 1)
    assert here != there
    assert {here, there} <= set(zones)


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True), st.integers(0, 15))
def test_growing_moves_no_instance(zones: list[str], count: int) -> None:
    """The zone of an instance depends on its number only, so one more reader replaces no other instance."""
    before = [limits.instance_zone(zones, index) for index in range(count)]
    after = [limits.instance_zone(zones, index) for index in range(count + 1)]
    assert after[:count] == before


@pytest.mark.parametrize(
    ("name", "expected"), [("orders_service", True), ("Menus$1", True), ("*", False), ("a/b", False), ("", False)]
)
def test_a_user_name_is_not_a_pattern(name: str, expected: bool) -> None:
    """A wildcard would let a role sign in as any user."""
    assert limits.is_user_name(name) == expected


@pytest.mark.parametrize(
    ("name", "database", "master"),
    [
        ("orders", True, True),
        ("a" * 16, True, True),
        ("a" * 17, True, False),
        ("a" * 64, False, False),
        ("Postgres", False, False),
        ("admin", True, False),
        ("1st", False, False),
    ],
)
def test_databases_and_master_users_have_names_of_their_own(name: str, *, database: bool, master: bool) -> None:
    """Aurora reserves some names, and a master user must not be easy to guess."""
    assert (limits.is_database_name(name), limits.is_master_user(name)) == (database, master)


def test_old_names_still_work() -> None:
    """`citycell.plan.aurora` keeps the names that have changed for one release."""
    assert (aurora.has, aurora.most_acu) == (limits.supports, limits.max_acu)
    assert (aurora.LEAST_MAX_ACU, aurora.LEAST_WINDOW_MINUTES) == (limits.MIN_MAX_ACU, limits.MIN_WINDOW_MINUTES)
    assert (aurora.PAUSE_SECONDS, aurora.DAY_SECONDS) == ((300, 86_400), limits.MAX_COOLDOWN_SECONDS)
