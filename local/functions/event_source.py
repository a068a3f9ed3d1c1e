"""A Kafka event source mapping: reads a topic as a consumer group and invokes a function with its records.

Offsets are committed only for records that are done, so a crash of the broker or the runner repeats records but loses
none.
"""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from .declared import DeclaredMapping
from .failures import FailureTopic
from .function import Function
from .partitions import Assigned, Partition, Partitions, Taken
from .reader import Reader
from .records import KafkaRecord, Reason, Source
from .retries import BatchRunner

_COMMIT_SECONDS: Final = 0.2
_RELEASE_SECONDS: Final = 5.0
"""How long a revoked partition, or the end of the runner, waits for a batch in flight."""
_WAITING_BATCHES: Final = 4
"""How many batches of a partition are read ahead of the function."""


class EventSource:
    """One running mapping: a reader, and one lane for each process of its function."""

    def __init__(self, mapping: DeclaredMapping, function: Function, kafka: Mapping[str, str]) -> None:
        self.mapping = mapping
        source = Source(mapping, function.declared, kafka["bootstrap.servers"])
        self._partitions = Partitions(function.size, mapping.window_seconds)
        self._paused: set[Partition] = set()
        self._failures = FailureTopic(source, kafka)
        self._runner = BatchRunner(source, function.invoke, self._give_up)
        self._reader = Reader(mapping, kafka, self)
        self._wake = [asyncio.Event() for _ in range(function.size)]
        self._in_flight: dict[int, tuple[Taken, asyncio.Task[None]]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._processed = 0
        self._given_up = 0

    async def run(self) -> None:
        """Read and process records until `stop`.

        Raises:
            ExceptionGroup: a defect; unfinished records are read again after a restart.
        """
        async with asyncio.TaskGroup() as group:
            helpers = [group.create_task(self._lane(number)) for number in range(len(self._wake))]
            helpers.append(group.create_task(self._commit()))
            try:
                await self._reader.run()
            finally:
                self._reader.stop()
                for helper in helpers:
                    helper.cancel()
        await asyncio.to_thread(self._failures.close)

    def stop(self) -> None:
        """End `run` after batches in flight are done or timed out and offsets are committed."""
        self._reader.stop()

    def health(self) -> dict[str, Any]:
        """Lag in records, and the counts since the start."""
        assigned = self._partitions.assigned
        return {
            "function": self.mapping.function,
            "topic": self.mapping.topic,
            "group": self.mapping.group,
            "partitions": len(assigned),
            "lag": sum(max(0, held.end - held.done) for held in assigned.values() if held.done >= 0),
            "processed": self._processed,
            "given_up": self._given_up,
        }

    async def _lane(self, number: int) -> None:
        """Process one batch after the other."""
        wake = self._wake[number]
        while True:
            wake.clear()
            now = time.monotonic()
            delay = self._partitions.delay(number, self.mapping.batch_size, now)
            if delay != 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), delay)
                continue
            taken = self._partitions.take(number, self.mapping.batch_size, now)
            if taken is None:
                continue
            self._read_on(taken.assigned)
            batch = asyncio.create_task(self._runner.run(taken.records))
            self._in_flight[number] = (taken, batch)
            try:
                await asyncio.wait([batch])
            finally:
                batch.cancel()
                del self._in_flight[number]
            if not batch.cancelled():
                batch.result()
                taken.finish()
                self._processed += len(taken.records)

    async def _give_up(self, record: KafkaRecord, reason: Reason) -> None:
        await self._failures.record(record, reason)
        self._given_up += 1

    async def _commit(self) -> None:
        """Commit offsets periodically, which is cheaper than once per batch and equally safe."""
        while True:
            await asyncio.sleep(_COMMIT_SECONDS)
            offsets = self._partitions.uncommitted()
            if offsets:
                self._reader.commit(offsets)

    def _read_on(self, partitions: Mapping[Partition, Assigned]) -> None:
        for partition, held in partitions.items():
            if partition in self._paused and len(held.waiting) <= self.mapping.batch_size:
                self._paused.discard(partition)
                self._reader.resume(partition)

    # Callbacks of the reader.

    def assigned(self, partitions: dict[Partition, Assigned]) -> None:
        """Partitions were assigned."""
        self._partitions.assigned.update(partitions)
        self._paused -= partitions.keys()

    def ends(self, offsets: dict[Partition, int]) -> None:
        """The ends of partitions have advanced."""
        for partition, end in offsets.items():
            if partition in self._partitions.assigned:
                held = self._partitions.assigned[partition]
                held.end = max(held.end, end)

    def arrived(self, records: list[KafkaRecord]) -> None:
        """Records were read; a partition that is too far ahead of its function is paused."""
        for partition in self._partitions.add(records, time.monotonic()):
            self._wake[self._partitions.lane(partition)].set()
            waiting = len(self._partitions.assigned[partition].waiting)
            if waiting > _WAITING_BATCHES * self.mapping.batch_size and partition not in self._paused:
                self._paused.add(partition)
                self._reader.pause(partition)

    async def released(self, partitions: list[Partition]) -> dict[Partition, int]:
        """Wait for batches in flight, within a time limit; returns the offsets to commit."""
        self._partitions.stop_taking(partitions)
        held = [(taken, batch) for taken, batch in self._in_flight.values() if taken.touches(partitions)]
        if held:
            _, late = await asyncio.wait([batch for _, batch in held], timeout=_RELEASE_SECONDS)
            for batch in late:
                batch.cancel()
            for taken, batch in held:
                if batch not in late and batch.exception() is None:
                    taken.finish()
        return self._partitions.drop(partitions)

    def lost(self, partitions: list[Partition]) -> None:
        """Drop partitions that were lost."""
        self._partitions.drop(partitions)

    def not_committed(self, partitions: list[Partition]) -> None:
        """Retry a failed commit."""
        self._partitions.not_committed(partitions)
