"""Placing orders: once for each key, after any failure."""

import asyncio

import pytest

from local.payments import DECLINED_TOKEN

from .driver import ORDER, Service

pytestmark = pytest.mark.city

ONE_ORDER = {"orders": 1, "order_contacts": 1, "payments": 1, "payment_tokens": 1, "outbox": 1}


async def test_an_order_is_stored_with_its_event(service: Service) -> None:
    """The response has the full order, and its event has no personal data."""
    answer = await service.place()

    order = answer.json()
    assert (answer.status_code, order["status"], order["version"], order["total_cents"]) == (201, "placed", 1, 900)
    assert [{"status": "placed", "at": service.clock.at}] == order["timeline"]
    [(payload,)] = await service.rows("select payload from outbox")
    for secret in (ORDER["address"], ORDER["contact"], ORDER["payment_token"]):
        assert secret.encode() not in bytes(payload)


async def test_concurrent_equal_requests_place_one_order(service: Service) -> None:
    """Eight concurrent requests cause one order, one authorisation and one outbox row."""
    answers = await asyncio.gather(*(service.place() for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert await service.counts() == ONE_ORDER
    assert service.provider.kinds == ["authorisations"]


async def test_a_repeated_request_returns_the_current_order(service: Service) -> None:
    """A request that is repeated after the restaurant accepted returns the accepted order."""
    order_id = await service.accepted()

    answer = await service.place()

    assert (200, order_id, "accepted") == (answer.status_code, answer.json()["order_id"], answer.json()["status"])


async def test_keys_belong_to_their_customer(service: Service) -> None:
    """Two customers may use the same key for different orders."""
    await service.placed()

    answer = await service.call("POST", "/orders", "customer:c2", ORDER, "key-1")

    assert answer.status_code == 201
    assert (await service.counts())["orders"] == 2


async def test_a_key_belongs_to_one_request(service: Service) -> None:
    """Another body with a used key is rejected and changes nothing."""
    await service.placed()

    answer = await service.place(address="Rua B 2")

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "idempotency_key_reused")
    assert await service.counts() == ONE_ORDER


async def test_a_declined_payment_places_nothing(service: Service) -> None:
    """A declined payment is 402 every time, and its token is deleted."""
    answers = [await service.place(payment_token=DECLINED_TOKEN) for _ in range(2)]

    assert [(a.status_code, a.json()["error"]["field"]) for a in answers] == [(402, "$.payment_token")] * 2
    assert await service.counts() == {"payments": 1}


async def test_a_repeated_request_succeeds_once_the_provider_is_back(service: Service) -> None:
    """While the provider is unavailable the response is 503, and the same request places the order later."""
    await service.provider.stop()
    away = await service.place()
    await service.provider.start()
    back = await service.place()

    assert (away.status_code, away.headers["Retry-After"], back.status_code) == (503, "1", 201)
    assert await service.counts() == ONE_ORDER


async def test_an_unknown_restaurant_is_named(service: Service) -> None:
    """The error for an unknown restaurant names the field, and nothing is authorised."""
    answer = await service.place(restaurant_id="r9")

    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "$.restaurant_id")
    assert (await service.counts(), service.provider.kinds) == ({}, [])


async def test_a_repeated_placement_is_not_abandoned(service: Service) -> None:
    """The age of an intent counts from its last request, so a repeated one keeps its authorisation."""
    await service.provider.stop()
    await service.place()
    await service.change("update payments set created_at = now() - interval '20 minutes'")
    await service.place()

    assert await service.worker.abandon_stale() == 0
    await service.provider.start()
    assert (await service.place()).status_code == 201


async def test_an_abandoned_placement_needs_a_new_key(service: Service) -> None:
    """The same key returns an error, and nothing is authorised again."""
    await service.provider.stop()
    await service.place()
    assert await service.worker.abandon_stale(minutes=-1) == 1
    await service.provider.start()

    answer = await service.place()

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "placement_abandoned")
    assert service.provider.kinds == []
