"""How couriers move: straight lines on a plane, with the travel times of the Meal Delivery Routing Problem."""

import math
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Self

from delivery.events import GeoPoint
from delivery.geo import Plane
from delivery.mdrp import Instance

CITY_CENTRE: Final = GeoPoint(lat=38.7223, lon=-9.1393)
"""Where an instance's plane is placed on Earth, since instances do not say: Lisbon, as in the demo."""


@dataclass(frozen=True)
class Point:
    """A point on the plane, in metres."""

    x: float
    y: float

    def distance_to(self, other: "Point") -> float:
        """Straight distance in metres."""
        return math.hypot(other.x - self.x, other.y - self.y)


@dataclass(frozen=True)
class CityMap:
    """Maps an instance's plane to Earth, with its point `middle` at `CITY_CENTRE`."""

    middle: Point

    @classmethod
    def of(cls, instance: Instance) -> Self:
        """The map of an instance, with the middle of its restaurants at the city centre."""
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

    A tolerance of a millimetre absorbs rounding in the conversion to degrees and back.
    """
    return 60.0 * math.ceil((start.distance_to(end) - 0.001) / meters_per_minute)


@dataclass(frozen=True)
class Leg:
    """A drive between two points and two platform times; standing still is a leg from a point to itself."""

    start: Point
    end: Point
    departs: float
    arrives: float

    @classmethod
    def standing(cls, place: Point) -> "Leg":
        """Standing at a point."""
        return cls(place, place, 0.0, 0.0)

    @classmethod
    def drive(cls, start: Point, end: Point, departs: float, meters_per_minute: float) -> "Leg":
        """A drive that starts at a platform time."""
        return cls(start, end, departs, departs + travel_seconds(start, end, meters_per_minute))

    def at(self, time: float) -> Point:
        """The point at a platform time."""
        if time >= self.arrives:
            return self.end
        share = max(0.0, (time - self.departs) / (self.arrives - self.departs))
        return Point(
            self.start.x + share * (self.end.x - self.start.x), self.start.y + share * (self.end.y - self.start.y)
        )

    def speed_at(self, time: float) -> float:
        """Metres per second at a platform time: constant during the leg, 0 before and after it."""
        if not self.departs <= time < self.arrives:
            return 0.0
        return self.start.distance_to(self.end) / (self.arrives - self.departs)

    @property
    def heading_degrees(self) -> float:
        """Degrees clockwise from north, in [0, 360)."""
        return math.degrees(math.atan2(self.end.x - self.start.x, self.end.y - self.start.y)) % 360.0
