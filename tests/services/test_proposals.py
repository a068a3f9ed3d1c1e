"""Proposals of the dispatcher: committed while they fit, refused without a trace when they do not."""

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
    """What a consumer reads of one Kafka record."""

    payload: bytes | None
    at: int = 0

    def topic(self) -> str:
        """Where it stood."""
        return "assignment-proposals"

    def partition(self) -> int:
        """Where it stood."""
        return 2

    def offset(self) -> int:
        """Where it stood."""
        return self.at

    def timestamp(self) -> tuple[int, int]:
        """When it was written."""
        return (1, 1_700_000_000_000)

    def key(self) -> bytes:
        """Its key."""
        return b"order"

    def value(self) -> bytes | None:
        """What it says."""
        return self.payload


class AwayOnce(Changes):
    """Changes whose database is away when it is first asked."""

    asked = 0

    async def assign(self, proposal: AssignmentProposal) -> bool:
        """Fail once."""
        AwayOnce.asked += 1
        if AwayOnce.asked == 1:
            raise psycopg.OperationalError("the writer is gone")
        return await super().assign(proposal)


def consumer_of(changes: Changes, publisher: SpyPublisher) -> ProposalConsumer:
    """A consumer whose records are handed in by the test."""
    failed = FailedRecords(publisher, "failed-records", proposals.GROUP)
    return ProposalConsumer(cast("KafkaReader", None), changes, failed, Wake(0.1))


def records(*values: Any) -> list[Message]:
    """Records with these values; bytes and None as they are."""
    encoded = [v if isinstance(v, bytes) or v is None else msgspec.json.encode(v) for v in values]
    return [cast("Message", Record(value, at)) for at, value in enumerate(encoded)]


async def test_a_proposal_that_fits_is_committed(service: Service) -> None:
    """The order is assigned, the courier's list grows, and each tells of it once."""
    order_id = await service.accepted()
    await service.begun("k1")
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
async def test_a_proposal_on_another_version_changes_nothing(service: Service, wrong: dict[str, Any]) -> None:
    """A proposal that was decided on another state of order or courier is refused and leaves no row behind."""
    order_id = await service.accepted()
    await service.begun("k1")
    before = (await service.order(order_id), await service.courier("k1"), await service.outbox())
    proposal = msgspec.structs.replace(await service.proposal(order_id, "k1"), **wrong)

    assert not await service.changes.assign(proposal)

    assert before == (await service.order(order_id), await service.courier("k1"), await service.outbox())


async def test_a_courier_off_shift_gets_nothing(service: Service) -> None:
    """The right versions do not help when the courier has ended the shift."""
    order_id = await service.accepted()
    await service.begun("k1")
    await service.call("POST", "/couriers/k1/shift", "courier:k1", {"status": "off"})

    assert not await service.changes.assign(await service.proposal(order_id, "k1"))
    assert (await service.counts())["orders"] == 1


@pytest.mark.parametrize("ending", ["assigned", "cancelled"])
async def test_an_order_that_is_not_waiting_is_left_alone(service: Service, ending: str) -> None:
    """A proposal on the present version of an order that needs no courier changes neither the order nor any list."""
    order_id = await service.assigned()
    if ending == "cancelled":
        await service.call("POST", f"/orders/{order_id}/cancel", "customer:c1", {"reason": "late"})
    before = (await service.order(order_id), await service.courier("k1"), await service.outbox())

    assert not await service.changes.assign(await service.proposal(order_id, "k1"))

    assert before == (await service.order(order_id), await service.courier("k1"), await service.outbox())


async def test_rivals_for_one_order_do_not_both_win(service: Service) -> None:
    """Of two proposals for an order at the same moment one is committed, whichever comes first."""
    order_id = await service.accepted()
    for courier in ("k1", "k2"):
        await service.begun(courier)
    rivals = [await service.proposal(order_id, courier) for courier in ("k1", "k2")]

    outcomes = await asyncio.gather(*map(service.changes.assign, rivals))

    assert sorted(outcomes) == [False, True]
    assert [count for (count,) in await service.rows("select sum(cardinality(active_orders)) from couriers")] == [1]


async def test_what_cannot_be_read_is_set_aside(service: Service) -> None:
    """Records that are no proposals go to the failed ones with their reason, and those after them are committed."""
    order_id = await service.accepted()
    await service.begun("k1")
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
    failed = [msgspec.json.decode(value) for _, _, value in publisher.taken]
    assert [("assignment-proposals", 2, offset, "orders") for offset in range(len(bad))] == [
        (record["topic"], record["partition"], record["offset"], record["consumer"]) for record in failed
    ]
    assert all(record["reason"] for record in failed)
    assert base64.b64decode(failed[0]["value"]) == b"no json"
    assert failed[1]["value"] is None


async def test_a_proposal_waits_for_the_database(pool: Pool, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the database is away a proposal is asked again rather than skipped."""
    monkeypatch.setattr(proposals, "MAX_WAIT_SECONDS", 0.0)
    monkeypatch.setattr(AwayOnce, "asked", 0)
    order_id = await service.accepted()
    await service.begun("k1")
    publisher = SpyPublisher()

    consumer = consumer_of(AwayOnce(pool, service.clock), publisher)
    await consumer.handle(records(await service.proposal(order_id, "k1")))

    assert (AwayOnce.asked, publisher.taken) == (2, [])
    courier = await service.courier("k1")
    assert courier is not None
    assert [order_id] == courier.active_orders
