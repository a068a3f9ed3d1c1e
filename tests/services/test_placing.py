"""Placing orders: once for each key, whatever fails in between."""

import asyncio

import pytest

from local.payments import DECLINED_TOKEN

from .driver import ORDER, Service

pytestmark = pytest.mark.city

ONE_ORDER = {"orders": 1, "order_contacts": 1, "payments": 1, "payment_tokens": 1, "outbox": 1}


async def test_an_order_is_stored_and_told_of(service: Service) -> None:
    """A placed order is answered in full, and its event carries nothing personal."""
    answer = await service.place()

    order = answer.json()
    assert (answer.status_code, order["status"], order["version"], order["total_cents"]) == (201, "placed", 1, 900)
    assert [{"status": "placed", "at": service.clock.at}] == order["timeline"]
    [(payload,)] = await service.rows("select payload from outbox")
    for secret in (ORDER["address"], ORDER["contact"], ORDER["payment_token"]):
        assert secret.encode() not in bytes(payload)


async def test_the_same_request_at_once_is_one_order(service: Service) -> None:
    """Eight equal requests at the same moment place one order with one authorisation and one outbox row."""
    answers = await asyncio.gather(*(service.place() for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert await service.counts() == ONE_ORDER
    assert service.provider.kinds == ["authorisations"]


async def test_a_repeat_answers_the_order_as_it_stands_now(service: Service) -> None:
    """A request repeated after the restaurant accepted finds the accepted order."""
    order_id = await service.accepted()

    answer = await service.place()

    assert (200, order_id, "accepted") == (answer.status_code, answer.json()["order_id"], answer.json()["status"])


async def test_keys_belong_to_their_customer(service: Service) -> None:
    """Two customers may use the same key for orders of their own."""
    await service.placed()

    answer = await service.call("POST", "/orders", "customer:c2", ORDER, "key-1")

    assert answer.status_code == 201
    assert (await service.counts())["orders"] == 2


async def test_a_key_stands_for_one_request(service: Service) -> None:
    """Another body under a used key is refused and changes nothing."""
    await service.placed()

    answer = await service.place(address="Rua B 2")

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "idempotency_key_reused")
    assert await service.counts() == ONE_ORDER


async def test_a_declined_payment_places_nothing(service: Service) -> None:
    """A declined card is answered with 402 each time, and its token is forgotten."""
    answers = [await service.place(payment_token=DECLINED_TOKEN) for _ in range(2)]

    assert [(a.status_code, a.json()["error"]["field"]) for a in answers] == [(402, "$.payment_token")] * 2
    assert await service.counts() == {"payments": 1}


async def test_the_repeat_succeeds_once_the_provider_is_back(service: Service) -> None:
    """While the provider is away the answer is 503, and the very same request places the order later."""
    await service.provider.go()
    away = await service.place()
    await service.provider.come()
    back = await service.place()

    assert (away.status_code, away.headers["Retry-After"], back.status_code) == (503, "1", 201)
    assert await service.counts() == ONE_ORDER


async def test_an_unknown_restaurant_is_named(service: Service) -> None:
    """An order for a restaurant that is not there is refused by its field, before any payment."""
    answer = await service.place(restaurant_id="r9")

    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "$.restaurant_id")
    assert (await service.counts(), service.provider.kinds) == ({}, [])


async def test_a_customer_who_comes_back_is_not_given_up(service: Service) -> None:
    """An intent counts as stale from the last attempt: one that was just repeated keeps its authorisation."""
    await service.provider.go()
    await service.place()
    await service.change("update payments set created_at = now() - interval '20 minutes'")
    await service.place()

    assert await service.worker.abandon_stale() == 0
    await service.provider.come()
    assert (await service.place()).status_code == 201


async def test_an_abandoned_placement_needs_a_new_key(service: Service) -> None:
    """What was given up is not taken up again: the answer says so, and nothing is authorised anew."""
    await service.provider.go()
    await service.place()
    assert await service.worker.abandon_stale(minutes=-1) == 1
    await service.provider.come()

    answer = await service.place()

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "placement_abandoned")
    assert service.provider.kinds == []
