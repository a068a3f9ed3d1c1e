"""The failure destination of a mapping: a Kafka topic with each failed record and its reason."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Final

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from .records import KafkaRecord, Reason, Source

logger = logging.getLogger(__name__)

_PAUSE_SECONDS: Final = 1.0
_CLOSE_SECONDS: Final = 5.0


class FailureTopic:
    """Sends failed records with their original key; without a destination it only logs their position."""

    def __init__(self, source: Source, kafka: Mapping[str, str]) -> None:
        self._source = source
        self._kafka = kafka
        self._producer: Producer | None = None
        self._one_at_a_time = asyncio.Lock()

    async def record(self, record: KafkaRecord, reason: Reason) -> None:
        """Return when the brokers have acknowledged the record; it is sent again until they do."""
        topic = self._source.mapping.failure_topic
        logger.warning("%s failed on %s at %d: %s", self._source.mapping.function, *record.position, reason.condition)
        if topic is None:
            return
        message = self._source.failure(record, reason)
        while True:
            try:
                async with self._one_at_a_time:
                    await asyncio.to_thread(self._send, topic, record.key, message)
            except KafkaException as error:
                logger.warning("%s: failure record not acknowledged yet: %s", topic, error)
                await asyncio.sleep(_PAUSE_SECONDS)
            else:
                return

    def close(self) -> None:
        """Flush pending messages."""
        if self._producer is not None:
            self._producer.flush(_CLOSE_SECONDS)

    def _send(self, topic: str, key: bytes | None, value: bytes) -> None:
        """Send one message and wait for its acknowledgement.

        Raises:
            KafkaException: it was not acknowledged.
        """
        if self._producer is None:
            self._producer = Producer({**self._kafka, "enable.idempotence": True, "compression.type": "lz4"})
        errors: list[KafkaError] = []

        def delivered(error: KafkaError | None, _message: Message) -> None:
            if error is not None:
                errors.append(error)

        self._producer.produce(topic, key=key, value=value, on_delivery=delivered)
        if self._producer.flush():
            raise KafkaException(KafkaError(KafkaError._MSG_TIMED_OUT))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        if errors:
            raise KafkaException(errors[0])
