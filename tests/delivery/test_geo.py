"""Distances, flat maps, dead reckoning and estimated times."""

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from delivery.eta import Free, TravelModel, legs
from delivery.events import GeoPoint
from delivery.geo import EARTH_RADIUS_METERS, Plane, dead_reckon, distance_meters

from .factories import ANYWHERE, CENTRE, IN_TOWN, PLANE

HALF_ROUND = math.pi * EARTH_RADIUS_METERS
FAR = st.floats(0, 20_000)


@given(a=ANYWHERE, b=ANYWHERE, c=ANYWHERE)
def test_distance_is_a_metric(a: GeoPoint, b: GeoPoint, c: GeoPoint) -> None:
    """Distances are symmetric, at most half the globe, zero to itself, and no detour is shorter."""
    assert distance_meters(a, a) == 0
    assert distance_meters(a, b) == pytest.approx(distance_meters(b, a), abs=1e-6)
    assert 0 <= distance_meters(a, b) <= HALF_ROUND
    # Near the antipode the arc sine loses half its digits.
    assert distance_meters(a, c) <= distance_meters(a, b) + distance_meters(b, c) + 1.0


@pytest.mark.parametrize(
    ("a", "b", "kilometres"),
    [
        (GeoPoint(38.7223, -9.1393), GeoPoint(40.4168, -3.7038), 502.6),
        (GeoPoint(0, 0), GeoPoint(0, 180), 20_015.1),
        (GeoPoint(0, 179.9), GeoPoint(0, -179.9), 22.24),
        (GeoPoint(-90, 0), GeoPoint(90, 0), 20_015.1),
    ],
)
def test_distances_of_known_places(a: GeoPoint, b: GeoPoint, kilometres: float) -> None:
    """Lisbon to Madrid, half the equator, across the date line, pole to pole."""
    assert kilometres == pytest.approx(distance_meters(a, b) / 1000, rel=2e-3)


@given(point=IN_TOWN, other=IN_TOWN)
def test_the_flat_map_keeps_distances(point: GeoPoint, other: GeoPoint) -> None:
    """Across a city the map is off by less than 0.2 percent, and a point converts back to itself."""
    (x1, y1), (x2, y2) = PLANE.to_xy(point), PLANE.to_xy(other)
    again = PLANE.to_point(x1, y1)

    assert (point.lat, point.lon) == (pytest.approx(again.lat, abs=1e-9), pytest.approx(again.lon, abs=1e-9))
    assert math.hypot(x1 - x2, y1 - y2) == pytest.approx(distance_meters(point, other), rel=2e-3, abs=0.01)


def test_the_flat_map_crosses_the_date_line() -> None:
    """East of the date line is near west of it."""
    plane = Plane(GeoPoint(0, 179.999))
    x, y = plane.to_xy(GeoPoint(0, -179.999))

    assert (pytest.approx(222.4, rel=1e-3), pytest.approx(0)) == (x, y)
    assert pytest.approx(-179.999) == plane.to_point(x, y).lon


@given(start=IN_TOWN, heading=st.floats(0, 359.99), speed=st.floats(0.5, 30), seconds=st.floats(1, 60))
def test_a_guess_is_ahead(start: GeoPoint, heading: float, speed: float, seconds: float) -> None:
    """Dead reckoning goes speed times time into the heading."""
    guess = dead_reckon(start, speed, heading, seconds)
    turn = (initial_bearing_degrees(start, guess) - heading + 180) % 360 - 180

    assert distance_meters(start, guess) == pytest.approx(speed * seconds, rel=2e-3, abs=0.01)
    assert turn == pytest.approx(0, abs=0.2)


@given(start=ANYWHERE, heading=st.floats(0, 360), speed=st.floats(0, 100), seconds=st.floats(0, 60))
@example(start=GeoPoint(90, 0), heading=0.0, speed=100.0, seconds=60.0)
@example(start=GeoPoint(-90, 0), heading=180.0, speed=100.0, seconds=60.0)
def test_a_guess_is_always_on_earth(start: GeoPoint, heading: float, speed: float, seconds: float) -> None:
    """Every valid ping can be extrapolated, also at the poles."""
    guess = dead_reckon(start, speed, heading, seconds)

    assert -90 <= guess.lat <= 90
    assert -180 <= guess.lon <= 180


@given(start=ANYWHERE, speed=st.just(0.0), heading=st.floats(0, 360))
def test_a_guess_without_speed_is_the_position(start: GeoPoint, speed: float, heading: float) -> None:
    """Heading and time do not matter then."""
    assert distance_meters(start, dead_reckon(start, speed, heading, 3600.0)) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(("lat", "lon", "degrees"), [(1, 0, 0), (0, 1, 90), (-1, 0, 180), (0, -1, 270)])
def test_headings_are_compass_readings(lat: float, lon: float, degrees: float) -> None:
    """North is 0, and degrees grow clockwise."""
    meters = math.radians(1) * EARTH_RADIUS_METERS
    guess = dead_reckon(GeoPoint(0, 0), meters, degrees, 1.0)
    assert (guess.lat, guess.lon) == (pytest.approx(lat, abs=1e-9), pytest.approx(lon, abs=1e-9))


def initial_bearing_degrees(start: GeoPoint, end: GeoPoint) -> float:
    """The direction in which the great circle from one point to another begins, clockwise from north."""
    lat_a, lat_b = math.radians(start.lat), math.radians(end.lat)
    delta = math.radians(end.lon - start.lon)
    y = math.sin(delta) * math.cos(lat_b)
    x = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(delta)
    return math.degrees(math.atan2(y, x))


@given(near=FAR, far=FAR, ready_at=st.floats(0, 5000), free_at=st.floats(0, 5000))
def test_a_longer_route_never_takes_less_time(near: float, far: float, ready_at: float, free_at: float) -> None:
    """The times of both legs grow with the routes to the restaurant and to the door."""
    assume(near <= far)
    model = TravelModel()

    def times(approach: float, delivery: float) -> tuple[float, float, float]:
        free = Free(PLANE.to_point(approach, 0), free_at)
        found = legs(model, free, CENTRE, ready_at, PLANE.to_point(0, delivery))
        return found.pickup_at, found.dropoff_at, found.free_at

    longer_way = zip(times(near, 100), times(far, 100), strict=True)
    assert all(short <= long + 1e-6 for short, long in longer_way)
    longer_delivery = zip(times(100, near), times(100, far), strict=True)
    assert all(short <= long + 1e-6 for short, long in longer_delivery)


@given(start=IN_TOWN, pickup=IN_TOWN, dropoff=IN_TOWN, free_at=st.floats(0, 5000), ready_at=st.floats(0, 5000))
def test_times_follow_each_other(
    start: GeoPoint, pickup: GeoPoint, dropoff: GeoPoint, free_at: float, ready_at: float
) -> None:
    """The pickup is when food and courier are there, and the delivery follows after travel and service times."""
    model = TravelModel()
    times = legs(model, Free(start, free_at), pickup, ready_at, dropoff)

    assert times.pickup_at == max(ready_at, free_at + model.travel_seconds(start, pickup) + 120)
    assert times.dropoff_at == pytest.approx(times.pickup_at + model.travel_seconds(pickup, dropoff) + 240)
    assert times.free_at == times.dropoff_at + 120


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.01, 0), (-90.01, 0), (0, 180.01), (0, -180.01), (math.nan, 0), (0, math.nan)]
)
def test_coordinates_out_of_range_are_an_error(lat: float, lon: float) -> None:
    """Latitude, longitude and NaN are checked."""
    with pytest.raises(ValueError, match="out of range"):
        GeoPoint(lat, lon)
