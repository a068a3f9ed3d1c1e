"""The services with a real broker: events, proposals, failed records, and an outage of the broker."""

import asyncio
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest
from confluent_kafka import Message

from delivery.events import OrderEvent
from local.backing_services.kafka import Kafka
from services.common.failed_records import FailedRecord, FailedRecords
from services.common.kafka import KafkaPublisher, KafkaReader, PublishError
from services.common.kafka_log import RECENT_SECONDS, KafkaLog, Start
from services.common.tasks import Wake, keep_running
from services.orders.outbox import OutboxRelay
from services.orders.proposals import ProposalConsumer
from services.orders.store import Stream

from .driver import Service
from .fakes import until
from .topics import Topics

pytestmark = pytest.mark.city


@pytest.fixture
def own_broker(tmp_path: Path) -> Generator[Topics]:
    """A broker that the test may stop."""
    with Kafka(tmp_path / "kafka") as broker:
        yield Topics(broker)


async def test_events_are_published_after_an_outage(service: Service, own_broker: Topics) -> None:
    """Orders are placed without a broker, and all their events arrive in order once it is back."""
    own_broker.make("order-events")
    own_broker.broker.stop()
    with KafkaPublisher(own_broker.settings, delivery_timeout_seconds=2.0) as publisher:
        names = {Stream.ORDER: own_broker.named("order-events")}
        relay = OutboxRelay(service.pool, publisher, names, Wake(0.1))
        task = asyncio.create_task(keep_running("relay", relay.run))
        order_id = await service.accepted()
        assert [("order", order_id, 1), ("order", order_id, 2)] == await service.outbox()

        await asyncio.to_thread(own_broker.broker.start)
        values = await own_broker.read("order-events", 2)

        async def empty() -> bool:
            return await service.outbox() == []

        await until(empty)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    events = [msgspec.json.decode(value, type=OrderEvent) for value in values]
    assert [(order_id, 1), (order_id, 2)] == [(event.order_id, event.version) for event in events]


async def test_proposals_are_committed_or_go_to_the_failed_records(service: Service, topics: Topics) -> None:
    """A malformed record goes to the failed ones, the next one is committed, and a restart repeats neither."""
    topics.make("proposals", "failed")
    order_id = await service.accepted()
    await service.begin_shift("k1")
    proposal = await service.proposal(order_id, "k1")
    topics.write("proposals", b"no json", msgspec.json.encode(proposal))
    before = len(await service.outbox())
    with KafkaPublisher(topics.settings) as publisher:
        failed = FailedRecords(publisher, topics.named("failed"), "orders")

        async def consume_until_done() -> None:
            reader = KafkaReader(topics.settings, topics.named("orders"), [topics.named("proposals")])
            consumer = ProposalConsumer(reader, service.changes, failed, Wake(0.1))

            async def assigned() -> bool:
                await consumer.run_round()
                order = await service.order(order_id)
                return order is not None and order.courier_id == "k1"

            await until(assigned)
            await asyncio.to_thread(reader.close)

        await consume_until_done()
        topics.write("proposals", b"another")
        reader = KafkaReader(topics.settings, topics.named("orders"), [topics.named("proposals")])
        unread: list[Message] = []

        async def arrived() -> bool:
            unread.extend(await asyncio.to_thread(reader.read))
            return bool(unread)

        await until(arrived)
        await asyncio.to_thread(reader.close)

    assert [message.value() for message in unread] == [b"another"]
    assert len(await service.outbox()) == before + 2
    [record] = [msgspec.json.decode(value, type=FailedRecord) for value in await topics.read("failed", 1)]
    assert (topics.named("proposals"), 0, "orders") == (record.topic, record.offset, record.consumer)
    assert "malformed" in record.reason


async def test_an_unknown_topic_is_an_error(topics: Topics) -> None:
    """A failed delivery raises for the caller that waits, and is only logged for the others."""
    with KafkaPublisher(topics.settings, delivery_timeout_seconds=1.0) as publisher:
        publisher.enqueue(topics.named("nowhere"), "key", b"lost")
        with pytest.raises(PublishError, match="nowhere"):
            await publisher.publish(topics.named("nowhere"), "key", b"value")


async def test_the_log_reads_everything_from_the_beginning(topics: Topics) -> None:
    """All earlier events and only recent positions are read, and a topic that is created later is found."""
    names = {topics.named("orders"): Start.BEGINNING, topics.named("positions"): Start.RECENT}
    topics.make("orders")
    topics.write("orders", *(b"%d" % number for number in range(50)))
    log = KafkaLog(topics.settings, "dispatcher", names)
    found: list[Message] = []

    async def read(condition: bool) -> bool:
        found.extend(await asyncio.to_thread(log.read))
        return condition

    await until(lambda: read(len(found) >= 50))
    assert not log.caught_up
    topics.make("positions")
    topics.write("positions", b"old", age_seconds=RECENT_SECONDS + 60)
    topics.write("positions", b"recent", age_seconds=RECENT_SECONDS - 60)
    await until(lambda: read(log.caught_up))
    topics.write("orders", b"50")
    await until(lambda: read(len(found) >= 52))
    log.close()

    values = {topic: [message.value() for message in found if message.topic() == topic] for topic in names}
    assert list(values.values()) == [[b"%d" % number for number in range(51)], [b"recent"]]


async def test_a_position_between_search_and_first_read_is_not_lost(
    topics: Topics, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a topic without recent records begins is fixed when it is found, and not when it is first read."""
    monkeypatch.setattr("services.common.kafka_log.POLL_SECONDS", 0.0)
    topics.make("positions")
    topics.write("positions", b"old", age_seconds=RECENT_SECONDS + 60)
    log = KafkaLog(topics.settings, "dispatcher", {topics.named("positions"): Start.RECENT})
    found = await asyncio.to_thread(log.read, 1)
    topics.write("positions", b"new")

    async def read() -> bool:
        found.extend(await asyncio.to_thread(log.read))
        return bool(found)

    await until(read)
    log.close()
    assert [message.value() for message in found] == [b"new"]
