"""The outbox relay: no event is lost or reordered after any failure."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import psycopg
import pytest

from delivery.events import CourierEvent, CourierStatus, GeoPoint
from services.common.database import Connection, Pool
from services.common.tasks import Wake, keep_running
from services.orders import outbox
from services.orders.outbox import OutboxRelay, take_shards
from services.orders.store import OUTBOX_SHARDS, Stream, append_event, shard_of

from .driver import Service
from .fakes import SpyPublisher, until

pytestmark = pytest.mark.city

TOPICS = {Stream.ORDER: "order-events", Stream.COURIER: "courier-events"}
ALL_SHARDS = set(range(OUTBOX_SHARDS))


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> SpyPublisher:
    """The publisher of the relay, which retries without a wait."""
    monkeypatch.setattr(outbox, "MAX_WAIT_SECONDS", 0.0)
    return SpyPublisher()


def relay_of(pool: Pool, publisher: SpyPublisher) -> OutboxRelay:
    """A relay that looks for rows ten times a second."""
    return OutboxRelay(pool, publisher, TOPICS, Wake(0.1))


@asynccontextmanager
async def relaying(pool: Pool, publisher: SpyPublisher) -> AsyncGenerator[None]:
    """A relay in the background."""
    task = asyncio.create_task(keep_running("relay", relay_of(pool, publisher).run))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def append(connection: Connection, key: str, version: int) -> None:
    """Append the event of a courier's version."""
    event = CourierEvent(
        courier_id=key, version=version, status=CourierStatus.ON, occurred_at=0.0, position=GeoPoint(0, 0),
        shift_ends_at=1.0, active_orders=[],
    )  # fmt: skip
    await append_event(connection, Stream.COURIER, key, event)


async def empty(pool: Pool) -> bool:
    """Whether the outbox is empty."""
    async with pool.connection() as connection:
        return await (await connection.execute("select 1 from outbox limit 1")).fetchone() is None


async def test_events_go_to_the_topic_of_their_stream(service: Service, publisher: SpyPublisher) -> None:
    """Events of orders and couriers have their ids as keys, and the outbox is empty afterwards."""
    order_id = await service.placed()
    await service.begin_shift("k1")

    async with service.pool.connection() as connection:
        assert await relay_of(service.pool, publisher).publish_round(connection, ALL_SHARDS) == 2

    assert {("order-events", order_id), ("courier-events", "k1")} == {
        (topic, key) for topic, key, _ in publisher.accepted_records
    }
    assert await empty(service.pool)


async def test_a_row_that_commits_late_is_published(pool: Pool, publisher: SpyPublisher) -> None:
    """A row with a lower id that becomes visible after higher ones were published is published too."""
    relay = relay_of(pool, publisher)
    async with pool.connection() as late, pool.connection() as early, pool.connection() as reader:
        await append(late, "k1", 1)
        await append(early, "k2", 1)
        await early.commit()
        assert await relay.publish_round(reader, ALL_SHARDS) == 1
        await reader.commit()
        await late.commit()
        assert await relay.publish_round(reader, ALL_SHARDS) == 1

    assert publisher.versions == [("k2", 1), ("k1", 1)]


async def test_placing_succeeds_while_kafka_is_unavailable(service: Service, publisher: SpyPublisher) -> None:
    """The event is published when Kafka is back."""
    publisher.rejected.add("*")
    async with relaying(service.pool, publisher):
        order_id = await service.placed()
        assert not await empty(service.pool)
        publisher.rejected.clear()
        await until(lambda: empty(service.pool))

    assert [(order_id, 1)] == publisher.versions


async def test_the_events_of_a_key_keep_their_order(service: Service, publisher: SpyPublisher) -> None:
    """Several versions of many keys are published in order, although some fail once or for a while."""
    keys = [f"k{number}" for number in range(20)]
    async with service.pool.connection() as connection:
        for version in (1, 2, 3):
            for key in keys:
                await append(connection, key, version)
    publisher.rejected |= {"k3", "k7"}
    publisher.failing_once |= {"k5", "k9"}
    async with relaying(service.pool, publisher):

        async def others_are_through() -> bool:
            return len(publisher.accepted_records) == 3 * (len(keys) - 2)

        await until(others_are_through)
        publisher.rejected.clear()
        await until(lambda: empty(service.pool))

    by_key = {key: [version for k, version in publisher.versions if k == key] for key in keys}
    assert {key: [1, 2, 3] for key in keys} == by_key


async def test_two_relays_never_share_a_shard(pool: Pool) -> None:
    """The second process gets no shard while the first is running, and all shards once its session has ended."""
    async with pool.connection() as second:
        await second.set_autocommit(True)
        held: set[int] = set()
        async with pool.connection() as first:
            await first.set_autocommit(True)
            mine: set[int] = set()
            await take_shards(first, mine)
            await take_shards(second, held)
            assert (ALL_SHARDS, set[int]()) == (mine, held)
            await first.close()

        async def acquired() -> bool:
            await take_shards(second, held)
            return held == ALL_SHARDS

        await until(acquired)
        await second.execute("select pg_advisory_unlock_all()")
        await second.set_autocommit(False)


async def test_the_relay_releases_its_shards(pool: Pool, publisher: SpyPublisher) -> None:
    """A cancelled relay releases its locks and resets its connection."""
    for version in (1, 2):
        async with pool.connection() as connection:
            await append(connection, "k1", version)
        async with relaying(pool, publisher):
            await until(lambda: empty(pool))

    assert publisher.versions == [("k1", 1), ("k1", 2)]
    async with pool.connection() as connection:
        assert not connection.autocommit


async def test_the_relay_survives_the_end_of_its_database_session(
    pool: Pool, publisher: SpyPublisher, admin_dsn: str
) -> None:
    """When the database ends the session, a new one acquires the shards and continues."""
    async with relaying(pool, publisher):
        async with pool.connection() as connection:
            await append(connection, "k1", 1)
        await until(lambda: empty(pool))
        with psycopg.connect(admin_dsn, autocommit=True) as admin:
            ended = admin.execute(
                "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = %s limit 1",
                (outbox.LOCK_CLASS,),
            ).fetchall()
        async with pool.connection() as connection:
            await append(connection, "k1", 2)
        await until(lambda: empty(pool))

    assert ended == [(True,)]
    assert publisher.versions == [("k1", 1), ("k1", 2)]


def test_keys_are_spread_over_all_shards() -> None:
    """Every shard gets a fair share of the keys, and a key is always in the same shard."""
    counts = [0] * OUTBOX_SHARDS
    for number in range(4000):
        counts[shard_of(f"order-{number}")] += 1

    assert min(counts) > 4000 / OUTBOX_SHARDS / 2
    assert {shard_of("order-1") for _ in range(3)} == {shard_of("order-1")}
