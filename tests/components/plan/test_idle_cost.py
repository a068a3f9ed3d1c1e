"""The cost of an idle cell follows from its sizes."""

from hypothesis import given
from hypothesis import strategies as st

from components.plan.capacity import MAX_COURIERS, MAX_ORDERS_PER_HOUR, MAX_VIEWERS, Load, size
from components.plan.egress import HOURS_A_MONTH, Nat
from components.plan.idle_cost import ACU_HOUR, NAT_HOUR, idle_items, idle_month

SMALL = size(Load(peak_orders_per_hour=200, couriers_online=150, tracking_viewers=200))
LARGEST = size(
    Load(
        peak_orders_per_hour=MAX_ORDERS_PER_HOUR,
        couriers_online=MAX_COURIERS,
        tracking_viewers=MAX_VIEWERS,
        growth_margin=0,
    )
)


def test_items_are_sorted_by_cost_and_those_without_a_price_come_last() -> None:
    """The three largest parts of a bill are the first three lines."""
    months = [item.month for item in idle_items(SMALL, 3, Nat.PER_ZONE, interface_endpoints=2)]
    priced = [month for month in months if month is not None]
    assert months == sorted(priced, reverse=True) + [None] * (len(months) - len(priced))
    assert len(priced) == 6


def test_a_month_is_count_times_hours_times_price() -> None:
    """Two database instances at their minimum, and a gateway in each zone."""
    items = {item.name: item.month for item in idle_items(SMALL, 3, Nat.PER_ZONE)}
    assert items["Aurora capacity units at the minimum"] == SMALL.min_acu * 2 * ACU_HOUR * HOURS_A_MONTH
    assert items["NAT gateways"] == 3 * NAT_HOUR * HOURS_A_MONTH
    assert "NAT gateways" not in {item.name for item in idle_items(SMALL, 3, Nat.NONE)}


@given(st.sampled_from(list(Nat)), st.integers(0, 10))
def test_a_larger_city_is_never_cheaper(nat: Nat, endpoints: int) -> None:
    """Every count grows with the load, and so does the sum."""
    assert idle_month(idle_items(SMALL, 3, nat, endpoints)) <= idle_month(idle_items(LARGEST, 3, nat, endpoints))


def test_every_size_of_broker_has_a_price() -> None:
    """A type that `capacity` may choose is not missing in the sum."""
    assert all(
        item.hour for sizes in (SMALL, LARGEST) for item in idle_items(sizes, 3, Nat.ONE) if "broker" in item.name
    )
