"""How couriers move: straight lines on a plane, with the travel times of the Meal Delivery Routing Problem."""

import math
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Self

from delivery.events import GeoPoint
from delivery.geo import Plane
from delivery.mdrp import Instance

CITY_CENTRE: Final = GeoPoint(lat=38.7223, lon=-9.1393)
"""Where an instance's plane is laid on Earth: its own place is not published. Lisbon, as in the demo."""


@dataclass(frozen=True)
class Point:
    """A place on the plane, in metres."""

    x: float
    y: float

    def distance_to(self, other: "Point") -> float:
        """Straight distance in metres."""
        return math.hypot(other.x - self.x, other.y - self.y)


@dataclass(frozen=True)
class CityMap:
    """Where an instance's plane lies on Earth: its point `middle` at `CITY_CENTRE`."""

    middle: Point

    @classmethod
    def of(cls, instance: Instance) -> Self:
        """Lay an instance on Earth with the middle of its restaurants at the city's centre."""
        return cls(
            Point(fmean(place.x for place in instance.restaurants), fmean(place.y for place in instance.restaurants))
        )

    def to_geo(self, point: Point) -> GeoPoint:
        """The position on Earth of a point of the plane."""
        return Plane(CITY_CENTRE).to_point(point.x - self.middle.x, point.y - self.middle.y)

    def to_plane(self, position: GeoPoint) -> Point:
        """The point of the plane at a position on Earth."""
        x, y = Plane(CITY_CENTRE).to_xy(position)
        return Point(self.middle.x + x, self.middle.y + y)


def travel_seconds(start: Point, end: Point, meters_per_minute: float) -> float:
    """Travel time by the problem's rule: distance over speed, rounded up to whole minutes.

    A millimetre is forgiven, so that a way through degrees and back does not cost a minute.
    """
    return 60.0 * math.ceil((start.distance_to(end) - 0.001) / meters_per_minute)


@dataclass(frozen=True)
class Leg:
    """A way from one place to another between two platform times; standing still is a leg to where it starts."""

    start: Point
    end: Point
    departs: float
    arrives: float

    @classmethod
    def standing(cls, place: Point) -> "Leg":
        """Staying at a place."""
        return cls(place, place, 0.0, 0.0)

    @classmethod
    def drive(cls, start: Point, end: Point, departs: float, meters_per_minute: float) -> "Leg":
        """The drive between two places that begins at a platform time."""
        return cls(start, end, departs, departs + travel_seconds(start, end, meters_per_minute))

    def at(self, time: float) -> Point:
        """Where one is at a platform time."""
        if time >= self.arrives:
            return self.end
        share = max(0.0, (time - self.departs) / (self.arrives - self.departs))
        return Point(
            self.start.x + share * (self.end.x - self.start.x), self.start.y + share * (self.end.y - self.start.y)
        )

    def speed_at(self, time: float) -> float:
        """Metres per second at a platform time: even over the leg, and 0 before and after it."""
        if not self.departs <= time < self.arrives:
            return 0.0
        return self.start.distance_to(self.end) / (self.arrives - self.departs)

    @property
    def heading_degrees(self) -> float:
        """Clockwise from north, 0 up to but not 360."""
        return math.degrees(math.atan2(self.end.x - self.start.x, self.end.y - self.start.y)) % 360.0
