"""Topics of one test on a real broker."""

import asyncio
import time
import uuid
from dataclasses import dataclass, field

from confluent_kafka import Consumer, Message, Producer
from confluent_kafka.cimpl import NewTopic

from local.backing_services.kafka import Kafka
from services.common.kafka import KafkaSettings

from .fakes import DEADLINE_SECONDS, until


@dataclass
class Topics:
    """Topics of one test on a broker, and their records."""

    broker: Kafka
    prefix: str = field(default_factory=lambda: uuid.uuid4().hex[:8])

    def named(self, name: str) -> str:
        """The name of a topic in this test."""
        return f"{self.prefix}-{name}"

    def make(self, *names: str) -> None:
        """Create topics with two partitions."""
        self.broker.create_topics(*(NewTopic(self.named(name), num_partitions=2) for name in names))

    @property
    def settings(self) -> KafkaSettings:
        """The Kafka settings of the services."""
        return KafkaSettings(self.broker.address, "none", None, None, None)

    def write(self, name: str, *values: bytes, age_seconds: float = 0.0) -> None:
        """Append records with one key, so that they keep their order."""
        written_at = int((time.time() - age_seconds) * 1000)
        producer = Producer({"bootstrap.servers": self.broker.address})
        for value in values:
            producer.produce(self.named(name), key="key", value=value, timestamp=written_at)
        assert producer.flush(DEADLINE_SECONDS) == 0

    async def read(self, name: str, count: int) -> list[bytes]:
        """The first records of a topic, once it has that many."""
        consumer = Consumer(
            {"bootstrap.servers": self.broker.address, "group.id": uuid.uuid4().hex, "auto.offset.reset": "earliest"}
        )
        consumer.subscribe([self.named(name)])
        found: list[Message] = []

        async def enough() -> bool:
            batch = await asyncio.to_thread(consumer.consume, count, 0.2)
            found.extend(message for message in batch if message.error() is None)
            return len(found) >= count

        try:
            await until(enough)
        finally:
            consumer.close()
        return [value for message in found if isinstance(value := message.value(), bytes)]
