"""Capacity follows load: it never shrinks for a larger load and never exceeds a limit."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.plan import capacity
from components.plan.capacity import Load, Sizes, check, size
from components.stream.limits import INTERNAL_PARTITIONS, STANDARD_SIZES

MARGIN = 0.5


def loads(share: float = 1.0) -> st.SearchStrategy[Load]:
    """Loads that one cell can carry with the default margin."""
    most = share / (1 + MARGIN)
    return st.builds(
        Load,
        peak_orders_per_hour=st.integers(0, int(capacity.MAX_ORDERS_PER_HOUR * most)),
        couriers_online=st.integers(0, int(capacity.MAX_COURIERS * most)),
        tracking_viewers=st.integers(0, int(capacity.MAX_VIEWERS * most)),
        growth_margin=st.just(MARGIN),
    )


def amounts(sizes: Sizes) -> list[float]:
    """Every figure of a cell that costs money or holds load."""
    order = [kind for kind, _ in capacity.BROKERS]
    nodes = ["cache.t4g.small", "cache.m7g.large"]
    return [
        order.index(sizes.broker_type),
        sizes.broker_storage_gib,
        *sizes.partitions.values(),
        sizes.min_acu,
        sizes.max_acu,
        nodes.index(sizes.cache_node_type),
        sizes.cache_shards,
        sizes.orders_tasks.minimum,
        sizes.orders_tasks.maximum,
        *(pollers.minimum for pollers in sizes.pollers.values()),
        *(pollers.maximum for pollers in sizes.pollers.values()),
        sizes.websocket_messages_per_second,
    ]


@given(loads(0.5), loads(0.5))
def test_more_load_never_means_less_capacity(small: Load, more: Load) -> None:
    """Adding a load to another leaves every amount the same or larger."""
    both = Load(
        peak_orders_per_hour=small.peak_orders_per_hour + more.peak_orders_per_hour,
        couriers_online=small.couriers_online + more.couriers_online,
        tracking_viewers=small.tracking_viewers + more.tracking_viewers,
        growth_margin=MARGIN,
    )
    assert all(b >= a for a, b in zip(amounts(size(small)), amounts(size(both)), strict=True))


@given(loads())
def test_limits_of_aws_are_never_passed(load: Load) -> None:
    """Sizes for every accepted load stay within the quotas in the formulas."""
    sizes = size(load)
    assert 0.5 <= sizes.min_acu <= sizes.max_acu <= capacity.MAX_ACU
    assert sizes.pool_size * sizes.orders_tasks.maximum <= capacity.MAX_CONNECTIONS
    assert sizes.pool_size >= 1
    assert sum(sizes.partitions.values()) + INTERNAL_PARTITIONS <= STANDARD_SIZES[sizes.broker_type].recommended
    assert all(1 <= span.minimum <= 200 and span.maximum <= 2000 for span in sizes.pollers.values())
    assert sizes.orders_tasks.minimum >= 2
    assert all(count % 3 == 0 for count in sizes.partitions.values())


@given(
    st.integers(0, 10**7),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.floats(0, 10, allow_nan=False),
)
def test_a_load_fits_or_names_the_cells_it_needs(orders: int, couriers: int, viewers: int, margin: float) -> None:
    """A load within all limits is accepted; otherwise the number of cells in the error is enough."""
    load = Load(orders, couriers, viewers, margin)
    shares = [
        orders * (1 + margin) / capacity.MAX_ORDERS_PER_HOUR,
        couriers * (1 + margin) / capacity.MAX_COURIERS,
        viewers * (1 + margin) / capacity.MAX_VIEWERS,
    ]
    if max(shares) <= 1:
        check(load)
        return
    with pytest.raises(ValueError, match=f"split the city into {math.ceil(max(shares))} cells"):
        check(load)


@pytest.mark.parametrize("field", ["peak_orders_per_hour", "couriers_online", "tracking_viewers"])
def test_a_negative_load_is_refused(field: str) -> None:
    """Negative figures are rejected."""
    with pytest.raises(ValueError, match=f"{field.replace('_', ' ')} must be zero or more, not -1"):
        check(dataclasses.replace(Load(1, 1, 1), **{field: -1}))


def test_a_small_city_takes_small_machines() -> None:
    """A city of 500 to 1,000 orders a day runs on burstable cache nodes, a large one does not; brokers never burst."""
    small, large = size(Load(200, 150, 200)), size(Load(12_000, 5_000, 7_000))
    assert (small.broker_type, small.cache_node_type) == ("kafka.m7g.large", "cache.t4g.small")
    assert (large.broker_type, large.cache_node_type) == ("kafka.m7g.large", "cache.m7g.large")
