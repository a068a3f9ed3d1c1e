"""The thread that reads a topic as a consumer group, and reports records and partitions to the event loop."""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any, Final, Protocol

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition

from .declared import DeclaredMapping
from .partitions import Assigned, Partition
from .records import KafkaRecord

logger = logging.getLogger(__name__)

_POLL_SECONDS: Final = 0.2
_BROKER_SECONDS: Final = 10.0
_MAX_RECORDS_AT_ONCE: Final = 1000
_END_REPORT_SECONDS: Final = 0.5
_TIMESTAMP_TYPES: Final = {1: "CREATE_TIME", 2: "LOG_APPEND_TIME"}


class Listener(Protocol):
    """Receives records and partitions, on the event loop."""

    def assigned(self, partitions: dict[Partition, Assigned]) -> None:
        """Partitions were assigned."""
        ...

    def ends(self, offsets: dict[Partition, int]) -> None:
        """The end offsets of partitions at the last fetch; negative if unknown."""
        ...

    def arrived(self, records: list[KafkaRecord]) -> None:
        """Records were read; they are in order within each partition."""
        ...

    def released(self, partitions: list[Partition]) -> Coroutine[Any, Any, dict[Partition, int]]:
        """Partitions are revoked: finish batches in flight and return the offsets to commit."""
        ...

    def lost(self, partitions: list[Partition]) -> None:
        """Partitions were lost, and nothing may be committed."""
        ...

    def not_committed(self, partitions: list[Partition]) -> None:
        """A commit failed."""
        ...


class Reader:
    """Reads one topic for one mapping."""

    def __init__(self, mapping: DeclaredMapping, kafka: Mapping[str, str], listener: Listener) -> None:
        self._mapping = mapping
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._stopping = threading.Event()
        self._actions: deque[Callable[[Consumer], object]] = deque()
        self._next_end_report = 0.0
        self._last_error: int | None = None
        self._consumer = Consumer(
            {
                **kafka,
                "group.id": mapping.group,
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest" if mapping.from_beginning else "latest",
                "fetch.wait.max.ms": 100,
                "reconnect.backoff.max.ms": 1000,
                "log_level": "2",  # errors arrive through error_cb
                "queued.max.messages.kbytes": 8192,
                "on_commit": self._on_commit,
                "error_cb": self._on_error,
            }
        )

    async def run(self) -> None:
        """Read until `stop`, then release the partitions and leave the group."""
        await asyncio.to_thread(self._read)

    def stop(self) -> None:
        """Make `run` end."""
        self._stopping.set()

    def commit(self, offsets: Mapping[Partition, int]) -> None:
        """Commit offsets; a failure is reported to the listener."""
        self._enqueue(partial(self._commit_now, offsets))

    def pause(self, partition: Partition) -> None:
        """Pause a partition."""
        self._enqueue(lambda consumer: consumer.pause([TopicPartition(*partition)]))

    def resume(self, partition: Partition) -> None:
        """Resume a partition."""
        self._enqueue(lambda consumer: consumer.resume([TopicPartition(*partition)]))

    def _enqueue(self, action: Callable[[Consumer], object]) -> None:
        """Run an action in the thread: a consumer that is polled blocks calls of other threads."""
        self._actions.append(action)

    # The methods below run in the thread.

    def _read(self) -> None:
        consumer = self._consumer
        consumer.subscribe(
            [self._mapping.topic], on_assign=self._on_assign, on_revoke=self._on_revoke, on_lost=self._on_lost
        )
        try:
            while not self._stopping.is_set():
                first = consumer.poll(_POLL_SECONDS)
                if first is not None:  # poll returns immediately; consume would wait for a full batch
                    self._deliver([first, *consumer.consume(_MAX_RECORDS_AT_ONCE, timeout=0)])
                while self._actions:
                    with suppress(KafkaException):  # the partition was just revoked
                        self._actions.popleft()(consumer)
                self._report_ends()
        finally:
            consumer.close()

    def _commit_now(self, offsets: Mapping[Partition, int], consumer: Consumer) -> None:
        try:
            consumer.commit(offsets=_topic_partitions(offsets), asynchronous=True)
        except KafkaException:
            self._loop.call_soon_threadsafe(self._listener.not_committed, list(offsets))

    def _report_ends(self) -> None:
        """Report the end offsets of the last fetches to the listener periodically."""
        if time.monotonic() < self._next_end_report:
            return
        self._next_end_report = time.monotonic() + _END_REPORT_SECONDS
        ends: dict[Partition, int] = {}
        for position in self._consumer.assignment():
            _, ends[position.topic, position.partition] = self._consumer.get_watermark_offsets(position, cached=True)
        self._loop.call_soon_threadsafe(self._listener.ends, ends)

    def _deliver(self, messages: Iterable[Message]) -> None:
        records: list[KafkaRecord] = []
        for message in messages:
            error = message.error()
            if error is None:
                records.append(_record(message))
            elif error.code() != KafkaError._PARTITION_EOF:  # noqa: SLF001 - librdkafka's public name for it  # pyright: ignore[reportPrivateUsage]
                logger.warning("%s: %s", self._mapping.topic, error.str())
        if records:
            self._last_error = None
            self._loop.call_soon_threadsafe(self._listener.arrived, records)

    def _on_assign(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        """Start each partition at a known offset, so that the lag is known and no record is skipped."""
        try:
            assigned = self._starts(consumer, partitions)
        except KafkaException as error:  # no broker answers; librdkafka finds the offsets later
            logger.warning("%s: offsets not known yet: %s", self._mapping.group, error)
            assigned = {
                (position.topic, position.partition): Assigned(done=-1, committed=-1, end=-1) for position in partitions
            }
        else:
            consumer.assign([TopicPartition(*key, held.done) for key, held in assigned.items()])
        self._loop.call_soon_threadsafe(self._listener.assigned, assigned)

    def _starts(self, consumer: Consumer, partitions: list[TopicPartition]) -> dict[Partition, Assigned]:
        known = self._committed(consumer, partitions)
        at = self._offsets_at(consumer, partitions)
        assigned: dict[Partition, Assigned] = {}
        for position in partitions:
            low, high = consumer.get_watermark_offsets(position, timeout=_BROKER_SECONDS)
            committed = known.get((position.topic, position.partition), -1)
            first = at.get((position.topic, position.partition), low if self._mapping.from_beginning else high)
            start = first if committed < 0 else max(low, committed)
            assigned[position.topic, position.partition] = Assigned(done=start, committed=committed, end=high)
        return assigned

    def _offsets_at(self, consumer: Consumer, partitions: list[TopicPartition]) -> dict[Partition, int]:
        """The first records of the mapping's starting time or later; partitions without one are left out."""
        if self._mapping.start_at is None:
            return {}
        moment = int(self._mapping.start_at * 1000)
        asked = [TopicPartition(position.topic, position.partition, moment) for position in partitions]
        return {
            (position.topic, position.partition): position.offset
            for position in consumer.offsets_for_times(asked, timeout=_BROKER_SECONDS)
            if position.offset >= 0
        }

    @staticmethod
    def _committed(consumer: Consumer, partitions: list[TopicPartition]) -> dict[Partition, int]:
        return {
            (position.topic, position.partition): position.offset
            for position in consumer.committed(partitions, timeout=_BROKER_SECONDS)
            if position.offset >= 0
        }

    def _on_revoke(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        keys = [(position.topic, position.partition) for position in partitions]
        release: Future[dict[Partition, int]] = asyncio.run_coroutine_threadsafe(
            self._listener.released(keys), self._loop
        )
        offsets = release.result()
        if offsets:
            try:
                consumer.commit(offsets=_topic_partitions(offsets), asynchronous=False)
            except KafkaException as error:
                logger.warning("%s: offsets not committed on leaving: %s", self._mapping.group, error)

    def _on_lost(self, _consumer: Consumer, partitions: list[TopicPartition]) -> None:
        keys = [(position.topic, position.partition) for position in partitions]
        self._loop.call_soon_threadsafe(self._listener.lost, keys)

    def _on_commit(self, error: KafkaError | None, partitions: list[TopicPartition]) -> None:
        failed = [(position.topic, position.partition) for position in partitions if error or position.error]
        if failed:
            self._loop.call_soon_threadsafe(self._listener.not_committed, failed)

    def _on_error(self, error: KafkaError) -> None:
        if error.code() != self._last_error:  # librdkafka reports each attempt to reconnect
            self._last_error = error.code()
            logger.warning("%s: %s", self._mapping.group, error.str())


def _topic_partitions(offsets: Mapping[Partition, int]) -> list[TopicPartition]:
    return [TopicPartition(topic, number, offset) for (topic, number), offset in offsets.items()]


def _record(message: Message) -> KafkaRecord:
    kind, timestamp = message.timestamp()
    return KafkaRecord(
        topic=message.topic() or "",
        partition=message.partition() or 0,
        offset=message.offset() or 0,
        timestamp=timestamp,
        timestampType=_TIMESTAMP_TYPES.get(kind, "NO_TIMESTAMP_TYPE"),
        key=_bytes(message.key()),
        value=_bytes(message.value()),
        headers=[{name: _signed(value)} for name, value in message.headers() or []],
    )


def _bytes(value: str | bytes | None) -> bytes | None:
    return value.encode() if isinstance(value, str) else value


def _signed(value: str | bytes | None) -> list[int]:
    """The bytes of a header in AWS's format: signed, as in Java."""
    return [byte - 256 if byte > 127 else byte for byte in _bytes(value) or b""]  # noqa: PLR2004 - the largest of Java's
