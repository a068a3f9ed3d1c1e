"""The life of an order, the shift of a courier, and expired orders."""

import asyncio
from typing import Any

import pytest

from .driver import PLACE, Service

pytestmark = pytest.mark.city


async def test_the_life_of_an_order(service: Service) -> None:
    """From placed to delivered each step adds a version and a timeline entry, and the list is empty at the end."""
    order_id = await service.assigned()
    on_the_way = await service.call("GET", "/couriers/k1", "courier:k1")
    assert [order_id] == [order["order_id"] for order in on_the_way.json()["orders"]]
    for step in ("pickup", "deliver"):
        service.clock.at += 60
        for _ in range(2):
            answer = await service.call("POST", f"/orders/{order_id}/{step}", "courier:k1")
            assert answer.status_code == 200

    order = (await service.call("GET", f"/orders/{order_id}", "customer:c1")).json()
    assert (order["version"], order["picked_up_at"], order["delivered_at"]) == (5, 10_060, 10_120)
    assert [s["status"] for s in order["timeline"]] == ["placed", "accepted", "assigned", "picked_up", "delivered"]
    told = [version for stream, _, version in await service.outbox() if stream == "order"]
    assert told == [1, 2, 3, 4, 5]
    done = (await service.call("GET", "/couriers/k1", "courier:k1")).json()
    assert (done["orders"], done["version"]) == ([], 3)


async def test_a_cancelled_order_cannot_be_accepted(service: Service) -> None:
    """A closed order stays closed, and the error has its status."""
    order_id = await service.placed()
    await service.call("POST", f"/orders/{order_id}/cancel", "customer:c1", {"reason": "late"})

    answer = await service.call("POST", f"/orders/{order_id}/accept", "restaurant:r1", {"ready_at": 1})

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "order_is_cancelled")


async def test_concurrent_pickup_and_cancellation_do_not_both_succeed(service: Service) -> None:
    """The two changes are serialized, in either order."""
    order_id = await service.assigned()

    answers = await asyncio.gather(
        service.call("POST", f"/orders/{order_id}/pickup", "courier:k1"),
        service.call("POST", f"/orders/{order_id}/cancel", "customer:c1", {"reason": "late"}),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    order = await service.order(order_id)
    assert order is not None
    assert order.version == 4


async def test_expired_orders_are_closed_with_a_reason(service: Service) -> None:
    """Orders without an answer or a courier are cancelled and voided after the expiry; others stay."""
    placed, accepted = await service.placed("placed"), await service.accepted("accepted")
    assigned = await service.assigned("assigned")
    service.clock.at += 5400
    assert await service.changes.expire(5400) == 0
    service.clock.at += 1
    young = await service.placed("young")

    assert await service.changes.expire(5400) == 2
    assert await service.changes.expire(5400) == 0

    states = dict(await service.rows("select order_id, coalesce(closed_reason, status) from orders"))
    assert {
        placed: "restaurant_did_not_answer",
        accepted: "no_courier_available",
        assigned: "assigned",
        young: "placed",
    } == states
    voided = await service.rows("select order_id, kind from payment_operations")
    assert {(placed, "void"), (accepted, "void")} == set(voided)
    assert {("order", placed, 2), ("order", accepted, 3)} <= set(await service.outbox())


async def test_concurrent_sweeps_close_each_order_once(service: Service) -> None:
    """Sweeps of several processes share the work and never close an order twice."""
    for number in range(5):
        await service.placed(f"key-{number}")
    service.clock.at += 10

    closed = await asyncio.gather(*(service.changes.expire(1) for _ in range(4)))

    assert sum(closed) == 5
    assert await service.rows("select count(*) from orders where version = 2") == [(5,)]


async def test_a_sweep_skips_an_order_that_is_being_assigned(service: Service) -> None:
    """With expiry and a proposal at the same time, the order is assigned or cancelled, never both."""
    order_id = await service.accepted()
    await service.begin_shift("k1")
    proposal = await service.proposal(order_id, "k1")
    service.clock.at += 10

    assigned, closed = await asyncio.gather(service.changes.assign(proposal), service.changes.expire(1))

    assert (int(assigned), closed) in {(1, 0), (0, 1)}
    courier = await service.courier("k1")
    assert courier is not None
    assert ([order_id] if assigned else []) == courier.active_orders


async def test_a_repeated_shift_request_changes_nothing(service: Service) -> None:
    """The end of a shift keeps the orders on the list."""
    order_id = await service.assigned()
    shift: dict[str, Any] = {"status": "on", "position": PLACE, "ends_at": service.clock.at + 3600}
    bodies: list[dict[str, Any]] = [shift, {"status": "off"}, {"status": "off"}, shift, shift]

    answers = [(await service.call("POST", "/couriers/k1/shift", "courier:k1", body)).json() for body in bodies]

    assert [answer["version"] for answer in answers] == [2, 3, 3, 4, 4]
    assert [answer["status"] for answer in answers] == ["on", "off", "off", "on", "on"]
    assert all([order_id] == [order["order_id"] for order in answer["orders"]] for answer in answers)
    assert [version for stream, _, version in await service.outbox() if stream == "courier"] == [1, 2, 3, 4]


async def test_concurrent_first_shift_requests_begin_one_shift(service: Service) -> None:
    """One of the equal requests begins the shift; the others may get an error that says to send them again."""
    shift: dict[str, Any] = {"status": "on", "position": PLACE, "ends_at": service.clock.at + 3600}

    answers = await asyncio.gather(*(service.call("POST", "/couriers/k1/shift", "courier:k1", shift) for _ in range(4)))

    assert {answer.status_code for answer in answers} <= {200, 503}
    assert await service.outbox() == [("courier", "k1", 1)]
