"""Distances and flat maps of a city.

A city is small compared with the Earth: within 50 km of its origin a tangent plane is off by less than 0.1 % outside
the polar regions, so all users of the same origin get the same metres.
"""

import math
from dataclasses import dataclass
from typing import Final

from .events import MAX_LATITUDE, GeoPoint

EARTH_RADIUS_METERS: Final = 6_371_008.8
"""Mean radius of WGS 84 (IUGG R1)."""


def distance_meters(a: GeoPoint, b: GeoPoint) -> float:
    """Great-circle distance (haversine), within 0.5 % of the ellipsoid at every distance."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = math.sin((lat_b - lat_a) / 2)
    half_lon = math.sin(math.radians(b.lon - a.lon) / 2)
    root = half_lat**2 + math.cos(lat_a) * math.cos(lat_b) * half_lon**2
    return 2 * EARTH_RADIUS_METERS * math.asin(math.sqrt(min(1.0, root)))


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat map that touches the Earth at `origin`: x metres east, y metres north."""

    origin: GeoPoint

    def to_point(self, x: float, y: float) -> GeoPoint:
        """The position of a point on the map; points beyond a pole are moved to it."""
        lat = self.origin.lat + math.degrees(y / EARTH_RADIUS_METERS)
        lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
        lon = self.origin.lon + math.degrees(x / (EARTH_RADIUS_METERS * math.cos(math.radians(self.origin.lat))))
        return GeoPoint(lat=lat, lon=(lon + 180.0) % 360.0 - 180.0)

    def to_xy(self, point: GeoPoint) -> tuple[float, float]:
        """The point of a position on the map, in metres."""
        delta_lon = (point.lon - self.origin.lon + 180.0) % 360.0 - 180.0
        x = math.radians(delta_lon) * EARTH_RADIUS_METERS * math.cos(math.radians(self.origin.lat))
        return x, math.radians(point.lat - self.origin.lat) * EARTH_RADIUS_METERS


def dead_reckon(position: GeoPoint, speed_mps: float, heading_degrees: float, seconds: float) -> GeoPoint:
    """Extrapolate a position at constant speed and heading, as pages do between two updates."""
    meters = speed_mps * seconds
    heading = math.radians(heading_degrees)
    return Plane(position).to_point(meters * math.sin(heading), meters * math.cos(heading))
