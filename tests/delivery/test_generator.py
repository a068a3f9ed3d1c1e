"""Generated days."""

from collections import Counter
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.generator import generate_day


@given(seed=st.integers(0, 2**32), orders=st.integers(1, 60))
@settings(max_examples=50, deadline=None)
def test_a_day_is_repeatable_and_consistent(seed: int, orders: int) -> None:
    """The same seed gives the same day, every order has a restaurant, and a courier is on shift when food is ready."""
    day = generate_day(seed, orders)

    assert generate_day(seed, orders) == day
    assert orders == len(day.orders)
    known = {restaurant.restaurant_id for restaurant in day.restaurants}
    assert known >= {order.restaurant_id for order in day.orders}
    for order in day.orders:
        assert any(c.on_minute <= order.ready_minute <= c.off_minute for c in day.couriers)


def test_a_day_has_the_shape_of_real_ones() -> None:
    """Dinner is the highest peak, lunch the second, routes have about 2 km, and a few restaurants have most orders."""
    day = generate_day(seed=7, orders=2000)
    where = {restaurant.restaurant_id: restaurant for restaurant in day.restaurants}
    by_hour = Counter(int(order.placed_minute // 60) for order in day.orders)
    ways = [
        ((order.x - where[order.restaurant_id].x) ** 2 + (order.y - where[order.restaurant_id].y) ** 2) ** 0.5
        for order in day.orders
    ]

    assert max(by_hour, key=lambda hour: by_hour[hour]) == 9
    assert by_hour[3] > by_hour[6]
    assert 1900 < median(ways) < 2400
    assert Counter(order.restaurant_id for order in day.orders).most_common(1)[0][1] > 40


def test_an_empty_day_is_an_error() -> None:
    """A day without orders is an error, not an empty replay."""
    with pytest.raises(ValueError, match="at least 1 order, not 0"):
        generate_day(seed=1, orders=0)
