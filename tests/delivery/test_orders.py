"""The order state machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.events import OrderEvent, OrderStatus
from delivery.orders import (
    TRANSITIONS,
    Accept,
    Assign,
    Cancel,
    Command,
    Deliver,
    PickUp,
    Refusal,
    advance,
)

from .factories import order_event

WAY = (Accept(2000.0), Assign("k1", 2100.0, 2500.0), PickUp(), Deliver())
COMMANDS = st.one_of(
    st.builds(Accept, st.floats(0, 1e6)),
    st.builds(Assign, st.sampled_from(["k1", "k2"]), st.just(1.0), st.just(2.0)),
    st.just(PickUp()),
    st.just(Deliver()),
    st.builds(Cancel, st.sampled_from(["late", "mistake"])),
)


def after(*commands: Command) -> OrderEvent:
    """The order after allowed commands."""
    order = order_event()
    for command in commands:
        outcome = advance(order, command, now=1500.0)
        assert isinstance(outcome, OrderEvent)
        order = outcome
    return order


STANDS = {
    OrderStatus.PLACED: after(),
    OrderStatus.ACCEPTED: after(*WAY[:1]),
    OrderStatus.ASSIGNED: after(*WAY[:2]),
    OrderStatus.PICKED_UP: after(*WAY[:3]),
    OrderStatus.DELIVERED: after(*WAY),
    OrderStatus.CANCELLED: after(Cancel("late")),
}


@given(steps=st.lists(st.tuples(COMMANDS, st.floats(0, 1e6)), max_size=15))
def test_every_history_is_legal(steps: list[tuple[Command, float]]) -> None:
    """For any commands: allowed transitions, consecutive versions, increasing times, closed orders stay closed."""
    order = order_event()
    for command, now in steps:
        outcome = advance(order, command, now)
        if isinstance(outcome, Refusal):
            assert f"order_is_{order.status}" == outcome.code
        elif outcome is not order:
            assert outcome.status in TRANSITIONS[order.status]
            assert outcome.version == order.version + 1
            assert outcome.occurred_at >= order.occurred_at
            order = outcome
        assert (order.status is OrderStatus.CANCELLED) == (order.closed_reason is not None)
        if order.status in {OrderStatus.ASSIGNED, OrderStatus.PICKED_UP, OrderStatus.DELIVERED}:
            assert order.courier_id is not None


@given(steps=st.lists(st.tuples(COMMANDS, st.floats(0, 1e6)), max_size=8), command=COMMANDS, now=st.floats(0, 1e6))
def test_repeating_a_command_changes_nothing(steps: list[tuple[Command, float]], command: Command, now: float) -> None:
    """A command that was carried out before returns the same order."""
    order = order_event()
    for earlier, at in steps:
        outcome = advance(order, earlier, at)
        order = order if isinstance(outcome, Refusal) else outcome
    once = advance(order, command, now)
    if not isinstance(once, Refusal):
        assert advance(once, command, now + 1) is once


@pytest.mark.parametrize("status", list(OrderStatus))
@pytest.mark.parametrize(
    ("command", "target"),
    [
        (Accept(7.0), OrderStatus.ACCEPTED),
        (Assign("k9", 1.0, 2.0), OrderStatus.ASSIGNED),
        (PickUp(), OrderStatus.PICKED_UP),
        (Deliver(), OrderStatus.DELIVERED),
        (Cancel("mistake"), OrderStatus.CANCELLED),
    ],
)
def test_a_command_is_allowed_exactly_where_the_table_says(
    status: OrderStatus, command: Command, target: OrderStatus
) -> None:
    """A new command follows the table, and is rejected elsewhere unless it was carried out before."""
    order = STANDS[status]
    outcome = advance(order, command, now=3000.0)

    if target in TRANSITIONS[status]:
        assert isinstance(outcome, OrderEvent)
        assert (target, order.version + 1, 3000.0) == (outcome.status, outcome.version, outcome.occurred_at)
    else:
        repeated = {
            (OrderStatus.PICKED_UP, OrderStatus.PICKED_UP),
            (OrderStatus.DELIVERED, OrderStatus.PICKED_UP),
            (OrderStatus.DELIVERED, OrderStatus.DELIVERED),
            (OrderStatus.CANCELLED, OrderStatus.CANCELLED),
        }
        assert ((status, target) in repeated) == (outcome is order)
        assert (outcome is order) != isinstance(outcome, Refusal)


def test_each_step_records_its_time() -> None:
    """A delivered order has the times of assignment, pickup and delivery, the courier and the estimates."""
    order = after(*WAY)

    assert (order.ready_at, order.courier_id, order.pickup_eta, order.dropoff_eta) == (2000.0, "k1", 2100.0, 2500.0)
    assert (order.assigned_at, order.picked_up_at, order.delivered_at) == (1500.0, 1500.0, 1500.0)
