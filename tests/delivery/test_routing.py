"""A client's copy of the routing table: its lifetime, its versions, and what refusals do to it."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.routing import (
    Attempt,
    CachePolicy,
    Route,
    RoutingCache,
    RoutingTable,
    RoutingTableError,
    decode,
    lifetime,
    retry_delay,
)

POLICY = CachePolicy()
draws = st.floats(0, 1, exclude_max=True)


def table(version: int, host: str = "a.example.com") -> RoutingTable:
    """A table with one zone and one whole city."""
    return RoutingTable(version, (Route("madrid", "north", host), Route("lisbon", "", "lisbon.example.com")))


def test_a_table_routes_zones_and_whole_cities() -> None:
    """A city without zones has one cell for all of them; an unknown zone has none."""
    hosts = [table(1).host(*place) for place in (("madrid", "north"), ("lisbon", "west"), ("lisbon",), ("madrid",))]
    assert hosts == ["a.example.com", "lisbon.example.com", "lisbon.example.com", None]


def test_a_document_is_decoded() -> None:
    """Unknown fields of later versions are ignored."""
    document = b'{"version": 7, "routes": [{"city": "c", "zone": "", "host": "h.x", "weight": 1}], "region": "r"}'
    assert decode(document) == RoutingTable(7, (Route("c", "", "h.x"),))
    assert decode(msgspec.json.encode(table(3))) == table(3)


@pytest.mark.parametrize(
    "document",
    [b"", b"{", b"[]", b'{"version": 0, "routes": []}', b'{"version": "7", "routes": []}', b"\xff", b" " * 1_048_577],
)
def test_a_malformed_document_is_refused(document: bytes) -> None:
    """The copy stays as it is, because nothing is decoded."""
    with pytest.raises(RoutingTableError):
        decode(document)


@given(draw=draws)
def test_a_copy_lives_for_its_lifetime(draw: float) -> None:
    """It is due after 48 to 60 seconds, and never before."""
    cache = RoutingCache()
    assert cache.is_due(0.0)
    assert cache.take(table(1), 100.0, draw)
    assert not cache.is_due(147.9)
    assert cache.is_due(160.0)


@given(versions=st.lists(st.integers(1, 20), min_size=1))
def test_versions_only_go_forward(versions: list[int]) -> None:
    """Whatever edges answer, the client has the newest table that it has seen."""
    cache = RoutingCache()
    for version in versions:
        cache.take(table(version), 0.0, 0.5)
    assert cache.table == table(max(versions))


def test_the_content_of_a_version_does_not_change() -> None:
    """A second table of the same version is ignored."""
    cache = RoutingCache()
    cache.take(table(1), 0.0, 0.0)
    assert not cache.take(table(1, "other.example.com"), 1.0, 0.0)
    assert cache.table == table(1)


def test_the_first_refusal_ends_the_copy_at_once_and_later_ones_wait() -> None:
    """If the table is still the same, the next fetches follow after 0.5 to 1, 1 to 2, 2 to 4 seconds."""
    cache = RoutingCache()
    cache.take(table(1), 0.0, 0.0)
    cache.refused(10.0)
    assert cache.is_due(10.0)
    cache.take(table(1), 10.0, 0.0)
    assert (cache.is_due(10.4), cache.is_due(10.5)) == (False, True)
    cache.refused(10.2)
    assert not cache.is_due(10.4)
    cache.take(table(1), 10.5, 0.0)
    assert (cache.is_due(11.4), cache.is_due(11.5)) == (False, True)
    cache.take(table(2), 11.5, 0.0)
    assert (cache.failures, cache.is_due(71.4), cache.is_due(71.5)) == (0, False, True)


def test_an_accepted_order_ends_the_refusals() -> None:
    """The next refusal ends the copy at once again."""
    cache = RoutingCache()
    cache.take(table(1), 0.0, 0.0)
    cache.refused(1.0)
    cache.take(table(1), 1.0, 0.0)
    cache.accepted()
    cache.take(table(1), 2.0, 0.0)
    cache.refused(3.0)
    assert cache.is_due(3.0)


def test_an_old_copy_is_used_while_no_newer_one_can_be_fetched() -> None:
    """Fetches that fail are repeated with growing pauses of at most 30 seconds."""
    cache = RoutingCache()
    cache.take(table(1), 0.0, 0.0)
    now, pauses = 60.0, list[float]()
    for _ in range(12):
        cache.fetch_failed(now, 0.999)
        steps = next(step for step in range(100) if cache.is_due(now + step / 2))
        pauses.append(steps / 2)
        now += steps / 2
    assert cache.table == table(1)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1.0, 30.0)


def test_a_call_says_which_route_it_took() -> None:
    """Whole cities have no zone; a client without a table names no version."""
    cache = RoutingCache()
    assert cache.headers("lisbon") == {"Citycell-City": "lisbon"}
    cache.take(table(7), 0.0, 0.0)
    assert cache.headers("madrid", "north") == {
        "Citycell-City": "madrid",
        "Citycell-Zone": "north",
        "Citycell-Table-Version": "7",
    }


@given(failures=st.integers(1, 30), draw=draws)
def test_arrays_have_the_durations_of_single_clients(failures: int, draw: float) -> None:
    """A simulation computes many clients with the arithmetic of one."""
    one = retry_delay(POLICY, float(failures), draw)
    many = retry_delay(POLICY, np.array([failures, 1.0]), np.array([draw, draw]))
    assert float(one) == float(many[0])
    assert lifetime(POLICY, draw) == lifetime(POLICY, np.array([draw]))[0]
    assert 0.5 * POLICY.first_retry_seconds <= one <= POLICY.longest_retry_seconds


def test_an_order_without_an_answer_stays_with_its_cell() -> None:
    """Only a refusal lets a newer table decide: the cell may have placed the order already."""
    attempt = Attempt("madrid", "north")
    assert attempt.host(table(1)) == "a.example.com"
    attempt.sent("a.example.com")
    assert attempt.host(table(2, "b.example.com")) == "a.example.com"
    attempt.refused()
    assert attempt.host(table(2, "b.example.com")) == "b.example.com"
