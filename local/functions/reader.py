"""The thread that reads a topic for a consumer group; what it reads and loses it tells the event loop."""

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
_MOST_AT_ONCE: Final = 1000
_LOOK_SECONDS: Final = 0.5
_TIMESTAMP_TYPES: Final = {1: "CREATE_TIME", 2: "LOG_APPEND_TIME"}


class Listener(Protocol):
    """Who hears of records and partitions; everything but `released` is called on the event loop."""

    def assigned(self, partitions: dict[Partition, Assigned]) -> None:
        """Partitions are read from now on."""
        ...

    def ends(self, offsets: dict[Partition, int]) -> None:
        """Where partitions end as far as the last fetches know; negative when they know nothing."""
        ...

    def arrived(self, records: list[KafkaRecord]) -> None:
        """Records were read, in order within each partition."""
        ...

    def released(self, partitions: list[Partition]) -> Coroutine[Any, Any, dict[Partition, int]]:
        """Partitions go elsewhere: finish what is in flight and say which offsets to commit."""
        ...

    def lost(self, partitions: list[Partition]) -> None:
        """Partitions went elsewhere already; nothing may be committed."""
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
        self._look_again_at = 0.0
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
        """Read until `stop`; then release the partitions and leave the group."""
        await asyncio.to_thread(self._read)

    def stop(self) -> None:
        """Have `run` end soon."""
        self._stopping.set()

    def commit(self, offsets: Mapping[Partition, int]) -> None:
        """Tell the broker how far partitions are done; a failure is reported to the listener."""
        self._later(partial(self._commit_now, offsets))

    def pause(self, partition: Partition) -> None:
        """Read no more of a partition for now."""
        self._later(lambda consumer: consumer.pause([TopicPartition(*partition)]))

    def resume(self, partition: Partition) -> None:
        """Read on."""
        self._later(lambda consumer: consumer.resume([TopicPartition(*partition)]))

    def _later(self, action: Callable[[Consumer], object]) -> None:
        """Have the thread do something: a consumer that one thread polls blocks every other thread that calls it."""
        self._actions.append(action)

    # The thread.

    def _read(self) -> None:
        consumer = self._consumer
        consumer.subscribe(
            [self._mapping.topic], on_assign=self._on_assign, on_revoke=self._on_revoke, on_lost=self._on_lost
        )
        try:
            while not self._stopping.is_set():
                first = consumer.poll(_POLL_SECONDS)
                if first is not None:  # poll returns at once, consume would wait to fill its number
                    self._pass_on([first, *consumer.consume(_MOST_AT_ONCE, timeout=0)])
                while self._actions:
                    with suppress(KafkaException):  # the partition went elsewhere in this moment
                        self._actions.popleft()(consumer)
                self._look_for_ends()
        finally:
            consumer.close()

    def _commit_now(self, offsets: Mapping[Partition, int], consumer: Consumer) -> None:
        try:
            consumer.commit(offsets=_places(offsets), asynchronous=True)
        except KafkaException:
            self._loop.call_soon_threadsafe(self._listener.not_committed, list(offsets))

    def _look_for_ends(self) -> None:
        """Tell the listener now and then how far the partitions go, as far as the last fetches know."""
        if time.monotonic() < self._look_again_at:
            return
        self._look_again_at = time.monotonic() + _LOOK_SECONDS
        ends: dict[Partition, int] = {}
        for place in self._consumer.assignment():
            _, ends[place.topic, place.partition] = self._consumer.get_watermark_offsets(place, cached=True)
        self._loop.call_soon_threadsafe(self._listener.ends, ends)

    def _pass_on(self, messages: Iterable[Message]) -> None:
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
        """Begin each partition at a place that is known here, so that lag is known and nothing is skipped."""
        try:
            assigned = self._starts(consumer, partitions)
        except KafkaException as error:  # the brokers do not answer now: librdkafka finds the places by itself later
            logger.warning("%s: places not known yet: %s", self._mapping.group, error)
            assigned = {(place.topic, place.partition): Assigned(done=-1, committed=-1, end=-1) for place in partitions}
        else:
            consumer.assign([TopicPartition(*key, held.done) for key, held in assigned.items()])
        self._loop.call_soon_threadsafe(self._listener.assigned, assigned)

    def _starts(self, consumer: Consumer, partitions: list[TopicPartition]) -> dict[Partition, Assigned]:
        known = self._committed(consumer, partitions)
        assigned: dict[Partition, Assigned] = {}
        for place in partitions:
            low, high = consumer.get_watermark_offsets(place, timeout=_BROKER_SECONDS)
            committed = known.get((place.topic, place.partition), -1)
            first = low if self._mapping.from_beginning else high
            start = first if committed < 0 else max(low, committed)
            assigned[place.topic, place.partition] = Assigned(done=start, committed=committed, end=high)
        return assigned

    @staticmethod
    def _committed(consumer: Consumer, partitions: list[TopicPartition]) -> dict[Partition, int]:
        return {
            (place.topic, place.partition): place.offset
            for place in consumer.committed(partitions, timeout=_BROKER_SECONDS)
            if place.offset >= 0
        }

    def _on_revoke(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        keys = [(place.topic, place.partition) for place in partitions]
        release: Future[dict[Partition, int]] = asyncio.run_coroutine_threadsafe(
            self._listener.released(keys), self._loop
        )
        offsets = release.result()
        if offsets:
            try:
                consumer.commit(offsets=_places(offsets), asynchronous=False)
            except KafkaException as error:
                logger.warning("%s: offsets not committed on leaving: %s", self._mapping.group, error)

    def _on_lost(self, _consumer: Consumer, partitions: list[TopicPartition]) -> None:
        keys = [(place.topic, place.partition) for place in partitions]
        self._loop.call_soon_threadsafe(self._listener.lost, keys)

    def _on_commit(self, error: KafkaError | None, partitions: list[TopicPartition]) -> None:
        failed = [(place.topic, place.partition) for place in partitions if error or place.error]
        if failed:
            self._loop.call_soon_threadsafe(self._listener.not_committed, failed)

    def _on_error(self, error: KafkaError) -> None:
        if error.code() != self._last_error:  # librdkafka repeats itself for every attempt to reconnect
            self._last_error = error.code()
            logger.warning("%s: %s", self._mapping.group, error.str())


def _places(offsets: Mapping[Partition, int]) -> list[TopicPartition]:
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
    """A header's bytes as AWS writes them: Java's, from -128 to 127."""
    return [byte - 256 if byte > 127 else byte for byte in _bytes(value) or b""]  # noqa: PLR2004 - the largest of Java's
