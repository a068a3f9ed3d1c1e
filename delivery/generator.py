"""A generated day of orders with the shape of real days, for machines without an MDRP instance.

The figures are taken from the published Grubhub days (`grubhub/mdrplib`, o100t100s1p100 of seeds 0 and 2): two peaks,
a median distance of 2.2 km from restaurant to door, 10 to 30 minutes of preparation, 0.23 restaurants and 0.23 couriers
per order, shifts of mostly three hours that begin before the peaks, and a few restaurants with most of the orders.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from .mdrp import Instance, InstanceCourier, InstanceOrder, InstanceParameters, InstanceRestaurant

HOURLY_ORDERS: Final = (9, 20, 25, 43, 28, 16, 9, 25, 69, 110, 82, 44, 23, 2)
"""Orders placed in each hour of a typical day: lunch in the fourth hour, dinner in the tenth."""

PREPARATION_MINUTES: Final = (6, 10, 10, 11, 14, 15, 18, 20, 20, 25, 30)
"""Deciles of the minutes from placement to ready."""

SHIFT_MINUTES: Final = (180, 180, 180, 180, 180, 180, 180, 120, 120, 120, 150)
"""Lengths of shifts, with the frequencies of a real day."""

SHIFT_LEAD_MINUTES: Final = 75.0
"""A shift begins about this long before the order that it is planned for, so that couriers are on shift at a peak."""

MEDIAN_DISTANCE_METERS: Final = 2160.0
DISTANCE_SHAPE: Final = 1.8
"""Weibull shape, between the values that fit the real lowest (640 m) and highest (3,880 m) deciles: 1.55 and 2.04."""

CITY_SPREAD_METERS: Final = 2000.0
"""Standard deviation of restaurants around the centre, per axis."""

RESTAURANTS_PER_ORDER: Final = 0.23
COURIERS_PER_ORDER: Final = 0.23
POPULARITY_EXPONENT: Final = 0.75
"""The k-th restaurant has orders in proportion to k to the power of minus this: the first of 116 has about 8 %."""


@dataclass(frozen=True, slots=True)
class _City:
    restaurants: Sequence[InstanceRestaurant]
    popularity: Sequence[float]


def generate_day(seed: int, orders: int, parameters: InstanceParameters | None = None) -> Instance:
    """Generate a day; the same arguments always generate the same day.

    Args:
        seed: selects one of the possible days.
        orders: the number of orders of the day, at least 1.
        parameters: speed, service times and pay; the published ones by default.

    Raises:
        ValueError: fewer than one order.
    """
    if orders < 1:
        raise ValueError(f"a day has at least 1 order, not {orders}")
    random = Random(seed)  # noqa: S311 - days must be reproducible
    city = _city(random, max(1, round(orders * RESTAURANTS_PER_ORDER)))
    placed = sorted(_minute(random) for _ in range(orders))
    return Instance(
        orders=tuple(_order(random, city, number, minute) for number, minute in enumerate(placed, start=1)),
        couriers=_couriers(random, placed),
        restaurants=tuple(city.restaurants),
        parameters=parameters or InstanceParameters(),
    )


def _city(random: Random, count: int) -> _City:
    restaurants = [
        InstanceRestaurant(f"r{number}", *_around(random, 0.0, 0.0, CITY_SPREAD_METERS))
        for number in range(1, count + 1)
    ]
    return _City(restaurants, [rank**-POPULARITY_EXPONENT for rank in range(1, count + 1)])


def _around(random: Random, x: float, y: float, spread: float) -> tuple[float, float]:
    """A random point around another, in whole metres."""
    return float(round(random.gauss(x, spread))), float(round(random.gauss(y, spread)))


def _minute(random: Random) -> float:
    """A whole minute of the day, weighted by the hour."""
    hour = random.choices(range(len(HOURLY_ORDERS)), HOURLY_ORDERS)[0]
    return float(hour * 60 + random.randrange(60))


def _order(random: Random, city: _City, number: int, placed: float) -> InstanceOrder:
    restaurant = random.choices(city.restaurants, city.popularity)[0]
    distance = random.weibullvariate(MEDIAN_DISTANCE_METERS / math.log(2) ** (1 / DISTANCE_SHAPE), DISTANCE_SHAPE)
    angle = random.uniform(0, 2 * math.pi)
    return InstanceOrder(
        order_id=f"o{number}",
        x=float(round(restaurant.x + distance * math.cos(angle))),
        y=float(round(restaurant.y + distance * math.sin(angle))),
        placed_minute=placed,
        restaurant_id=restaurant.restaurant_id,
        ready_minute=placed + random.choice(PREPARATION_MINUTES),
    )


def _couriers(random: Random, placed: Sequence[float]) -> tuple[InstanceCourier, ...]:
    """Shifts that begin before orders sampled evenly from the day, and one courier from the first order to the last.

    The courier who stays makes a small day servable: a few sampled shifts can leave an hour without a courier.
    """
    count = max(2, round(len(placed) * COURIERS_PER_ORDER))
    all_day = InstanceCourier("c1", *_around(random, 0.0, 0.0, CITY_SPREAD_METERS), placed[0], placed[-1] + 120.0)
    couriers = [all_day]
    for number in range(2, count + 1):
        served = placed[int((number - 1.5) * len(placed) / (count - 1))]
        on_minute = float(max(0, round(served - random.uniform(0.2, 1.8) * SHIFT_LEAD_MINUTES)))
        x, y = _around(random, 0.0, 0.0, CITY_SPREAD_METERS)
        couriers.append(InstanceCourier(f"c{number}", x, y, on_minute, on_minute + random.choice(SHIFT_MINUTES)))
    return tuple(couriers)
