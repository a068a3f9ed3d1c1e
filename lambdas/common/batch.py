"""Batches of an Amazon MSK event source mapping: decoding, and the response that lists failed records.

Event and response: https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html and
https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html. With `ReportBatchItemFailures` only the
records listed in the response are retried.
"""

import binascii
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec

from .logs import log

Message = TypeVar("Message")
_JSON_PATH = re.compile(r"`(\$[^`]*)`")

UNREADABLE = (msgspec.MsgspecError, binascii.Error, UnicodeDecodeError, RecursionError)
"""Errors of decoding untrusted bytes; the last one is raised when they are nested too deeply."""


@dataclass(frozen=True, slots=True)
class Received(Generic[Message]):
    """A decoded record, its partition and its offset."""

    message: Message
    partition: str
    """Topic and partition as the event names them, for example `order-events-0`."""
    offset: int


@dataclass
class Batch(Generic[Message]):
    """The decoded records of one invocation, and the records that have failed so far."""

    records: list[Received[Message]] = field(default_factory=list["Received[Message]"])
    size: int = 0
    """Records in the event, decoded or not."""
    oldest_ms: float = 0.0
    """Age of the oldest record of the batch."""
    _failed: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])

    def fail(self, records: Iterable[Received[Any]]) -> None:
        """Mark records to be retried."""
        self._failed.update((record.partition, record.offset) for record in records)

    def fail_at(self, partition: str, offset: int) -> None:
        """Mark the record at an offset to be retried."""
        self._failed.add((partition, offset))

    @property
    def failures(self) -> int:
        """The number of records that will be retried."""
        return len(self._failed)

    def response(self) -> dict[str, Any]:
        """The function's response; an empty list of failures means that the whole batch has been processed."""
        return {
            "batchItemFailures": [
                {"itemIdentifier": {"partition": partition, "offset": offset}}
                for partition, offset in sorted(self._failed)
            ]
        }


def decode_batch(event: Mapping[str, Any], decoder: msgspec.json.Decoder[Message]) -> Batch[Message]:
    """Decode every record of an event; a malformed one fails alone and is logged by offset, without its content."""
    batch: Batch[Message] = Batch()
    oldest = now = time.time() * 1000
    for partition, records in event["records"].items():
        batch.size += len(records)
        for record in records:
            oldest = min(oldest, record["timestamp"])
            offset = record["offset"]
            try:
                message = decoder.decode(binascii.a2b_base64(record.get("value") or b""))
            except UNREADABLE as error:
                log("ERROR", "malformed record", partition=partition, offset=offset, reason=reason(error))
                batch.fail_at(partition, offset)
            else:
                batch.records.append(Received(message, partition, offset))
    batch.oldest_ms = now - oldest
    return batch


def reason(error: Exception) -> str:
    """The type of an error and its JSON path, without the values that its message may quote."""
    path = _JSON_PATH.search(str(error))
    return f"{type(error).__name__} at {path.group(1)}" if path else type(error).__name__
