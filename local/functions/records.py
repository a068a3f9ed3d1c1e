"""The events and failure records of an Amazon MSK event source mapping.

Event: https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html. Failure record:
https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import msgspec

from ..lambda_names import LATEST
from .declared import DeclaredFunction, DeclaredMapping
from .invocations import PAYLOAD_BYTES

_ENVELOPE_BYTES: Final = 4096
"""Size of the event without records."""
_RECORD_BYTES: Final = 256
"""Size of a record without key, value and headers."""


class RecordPosition(NamedTuple):
    """The position of a record."""

    partition: str
    """Topic and partition in the format of events, for example `order-events-0`."""
    offset: int


class KafkaRecord(msgspec.Struct, frozen=True):
    """One record in the format of events; keys and values are encoded as base64."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    """Milliseconds since the epoch."""
    timestampType: str  # noqa: N815 - AWS's key
    key: bytes | None
    value: bytes | None
    headers: list[dict[str, list[int]]]

    @property
    def position(self) -> RecordPosition:
        """The position of the record."""
        return RecordPosition(f"{self.topic}-{self.partition}", self.offset)

    @property
    def event_bytes(self) -> int:
        """The maximum size in an event: base64 takes four bytes for three, a header byte up to five."""
        headers = sum(len(name) + 5 * len(value) for header in self.headers for name, value in header.items())
        return (len(self.key or b"") + len(self.value or b"")) * 4 // 3 + headers + _RECORD_BYTES


@dataclass(frozen=True)
class Source:
    """Builds the events and failure records of a mapping."""

    mapping: DeclaredMapping
    function: DeclaredFunction
    bootstrap_servers: str

    def event(self, records: Sequence[KafkaRecord]) -> dict[str, Any]:
        """The event for a batch, which may span partitions."""
        by_partition: dict[str, list[KafkaRecord]] = defaultdict(list)
        for record in records:
            by_partition[record.position.partition].append(record)
        return {
            "eventSource": "aws:kafka",
            "eventSourceArn": self.mapping.source_arn,
            "bootstrapServers": self.bootstrap_servers,
            "records": by_partition,
        }

    def failure(self, record: KafkaRecord, reason: "Reason") -> bytes:
        """The message for the failure destination: the reason, and the event with the record."""
        event = self.event([record])
        executed = self.function.version if self.mapping.qualifier != LATEST else LATEST
        response = {"statusCode": 200, "executedVersion": executed, "functionError": reason.function_error}
        return msgspec.json.encode(
            {
                "requestContext": {
                    "requestId": reason.request_id,
                    "functionArn": f"{self.function.arn}:{self.mapping.qualifier}",
                    "condition": reason.condition,
                    "approximateInvokeCount": reason.invocations,
                },
                "responseContext": response if reason.invocations else None,
                "version": "1.0",
                "timestamp": _iso(datetime.now(UTC)),
                "KafkaBatchInfo": {
                    "batchSize": 1,
                    "eventSourceArn": self.mapping.source_arn,
                    "bootstrapServers": self.bootstrap_servers,
                    "payloadSize": len(msgspec.json.encode(event)),
                    "recordInfo": {
                        "offset": str(record.offset),
                        "timestamp": _iso(datetime.fromtimestamp(record.timestamp / 1000, UTC)),
                    },
                },
                "payload": event,
            }
        )


@dataclass(frozen=True)
class Reason:
    """Why a record failed for good."""

    condition: str
    """`RetriesExhausted`, `MaximumPayloadSizeExceeded` or `RecordAgeExceeded`; AWS documents no name for the last."""
    invocations: int = 0
    """How often the function was invoked with the record."""
    function_error: str | None = None
    """`Unhandled` if the function raised; None if it reported the record as failed."""
    request_id: str = ""


def count_fitting(records: Sequence[KafkaRecord]) -> int:
    """How many of the first records fit into one event of 6 MB; may be 0."""
    size = _ENVELOPE_BYTES
    for number, record in enumerate(records):
        size += record.event_bytes
        if size > PAYLOAD_BYTES:
            return number
    return len(records)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
