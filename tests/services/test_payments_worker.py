"""Captures and voids: exactly once each after any crash."""

import asyncio

import httpx
import pytest

from services.common.tasks import Wake
from services.orders.payments import Charge, HttpPayments, PaymentUnavailableError
from services.orders.payments_worker import PaymentsWorker

from .driver import Service

pytestmark = pytest.mark.city

OPERATIONS = "select kind, attempts, done_at is not null from payment_operations order by order_id"


class CrashingPayments(HttpPayments):
    """The provider carries out the operation, and the worker crashes before its commit."""

    async def capture(self, charge: Charge, idempotency_key: str) -> str:
        """Capture and crash."""
        await super().capture(charge, idempotency_key)
        raise KeyboardInterrupt


async def delivered(service: Service, key: str = "key-1") -> str:
    """The id of an order that was just delivered."""
    order_id = await service.assigned(key)
    for step in ("pickup", "deliver"):
        answer = await service.call("POST", f"/orders/{order_id}/{step}", "courier:k1")
        assert answer.status_code == 200, answer.text
    return order_id


async def test_a_delivery_is_captured_once_by_many_workers(service: Service) -> None:
    """With many concurrent workers each delivered order is captured once, and its token is deleted."""
    orders = {await delivered(service, f"key-{number}") for number in range(3)}

    async def work() -> None:
        while await service.worker.operate_once():
            pass

    await asyncio.gather(*(work() for _ in range(6)))

    captures = [operation for operation in service.provider.operations if operation.kind == "captures"]
    assert orders == {operation.order_id for operation in captures}
    assert [operation.amount_cents for operation in captures] == [900] * 3
    assert await service.rows(OPERATIONS) == [("capture", 1, True)] * 3
    assert "payment_tokens" not in await service.counts()
    assert not await service.worker.operate_once()


async def test_a_repeated_delivery_is_not_captured_again(service: Service) -> None:
    """The second request of the courier causes no second capture."""
    order_id = await delivered(service)

    answer = await service.call("POST", f"/orders/{order_id}/deliver", "courier:k1")
    while await service.worker.operate_once():
        pass

    assert answer.status_code == 200
    assert service.provider.kinds == ["authorisations", "captures"]


async def test_a_crash_after_the_response_of_the_provider_captures_once(service: Service) -> None:
    """After a crash between the capture and its commit another worker repeats the request with the same key."""
    await delivered(service)
    async with httpx.AsyncClient() as http:
        crashing = PaymentsWorker(service.pool, CrashingPayments(service.provider.url, http), Wake(0.1))
        with pytest.raises(KeyboardInterrupt):
            await crashing.operate_once()
    assert await service.rows(OPERATIONS) == [("capture", 0, False)]

    assert await service.worker.operate_once()

    assert service.provider.kinds == ["authorisations", "captures"]
    assert await service.rows(OPERATIONS) == [("capture", 1, True)]


async def test_a_cancelled_order_is_voided(service: Service) -> None:
    """A cancellation releases the reserved amount once and never captures."""
    order_id = await service.assigned()
    for _ in range(2):
        answer = await service.call("POST", f"/orders/{order_id}/cancel", "customer:c1", {"reason": "late"})
        assert answer.status_code == 200

    while await service.worker.operate_once():
        pass

    assert service.provider.kinds == ["authorisations", "voids"]
    courier = await service.courier("k1")
    assert courier is not None
    assert courier.active_orders == []


async def test_an_operation_waits_for_the_provider(service: Service) -> None:
    """While the provider is unavailable an operation is postponed, and it is carried out when it is due."""
    await delivered(service)
    await service.provider.stop()

    assert await service.worker.operate_once()
    assert not await service.worker.operate_once()
    assert await service.rows(OPERATIONS) == [("capture", 1, False)]

    await service.provider.start()
    await service.change("update payment_operations set next_attempt_at = now()")
    assert await service.worker.operate_once()
    assert await service.rows(OPERATIONS) == [("capture", 2, True)]


async def test_a_stale_intent_is_voided(service: Service) -> None:
    """An authorisation whose order was never stored is voided, and newer intents are kept."""
    await service.provider.stop()
    await service.place("old")
    await service.change("update payments set created_at = now() - interval '16 minutes'")
    await service.place("young")
    await service.provider.start()

    assert await service.worker.abandon_stale() == 1
    assert await service.worker.abandon_stale() == 0
    while await service.worker.operate_once():
        pass

    assert service.provider.kinds == ["voids"]
    assert await service.rows("select state from payments order by created_at") == [("abandoned",), ("authorising",)]


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"{}", b'{"operation_id": 7, "status": "x"}', b'{"status": "\xff"}']
)
async def test_an_invalid_response_is_an_unknown_outcome(content: bytes) -> None:
    """An invalid response of the provider counts as none, so that the operation is repeated."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=content))
    async with httpx.AsyncClient(transport=transport) as http:
        with pytest.raises(PaymentUnavailableError):
            await HttpPayments("http://provider.test", http).void(Charge("o1", 1, "EUR", "tok"), "o1:void")


def test_a_charge_shows_no_token() -> None:
    """The token is not in the representation, which may be logged."""
    assert "tok_secret" not in repr(Charge("o1", 1, "EUR", "tok_secret"))
