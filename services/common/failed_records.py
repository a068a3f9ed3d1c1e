"""Records that cannot be processed: the whole record with its reason, so that it can be looked at and sent again."""

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
"""What decoding JSON of an unknown sender can raise: msgspec lets text that is not UTF-8 and deep nesting through."""


class FailedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record on the topic of failed records; key and value are base64, since they may be anything."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: str | None
    value: str | None
    reason: str
    consumer: str
    """The consumer group that could not process it."""


@dataclass(frozen=True, slots=True)
class FailedRecords:
    """Where a consumer group puts what it cannot process."""

    publisher: Publisher
    topic: str
    consumer: str

    async def put(self, message: Message, reason: str) -> None:
        """Return once the record is safe, however long Kafka is away: until then its offset must not be committed."""
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
        logger.warning("record set aside", extra={"source": source, "reason": reason})
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
