"""Couriers move along straight lines at the problem's speed, on Earth as on the plane."""

import pytest

from delivery.generator import generate_day
from delivery.geo import dead_reckon, distance_meters
from local.errors import LocalError
from local.replay.clock import PlatformClock
from local.replay.motion import CityMap, Leg, Point, travel_seconds
from local.replay.setup import PINGS_PER_WALL_SECOND, default_ping_seconds, max_concurrent_couriers


@pytest.mark.parametrize(
    ("meters", "seconds"), [(0.0, 0.0), (0.0005, 0.0), (1.0, 60.0), (320.0, 60.0), (320.5, 120.0), (3200.0, 600.0)]
)
def test_travel_is_rounded_up_to_minutes(meters: float, seconds: float) -> None:
    """Travel takes whole minutes; a millimetre does not add one."""
    assert travel_seconds(Point(5.0, 5.0), Point(5.0, 5.0 + meters), 320.0) == seconds


def test_a_point_survives_the_conversion_to_earth_and_back() -> None:
    """The round trip moves a point by less than a millimetre."""
    city = CityMap.of(generate_day(seed=1, orders=20))
    place = Point(4321.0, -1234.0)
    assert city.to_plane(city.to_geo(place)).distance_to(place) < 0.001


def test_a_leg_has_constant_speed_and_rests_at_its_ends() -> None:
    """The position is linear in time; before and after the leg the courier stands."""
    leg = Leg.drive(Point(0.0, 0.0), Point(300.0, 400.0), 1000.0, 320.0)
    assert leg.arrives == 1120.0
    assert [leg.at(time) for time in (900.0, 1060.0, 2000.0)] == [
        Point(0.0, 0.0),
        Point(150.0, 200.0),
        Point(300.0, 400.0),
    ]
    assert [leg.speed_at(time) for time in (900.0, 1060.0, 1120.0)] == [0.0, 500 / 120, 0.0]


@pytest.mark.parametrize(
    ("end", "heading"),
    [(Point(0, 9), 0.0), (Point(9, 0), 90.0), (Point(0, -9), 180.0), (Point(-9, 0), 270.0), (Point(0, 0), 0.0)],
)
def test_heading_is_clockwise_from_north(end: Point, heading: float) -> None:
    """North is 0, east is 90."""
    assert Leg(Point(0, 0), end, 0.0, 1.0).heading_degrees == heading


def test_dead_reckoning_from_a_ping_finds_the_courier() -> None:
    """Speed and heading of a ping predict the position a minute later."""
    city = CityMap(Point(0.0, 0.0))
    leg = Leg.drive(Point(0.0, 0.0), Point(2000.0, 1500.0), 0.0, 320.0)
    guess = dead_reckon(city.to_geo(leg.at(60.0)), leg.speed_at(60.0), leg.heading_degrees, 60.0)
    assert distance_meters(guess, city.to_geo(leg.at(120.0))) < 2.0


def test_ping_rate_is_bounded_at_any_speed() -> None:
    """At peak, the pings of all couriers stay within the rate that the machine handles."""
    day = generate_day(seed=2, orders=400)
    busiest = max_concurrent_couriers(day)
    assert 1 < busiest <= len(day.couriers)
    for speed in (1.0, 60.0, 600.0):
        assert busiest * speed / default_ping_seconds(day, speed) <= PINGS_PER_WALL_SECOND + 1e-9


def test_a_clock_survives_the_round_trip_through_its_string() -> None:
    """Services read the replay's clock from `PLATFORM_CLOCK`."""
    clock = PlatformClock.parse("1000.5:2000.25:60")
    assert PlatformClock.parse(str(clock)) == clock
    assert clock.wall_seconds_until(clock.now() + 600.0) == pytest.approx(10.0, abs=0.1)
    assert clock.wall_seconds_until(clock.now() - 600.0) == 0.0


@pytest.mark.parametrize("text", ["", "now", "1:2", "1:2:0", "1:2:-3"])
def test_an_invalid_clock_is_rejected(text: str) -> None:
    """The error names the clock."""
    with pytest.raises(LocalError, match="clock"):
        PlatformClock.parse(text)
