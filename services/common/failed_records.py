"""Records that cannot be processed: the whole record with the reason, for inspection and for sending it again."""

import base64
import logging
from dataclasses import dataclass
from typing import Final

import msgspec
from confluent_kafka import Message

from .backoff import Backoff
from .kafka import Publisher, PublishError

logger = logging.getLogger(__name__)

MAX_WAIT_SECONDS: Final = 1.0
"""The longest wait between attempts while Kafka is unavailable."""

UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""Errors of decoding untrusted JSON; msgspec does not wrap those of invalid UTF-8 and of deep nesting."""


class FailedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record on the topic of failed records; key and value are base64, because they may be any bytes."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: str | None
    value: str | None
    reason: str
    consumer: str
    """The consumer group that could not process the record."""


@dataclass(frozen=True, slots=True)
class FailedRecords:
    """Publishes the records that a consumer group cannot process."""

    publisher: Publisher
    topic: str
    consumer: str

    async def put(self, message: Message, reason: str) -> None:
        """Publish a record; retry while Kafka is unavailable, because the offset must not be committed before."""
        record = FailedRecord(
            topic=message.topic() or "",
            partition=message.partition() or 0,
            offset=message.offset() or 0,
            timestamp_ms=message.timestamp()[1],
            key=_base64(message.key()),
            value=_base64(message.value()),
            reason=reason,
            consumer=self.consumer,
        )
        source = f"{record.topic}/{record.partition}/{record.offset}"
        logger.warning("record failed", extra={"source": source, "reason": reason})
        key = (_bytes(message.key()) or source.encode()).decode(errors="replace")
        backoff = Backoff(max_seconds=MAX_WAIT_SECONDS)
        while True:
            try:
                await self.publisher.publish(self.topic, key, msgspec.json.encode(record))
            except PublishError as error:
                logger.warning("failed record not delivered yet", extra={"source": source, "reason": str(error)})
                await backoff.wait()
            else:
                return


def _bytes(value: str | bytes | None) -> bytes | None:
    return value.encode() if isinstance(value, str) else value


def _base64(value: str | bytes | None) -> str | None:
    plain = _bytes(value)
    return None if plain is None else base64.b64encode(plain).decode()
