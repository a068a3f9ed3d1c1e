"""The routing table of a region: which cell serves which zone of which city, as one versioned JSON document.

`{"version": 7, "routes": [{"city": "madrid", "zone": "north", "host": "north.madrid.example.com"}]}`

Clients keep the newest version that they have seen, so a version never goes down and never changes its content. A city
that one cell serves whole has one route with an empty zone.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from ..core.zones import is_zone_name

MAX_CELLS: Final = 50
"""Cells of one region: what the list of cells, the roll-up dashboard and the waves of updates are made for."""

MAX_ROUTES: Final = 1_000
"""Zones of all cities of a region. The document then stays below 200 KB, which clients load at once."""

MAX_VERSION: Final = 2**53 - 1
"""The largest whole number that JavaScript reads exactly (ECMA-262, Number.MAX_SAFE_INTEGER)."""

_MAX_HOST: Final = 253
"""Characters of a host name (RFC 1035, section 2.3.4, without the last dot)."""

_HOST: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


class RoutingError(ValueError):
    """A table that must not be published, or a document that is no table. The text is one line."""


@dataclass(frozen=True, order=True, kw_only=True)
class Route:
    """The cell of one zone."""

    city: str
    zone: str
    """Empty for a city that one cell serves whole."""
    host: str
    """Host name of the cell's API."""


@dataclass(frozen=True, kw_only=True)
class RoutingTable:
    """All routes of a region."""

    version: int
    routes: tuple[Route, ...]
    """Sorted by city and zone."""

    def host(self, city: str, zone: str = "") -> str:
        """The host name for a zone.

        Raises:
            RoutingError: no cell serves it.
        """
        for route in self.routes:
            if route.city == city and route.zone in (zone, ""):
                return route.host
        raise RoutingError(f"version {self.version} of the routing table has no route for {_place(city, zone)}")

    def document(self) -> str:
        """The table as clients get it; equal tables are equal texts."""
        routes = [{"city": route.city, "zone": route.zone, "host": route.host} for route in self.routes]
        return json.dumps({"version": self.version, "routes": routes}, separators=(",", ":"))


def is_host_name(name: str) -> bool:
    """Whether a text is a host name of at least two labels, in lower case."""
    return len(name) <= _MAX_HOST and _HOST.fullmatch(name) is not None


def routes_of(
    assigned: Iterable[tuple[str, str, str]], hosts: Mapping[str, str], zones: Mapping[str, Sequence[str]]
) -> tuple[Route, ...]:
    """The routes of a table that leaves no zone without a cell and gives none to two.

    Args:
        assigned: city, zone and cell of each route.
        hosts: cell to the host name of its API.
        zones: city to its zones; none for a city that one cell serves whole.

    Raises:
        RoutingError: a route names a cell, a city or a zone that is not known, a zone has two routes or none.
    """
    routes: dict[tuple[str, str], Route] = {}
    for city, zone, cell in assigned:
        if cell not in hosts:
            raise RoutingError(f"{_place(city, zone)} is routed to cell {cell!r}, which the region does not have")
        if city not in zones:
            raise RoutingError(f"cell {cell!r} is routed to from city {city!r}, which the region does not have")
        if zone not in (zones[city] or ("",)):
            known = f"its zones are {', '.join(zones[city])}" if zones[city] else "it has no zones"
            raise RoutingError(f"cell {cell!r} is routed to from {_place(city, zone)}, but {known}")
        if (city, zone) in routes:
            raise RoutingError(f"{_place(city, zone)} has two routes: a zone has one cell")
        routes[city, zone] = Route(city=city, zone=zone, host=hosts[cell])
    for city, named in zones.items():
        for zone in named or ("",):
            if (city, zone) not in routes:
                raise RoutingError(f"{_place(city, zone)} has no route: its customers would find no cell")
    return tuple(sorted(routes.values()))


def next_version(previous: str | None, routes: tuple[Route, ...], wanted: int | None) -> int:
    """The version of the table with these routes.

    Args:
        previous: the document that is published now; None or empty if there is none.
        routes: the routes to publish.
        wanted: the version that the stack asks for; by default the published one, plus one if a route changes.

    Raises:
        RoutingError: clients would not take the table, because the version is not above the published one.
    """
    if not previous:
        return wanted or 1
    published = parse_table(previous)
    is_changed = published.routes != routes
    if wanted is None:
        return published.version + is_changed
    if wanted < published.version + is_changed:
        reason = "its routes change" if is_changed else "versions never go down"
        raise RoutingError(
            f"version {published.version} of the routing table is published and {reason}: "
            f"the version must be at least {published.version + is_changed}, not {wanted}"
        )
    return wanted


def parse_table(document: str) -> RoutingTable:
    """The table of a document, as every reader of it checks it.

    Raises:
        RoutingError: it is no routing table; the text says where.
    """
    try:
        found: Any = json.loads(document)
    except (ValueError, RecursionError):
        raise RoutingError("the routing table is not JSON") from None
    if not isinstance(found, dict) or found.keys() != {"version", "routes"}:
        raise RoutingError("a routing table is an object with version and routes")
    version, listed = found["version"], found["routes"]
    if type(version) is not int or not 1 <= version <= MAX_VERSION:
        raise RoutingError(f"the version of a routing table is a whole number of at least 1, not {version!r:.40}")
    if not isinstance(listed, list) or len(cast("list[Any]", listed)) > MAX_ROUTES:
        raise RoutingError(f"the routes of a routing table are a list of at most {MAX_ROUTES}")
    routes = [_route(item, index) for index, item in enumerate(cast("list[Any]", listed))]
    places = [(route.city, route.zone) for route in routes]
    whole = {city for city, zone in places if not zone}
    for place in places:
        if places.count(place) > 1 or (place[1] and place[0] in whole):
            raise RoutingError(f"{_place(*place)} has two routes: a zone has one cell")
    return RoutingTable(version=version, routes=tuple(sorted(routes)))


def _route(item: Any, index: int) -> Route:
    if not isinstance(item, dict) or item.keys() != {"city", "zone", "host"}:
        raise RoutingError(f"routes[{index}] is no object with city, zone and host")
    texts = cast("dict[str, Any]", item)
    checks = {"city": is_zone_name, "zone": is_zone_name, "host": is_host_name}
    for key, is_valid in checks.items():
        is_whole_city = key == "zone" and texts[key] == ""
        if not isinstance(texts[key], str) or not (is_whole_city or is_valid(texts[key])):
            raise RoutingError(f"routes[{index}].{key} is {texts[key]!r:.80}, which cannot be a {key}")
    return Route(city=texts["city"], zone=texts["zone"], host=texts["host"])


def _place(city: str, zone: str) -> str:
    return f"zone {zone!r} of city {city!r}" if zone else f"city {city!r}"
