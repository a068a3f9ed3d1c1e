"""The routing table: every zone has one cell, versions only go up, and a document that is no table is one line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.region.routing import (
    MAX_ROUTES,
    MAX_VERSION,
    Route,
    RoutingError,
    RoutingTable,
    next_version,
    parse_table,
    routes_of,
)

HOSTS = {"north": "north.madrid.example.com", "south": "south.madrid.example.com", "lisbon": "lisbon.example.com"}
ZONES = {"madrid": ["north", "south"], "lisbon": list[str]()}
ASSIGNED = [("madrid", "north", "north"), ("madrid", "south", "south"), ("lisbon", "", "lisbon")]
ROUTES = routes_of(ASSIGNED, HOSTS, ZONES)
TABLE = RoutingTable(version=7, routes=ROUTES)


def test_a_table_finds_the_cell_of_a_zone() -> None:
    """A city that one cell serves whole has that cell in every zone."""
    asked = [TABLE.host("madrid", "north"), TABLE.host("madrid", "south"), TABLE.host("lisbon", "baixa")]
    assert [HOSTS["north"], HOSTS["south"], HOSTS["lisbon"]] == asked
    with pytest.raises(RoutingError, match=r"version 7 of the routing table has no route for zone 'west' of city"):
        TABLE.host("madrid", "west")
    with pytest.raises(RoutingError, match="no route for city 'porto'"):
        TABLE.host("porto")


@pytest.mark.parametrize(
    ("assigned", "message"),
    [
        (ASSIGNED[:1] + ASSIGNED[2:], "zone 'south' of city 'madrid' has no route: its customers would find no cell"),
        (ASSIGNED[:2], "city 'lisbon' has no route"),
        ([*ASSIGNED, ("madrid", "south", "north")], "zone 'south' of city 'madrid' has two routes"),
        ([*ASSIGNED, ("lisbon", "", "north")], "city 'lisbon' has two routes"),
        ([("madrid", "north", "nord")], "routed to cell 'nord', which the region does not have"),
        ([("porto", "", "north")], "from city 'porto', which the region does not have"),
        ([("madrid", "west", "north")], "from zone 'west' of city 'madrid', but its zones are north, south"),
        ([("madrid", "", "north")], "from city 'madrid', but its zones are north, south"),
        ([("lisbon", "baixa", "north")], "from zone 'baixa' of city 'lisbon', but it has no zones"),
    ],
)
def test_a_table_has_one_cell_for_each_zone(assigned: list[tuple[str, str, str]], message: str) -> None:
    """A hole, an unknown name and a second cell are one line each."""
    with pytest.raises(RoutingError) as error:
        routes_of(assigned, HOSTS, ZONES)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_version_goes_up_with_every_change_and_never_down() -> None:
    """By default it goes up by one when a route changes, and stays otherwise."""
    published = TABLE.document()
    other = ROUTES[:1]
    assert next_version(None, ROUTES, None) == next_version("", ROUTES, None) == 1
    assert next_version(None, ROUTES, 12) == 12
    assert next_version(published, ROUTES, None) == next_version(published, ROUTES, 7) == 7
    assert next_version(published, other, None) == next_version(published, other, 8) == 8
    assert next_version(published, ROUTES, 40) == 40
    with pytest.raises(RoutingError, match="published and its routes change: the version must be at least 8, not 7"):
        next_version(published, other, 7)
    with pytest.raises(RoutingError, match="versions never go down: the version must be at least 7, not 6"):
        next_version(published, ROUTES, 6)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "an object with version and routes"),
        ('{"version": 1}', "an object with version and routes"),
        ('{"version": true, "routes": []}', "a whole number of at least 1, not True"),
        ('{"version": 0, "routes": []}', "at least 1, not 0"),
        (f'{{"version": {MAX_VERSION + 1}, "routes": []}}', "a whole number"),
        ('{"version": 1, "routes": {}}', "a list of at most"),
        (json.dumps({"version": 1, "routes": [0] * (MAX_ROUTES + 1)}), "a list of at most"),
        ('{"version": 1, "routes": [7]}', "routes[0] is no object with city, zone and host"),
        ('{"version": 1, "routes": [{"city": "a", "zone": "", "host": "x"}]}', "routes[0].host is 'x', which cannot"),
        ('{"version": 1, "routes": [{"city": "", "zone": "", "host": "x.y"}]}', "routes[0].city is ''"),
        ('{"version": 1, "routes": [{"city": "a", "zone": "B", "host": "x.y"}]}', "routes[0].zone is 'B'"),
        (
            json.dumps({"version": 1, "routes": [{"city": "a", "zone": zone, "host": "x.y"} for zone in ("", "b")]}),
            "zone 'b' of city 'a' has two routes",
        ),
    ],
)
def test_a_document_that_is_no_table_is_one_line(document: str, message: str) -> None:
    """Whoever reads a table says what is wrong with it."""
    with pytest.raises(RoutingError) as error:
        parse_table(document)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


NAMES = st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True)


@given(
    st.integers(1, MAX_VERSION),
    st.dictionaries(st.tuples(NAMES, NAMES), st.sampled_from(list(HOSTS.values())), max_size=20),
)
def test_a_table_survives_its_document(version: int, places: dict[tuple[str, str], str]) -> None:
    """What is published is what clients read, and the order of the routes does not matter."""
    routes = [Route(city=city, zone=zone, host=host) for (city, zone), host in places.items()]
    table = RoutingTable(version=version, routes=tuple(sorted(routes)))
    assert parse_table(table.document()) == table
    backwards = {**json.loads(table.document()), "routes": json.loads(table.document())["routes"][::-1]}
    assert parse_table(json.dumps(backwards)) == table
