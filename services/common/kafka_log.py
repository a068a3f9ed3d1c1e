"""Reading whole topics without a consumer group: every process reads every record."""

import logging
import threading
import time
from collections.abc import Mapping
from enum import Enum
from typing import Final

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, Message, TopicPartition

from .kafka import POLL_SECONDS, KafkaSettings

logger = logging.getLogger(__name__)

DISCOVERY_SECONDS: Final = 10.0
"""Time between searches for new partitions."""

RECENT_SECONDS: Final = 300.0
"""How old the records are with which reading of a topic of positions begins."""

LOOKUP_SECONDS: Final = 5.0
"""How long the brokers may take to answer a question about a topic."""


class Start(Enum):
    """Where reading of a topic begins."""

    BEGINNING = "beginning"
    RECENT = "recent"
    """The records of the last `RECENT_SECONDS`, so that a restart knows what was reported while it did not read."""


class KafkaLog:
    """Follows every partition of some topics; no offset is committed, because a restart reads them again."""

    def __init__(self, settings: KafkaSettings, group: str, topics: Mapping[str, Start]) -> None:
        """Prepare to read.

        Args:
            settings: how to reach the brokers.
            group: the name that a client needs; the group is never joined.
            topics: topics to read, and where each begins.
        """
        self._topics = topics
        self._consumer = Consumer(
            settings.client_config()
            | {
                "group.id": group,
                "enable.auto.commit": False,
                "enable.auto.offset.store": False,
                "enable.partition.eof": True,
                "auto.offset.reset": "earliest",
                "allow.auto.create.topics": False,
            }
        )
        self._lock = threading.Lock()
        self._assigned: set[tuple[str, int]] = set()
        self._behind: set[tuple[str, int]] = set()
        self._discover_at = 0.0

    @property
    def caught_up(self) -> bool:
        """Whether every topic was found and all partitions that begin at the beginning were read to their end once."""
        return {topic for topic, _ in self._assigned} == set(self._topics) and not self._behind

    def read(self, max_records: int = 1000) -> list[Message]:
        """The next records; empty when none arrives within the poll time. Blocks: call it in a thread.

        Raises:
            KafkaException: the partitions or where they begin cannot be found; the next call tries again.
        """
        with self._lock:
            if time.monotonic() >= self._discover_at:
                self._discover()
            if not self._assigned:
                time.sleep(POLL_SECONDS)
                return []
            first = self._consumer.poll(POLL_SECONDS)
            if first is None:
                return []
            return [
                message for message in (first, *self._consumer.consume(max_records - 1, 0)) if self._is_record(message)
            ]

    def close(self) -> None:
        """Stop reading."""
        with self._lock:
            self._consumer.close()

    def _discover(self) -> None:
        found: list[TopicPartition] = []
        for topic, start in self._topics.items():
            metadata = self._consumer.list_topics(topic, timeout=LOOKUP_SECONDS).topics[topic]
            if metadata.error is not None:
                logger.warning("topic not found yet", extra={"topic": topic, "reason": metadata.error.str()})
                continue
            fresh = [number for number in metadata.partitions if (topic, number) not in self._assigned]
            if start is Start.BEGINNING:
                found += [TopicPartition(topic, number, OFFSET_BEGINNING) for number in fresh]
            else:
                found += self._recent(topic, fresh)
        if found:
            self._consumer.incremental_assign(found)
            added = {(partition.topic, partition.partition) for partition in found}
            self._behind |= {key for key in added if self._topics[key[0]] is Start.BEGINNING}
            self._assigned |= added
        complete = {topic for topic, _ in self._assigned} == set(self._topics)
        self._discover_at = time.monotonic() + (DISCOVERY_SECONDS if complete else 1.0)

    def _recent(self, topic: str, numbers: list[int]) -> list[TopicPartition]:
        """Where the recent records of partitions begin: a number, because a position "at the end" is found only later.

        Raises:
            KafkaException: the brokers do not answer.
        """
        if not numbers:
            return []
        ends = {
            number: self._consumer.get_watermark_offsets(TopicPartition(topic, number), timeout=LOOKUP_SECONDS)[1]
            for number in numbers
        }
        since = int((time.time() - RECENT_SECONDS) * 1000)
        starts = self._consumer.offsets_for_times(
            [TopicPartition(topic, number, since) for number in numbers], timeout=LOOKUP_SECONDS
        )
        if errors := [start.error for start in starts if start.error is not None]:
            raise KafkaException(errors[0])
        for start in starts:
            if start.offset < 0:  # No record is as new.
                start.offset = ends[start.partition]
        return starts

    def _is_record(self, message: Message) -> bool:
        error = message.error()
        if error is None:
            return True
        if error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001 - librdkafka's public name begins with a dash
            self._behind.discard((message.topic() or "", message.partition() or 0))
        else:
            logger.warning("kafka client error", extra={"code": error.name(), "reason": error.str()})
        return False
