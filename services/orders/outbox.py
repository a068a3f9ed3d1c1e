"""The outbox relay: the only producer of order-events and courier-events.

Each shard has one publisher, which holds an advisory lock in its database session: two processes never publish the
same shard, and the lock is released when a process dies. In each round a publisher reads the oldest row of every key,
so that a key never has two rows in flight and its order is kept after any failure. A row is deleted once Kafka has it.
Rows are not selected by an id above the last one: ids are assigned before commits, so a late commit would be lost.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import psycopg

from ..common.backoff import Backoff
from ..common.database import Connection, Pool
from ..common.kafka import Publisher, PublishError
from ..common.tasks import Wake
from .store import OUTBOX_SHARDS, Stream

logger = logging.getLogger(__name__)

LOCK_CLASS: Final = 0x6F62
"""First half of the advisory locks' keys; the shard is the second."""

KEYS_AT_ONCE: Final = 500
MAX_WAIT_SECONDS: Final = 1.0
"""The longest wait between rounds while Kafka is unavailable."""


@dataclass(frozen=True, slots=True)
class OutboxRelay:
    """Publishes the outbox."""

    pool: Pool
    publisher: Publisher
    topics: Mapping[Stream, str]
    wake: Wake
    backoff: Backoff = field(default_factory=lambda: Backoff(max_seconds=MAX_WAIT_SECONDS))

    async def run(self) -> None:
        """Publish every shard that no other process holds, until the database fails or the task is cancelled.

        Raises:
            psycopg.Error: the database failed; the next call acquires the locks again.
        """
        async with self.pool.connection() as connection:
            await connection.set_autocommit(True)
            held: set[int] = set()
            try:
                while True:
                    await take_shards(connection, held)
                    if not await self.publish_round(connection, held):
                        await self.wake.wait()
            finally:
                await _release(connection)

    async def publish_round(self, connection: Connection, shards: set[int]) -> int:
        """Publish the oldest row of each key and delete the accepted ones; return the number of rows read."""
        cursor = await connection.execute(
            """
            select distinct on (shard, stream, key) id, stream, key, payload from outbox
            where shard = any(%s) order by shard, stream, key, id limit %s
            """,
            (sorted(shards), KEYS_AT_ONCE),
        )
        rows = await cursor.fetchall()
        if not rows:
            return 0
        outcomes = await asyncio.gather(*map(self._publish, rows), return_exceptions=True)
        accepted = [row["id"] for row, outcome in zip(rows, outcomes, strict=True) if outcome is None]
        if accepted:
            await connection.execute("delete from outbox where id = any(%s)", (accepted,))
        failures = [outcome for outcome in outcomes if outcome is not None]
        if failures:
            reason = str(failures[0])
            logger.warning("outbox rows not published yet", extra={"rows": len(failures), "reason": reason})
            await self.backoff.wait()
            if unexpected := [failure for failure in failures if not isinstance(failure, PublishError)]:
                raise unexpected[0]
        else:
            self.backoff.reset()
        return len(rows)

    async def _publish(self, row: dict[str, Any]) -> None:
        await self.publisher.publish(self.topics[Stream(row["stream"])], row["key"], bytes(row["payload"]))


async def take_shards(connection: Connection, held: set[int]) -> None:
    """Try to lock the missing shards, and add those that no other process holds."""
    missing = sorted(set(range(OUTBOX_SHARDS)) - held)
    if not missing:
        return
    cursor = await connection.execute(
        "select shard from unnest(%s::int[]) shard where pg_try_advisory_lock(%s, shard)", (missing, LOCK_CLASS)
    )
    held.update([int(row["shard"]) for row in await cursor.fetchall()])


async def _release(connection: Connection) -> None:
    """Release the locks; a closed session has already lost them."""
    try:
        await connection.execute("select pg_advisory_unlock_all()")
        await connection.set_autocommit(False)
    except psycopg.Error:
        await connection.close()
