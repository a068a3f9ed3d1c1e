"""Where the test takes place: so far from the city that the dispatcher cannot mix the two.

The dispatcher never matches an order with a courier who would arrive after the end of their shift, and travels at
5.3 m/s (`delivery/eta.py`). A courier of the city would need over three days to the test restaurant, and the test
courier's shift ends after a few minutes. The place has the latitude of the city, because the dispatcher draws both on
one flat map, whose scale depends on the latitude of the oldest order.
"""

import math
from dataclasses import dataclass
from typing import Final, Self

METERS_A_DEGREE: Final = 111_195.0
"""Metres of one degree of latitude."""

AWAY_METERS: Final = 1_500_000.0
"""Distance of the test from the city."""

MAX_LATITUDE: Final = 70.0
"""Beyond it, a degree of longitude is too short for the arithmetic; no city of a million lives there."""

MAX_LONGITUDE: Final = 180.0


@dataclass(frozen=True)
class Position:
    """A position in WGS 84 degrees."""

    lat: float
    lon: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `<latitude>,<longitude>`.

        Raises:
            ValueError: the text is not a position of a city.
        """
        try:
            lat, lon = (float(part) for part in text.split(","))
        except ValueError:
            raise ValueError(f"{text!r} is not <latitude>,<longitude>, such as 38.72,-9.14") from None
        if not (abs(lat) <= MAX_LATITUDE and abs(lon) <= MAX_LONGITUDE):  # also rejects NaN
            raise ValueError(
                f"{text!r} is outside {MAX_LATITUDE:g} degrees of latitude or {MAX_LONGITUDE:g} of longitude"
            )
        return cls(lat, lon)

    def east(self, meters: float) -> "Position":
        """The position that many metres to the east."""
        lon = self.lon + meters / (METERS_A_DEGREE * math.cos(math.radians(self.lat)))
        return Position(self.lat, (lon + 180.0) % 360.0 - 180.0)

    def as_json(self) -> dict[str, float]:
        """The position as the API takes it."""
        return {"lat": self.lat, "lon": self.lon}


def place_of_test(city: Position) -> Position:
    """The position of the test restaurant."""
    return city.east(AWAY_METERS)
