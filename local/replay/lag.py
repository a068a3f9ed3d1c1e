"""The lag of each consumer group, as Kafka reports it."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from confluent_kafka import ConsumerGroupTopicPartitions, KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import (
    AdminClient,
    OffsetSpec,  # pyright: ignore[reportPrivateImportUsage] - documented under this name, and not in __all__
)

REFRESH_SECONDS: Final = 2.0
REQUEST_TIMEOUT_SECONDS: Final = 5.0

Partition = tuple[str, int]


class LagReader:
    """Reads the lag of every group of a cluster; `current` is the last result."""

    def __init__(self, kafka: Mapping[str, Any]) -> None:
        """`kafka` are librdkafka settings of a principal that may describe every group and topic."""
        self._kafka = {**kafka, "log_level": "0"}  # while the broker is down, the lag does not change
        self._admin = AdminClient(self._kafka)
        self.current: dict[str, int] = {}
        self.by_topic: dict[tuple[str, str], int] = {}
        """Unconsumed records by group and topic."""
        self.ends_by_topic: dict[str, int] = {}
        """The number of records that were ever written, by topic."""
        self.offline_partitions = 0
        """Partitions without a leader."""

    async def follow(self) -> None:
        """Refresh `current` until cancelled; it does not change while Kafka is down."""
        while True:
            with contextlib.suppress(KafkaException):
                await asyncio.to_thread(self.read)
            await asyncio.sleep(REFRESH_SECONDS)

    async def wait_for_zero(self, deadline_seconds: float) -> dict[str, int]:
        """Wait until no group lags; returns the remaining lag by group if that takes too long."""
        deadline = time.monotonic() + deadline_seconds
        while True:
            try:
                behind = {
                    f"records for {group}": lag for group, lag in (await asyncio.to_thread(self.read)).items() if lag
                }
            except KafkaException as error:
                behind = {f"unanswered request to Kafka ({error.args[0].name()})": 1}
            if not behind or time.monotonic() > deadline:
                return behind
            await asyncio.sleep(REFRESH_SECONDS / 4)

    def read(self) -> dict[str, int]:
        """Unconsumed records by group.

        Raises:
            KafkaException: the cluster does not answer, or does not list a known group: a broker that has just started
                lists none, without an error.
        """
        try:
            self.current = self._read()
        except KafkaException:
            # A client that sent a request while the broker was down gets no answer later; a new client does.
            self._admin = AdminClient(self._kafka)
            raise
        return self.current

    def _read(self) -> dict[str, int]:
        listed = self._admin.list_consumer_groups(request_timeout=REQUEST_TIMEOUT_SECONDS).result()
        if listed.errors:  # a coordinator that is still starting lists no group
            raise KafkaException(listed.errors[0])
        committed = {group.group_id: self._committed(group.group_id) for group in listed.valid}
        ends = self._ends()
        by_topic: Counter[tuple[str, str]] = Counter()
        for group, offsets in committed.items():
            topics = {topic for topic, _ in offsets}
            for (topic, partition), end in ends.items():
                if topic in topics:
                    by_topic[group, topic] += max(0, end - offsets.get((topic, partition), 0))
        lags: Counter[str] = Counter()
        for (group, _), lag in by_topic.items():
            lags[group] += lag
        if self.current.keys() - lags.keys():
            raise KafkaException(KafkaError(KafkaError.COORDINATOR_LOAD_IN_PROGRESS))
        self.by_topic = dict(by_topic)
        return dict(lags)

    def _committed(self, group: str) -> dict[Partition, int]:
        """Committed offsets by partition, without partitions from which nothing was consumed."""
        request = [ConsumerGroupTopicPartitions(group)]
        answer = self._admin.list_consumer_group_offsets(request, request_timeout=REQUEST_TIMEOUT_SECONDS)
        found = answer[group].result().topic_partitions
        return {(offset.topic, offset.partition): offset.offset for offset in found if offset.offset >= 0}

    def _ends(self) -> dict[Partition, int]:
        """The end offset of every partition."""
        topics = self._admin.list_topics(timeout=REQUEST_TIMEOUT_SECONDS).topics
        latest = OffsetSpec.latest()
        assert latest is not None
        self.offline_partitions = sum(
            partition.leader < 0 for topic in topics.values() for partition in topic.partitions.values()
        )
        partitions: dict[TopicPartition, OffsetSpec] = {
            TopicPartition(topic, partition): latest
            for topic, metadata in topics.items()
            if not topic.startswith("__")
            for partition in metadata.partitions
        }
        if not partitions:
            return {}
        answers = self._admin.list_offsets(partitions, request_timeout=REQUEST_TIMEOUT_SECONDS)
        ends = {(asked.topic, asked.partition): future.result().offset for asked, future in answers.items()}
        totals: Counter[str] = Counter()
        for (topic, _), end in ends.items():
            totals[topic] += end
        self.ends_by_topic = dict(totals)
        return ends
