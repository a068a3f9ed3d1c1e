"""Proposals of the dispatcher: committed while they are valid, rejected without a change otherwise."""

import asyncio
import base64
from dataclasses import dataclass
from typing import Any, cast

import msgspec
import psycopg
import pytest
from confluent_kafka import Message

from delivery.events import AssignmentProposal
from services.common.database import Pool
from services.common.failed_records import FailedRecords
from services.common.kafka import KafkaReader
from services.common.tasks import Wake
from services.orders import proposals
from services.orders.changes import Changes
from services.orders.proposals import ProposalConsumer

from .driver import Service
from .fakes import SpyPublisher

pytestmark = pytest.mark.city


@dataclass
class Record:
    """The part of a Kafka record that the consumer reads."""

    payload: bytes | None
    at: int = 0

    def topic(self) -> str:
        """Its topic."""
        return "assignment-proposals"

    def partition(self) -> int:
        """Its partition."""
        return 2

    def offset(self) -> int:
        """Its offset."""
        return self.at

    def timestamp(self) -> tuple[int, int]:
        """Its timestamp."""
        return (1, 1_700_000_000_000)

    def key(self) -> bytes:
        """Its key."""
        return b"order"

    def value(self) -> bytes | None:
        """Its value."""
        return self.payload


class UnavailableOnce(Changes):
    """Changes whose database is unavailable at the first call."""

    calls = 0

    async def assign(self, proposal: AssignmentProposal) -> bool:
        """Fail once."""
        UnavailableOnce.calls += 1
        if UnavailableOnce.calls == 1:
            raise psycopg.OperationalError("the writer is gone")
        return await super().assign(proposal)


def consumer_of(changes: Changes, publisher: SpyPublisher) -> ProposalConsumer:
    """A consumer that gets its records from the test."""
    failed = FailedRecords(publisher, "failed-records", proposals.GROUP)
    return ProposalConsumer(cast("KafkaReader", None), changes, failed, Wake(0.1))


def records(*values: Any) -> list[Message]:
    """Records with these values; bytes and None are not encoded."""
    encoded = [v if isinstance(v, bytes) or v is None else msgspec.json.encode(v) for v in values]
    return [cast("Message", Record(value, at)) for at, value in enumerate(encoded)]


async def test_a_valid_proposal_is_committed(service: Service) -> None:
    """The order is assigned, it is on the courier's list, and each has one event."""
    order_id = await service.accepted()
    await service.begin_shift("k1")
    before = await service.outbox()

    assert await service.changes.assign(await service.proposal(order_id, "k1"))

    order, courier = await service.order(order_id), await service.courier("k1")
    assert order is not None
    assert courier is not None
    assert (3, "assigned", "k1", service.clock.at + 300) == (
        order.version,
        order.status,
        order.courier_id,
        order.pickup_eta,
    )
    assert (2, [order_id]) == (courier.version, courier.active_orders)
    assert [*before, ("order", order_id, 3), ("courier", "k1", 2)] == await service.outbox()


@pytest.mark.parametrize(
    "wrong",
    [
        {"order_version": 1},
        {"order_version": 3},
        {"courier_version": 2},
        {"courier_version": 0},
        {"order_id": "nobody"},
        {"courier_id": "nobody"},
    ],
)
async def test_a_proposal_for_another_version_changes_nothing(service: Service, wrong: dict[str, Any]) -> None:
    """A proposal that is based on another state of order or courier is rejected and writes no row."""
    order_id = await service.accepted()
    await service.begin_shift("k1")
    before = (await service.order(order_id), await service.courier("k1"), await service.outbox())
    proposal = msgspec.structs.replace(await service.proposal(order_id, "k1"), **wrong)

    assert not await service.changes.assign(proposal)

    assert before == (await service.order(order_id), await service.courier("k1"), await service.outbox())


async def test_a_courier_off_shift_gets_nothing(service: Service) -> None:
    """A proposal with the current versions is rejected when the shift has ended."""
    order_id = await service.accepted()
    await service.begin_shift("k1")
    await service.call("POST", "/couriers/k1/shift", "courier:k1", {"status": "off"})

    assert not await service.changes.assign(await service.proposal(order_id, "k1"))
    assert (await service.counts())["orders"] == 1


@pytest.mark.parametrize("ending", ["assigned", "cancelled"])
async def test_an_order_that_is_not_waiting_is_not_assigned(service: Service, ending: str) -> None:
    """A proposal for the current version of an order that needs no courier changes nothing."""
    order_id = await service.assigned()
    if ending == "cancelled":
        await service.call("POST", f"/orders/{order_id}/cancel", "customer:c1", {"reason": "late"})
    before = (await service.order(order_id), await service.courier("k1"), await service.outbox())

    assert not await service.changes.assign(await service.proposal(order_id, "k1"))

    assert before == (await service.order(order_id), await service.courier("k1"), await service.outbox())


async def test_of_concurrent_proposals_for_an_order_one_is_committed(service: Service) -> None:
    """The first of two concurrent proposals is committed."""
    order_id = await service.accepted()
    for courier in ("k1", "k2"):
        await service.begin_shift(courier)
    rivals = [await service.proposal(order_id, courier) for courier in ("k1", "k2")]

    outcomes = await asyncio.gather(*map(service.changes.assign, rivals))

    assert sorted(outcomes) == [False, True]
    assert [count for (count,) in await service.rows("select sum(cardinality(active_orders)) from couriers")] == [1]


async def test_a_malformed_record_goes_to_the_failed_records(service: Service) -> None:
    """It is published there with its reason, and the records after it are committed."""
    order_id = await service.accepted()
    await service.begin_shift("k1")
    good = await service.proposal(order_id, "k1")
    bad = [
        b"no json",
        None,
        b'{"proposal_id": "p"}',
        b'{"proposal_id": "\xff"}',
        b'{"x": ' + b"[" * 30_000,
        msgspec.structs.replace(good, order_id="a\0b"),
    ]
    publisher = SpyPublisher()

    await consumer_of(service.changes, publisher).handle(records(*bad, good))

    order = await service.order(order_id)
    assert order is not None
    assert order.status == "assigned"
    failed = [msgspec.json.decode(value) for _, _, value in publisher.accepted_records]
    assert [("assignment-proposals", 2, offset, "orders") for offset in range(len(bad))] == [
        (record["topic"], record["partition"], record["offset"], record["consumer"]) for record in failed
    ]
    assert all(record["reason"] for record in failed)
    assert base64.b64decode(failed[0]["value"]) == b"no json"
    assert failed[1]["value"] is None


async def test_a_proposal_is_retried_until_the_database_is_back(
    pool: Pool, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is unavailable a proposal is retried and not skipped."""
    monkeypatch.setattr(proposals, "MAX_WAIT_SECONDS", 0.0)
    monkeypatch.setattr(UnavailableOnce, "calls", 0)
    order_id = await service.accepted()
    await service.begin_shift("k1")
    publisher = SpyPublisher()

    consumer = consumer_of(UnavailableOnce(pool, service.clock), publisher)
    await consumer.handle(records(await service.proposal(order_id, "k1")))

    assert (UnavailableOnce.calls, publisher.accepted_records) == (2, [])
    courier = await service.courier("k1")
    assert courier is not None
    assert [order_id] == courier.active_orders
