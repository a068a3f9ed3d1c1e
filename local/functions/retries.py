"""What becomes of a batch: retried, split, reduced to its failed records, given up. No Kafka in here.

https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html: an answer that names records which were
not in the event makes the whole batch come again. A split follows a function error and does not consume retries.
"""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from ..backoff import Backoff
from .invocations import Failure, Outcome
from .records import KafkaRecord, Place, Reason, Source, fits

_BACKOFF = Backoff(first=0.2, longest=5.0)
"""AWS does not document its delays between retries; these keep a broken function from using the whole machine."""


@dataclass(frozen=True)
class _Attempt:
    """Records that are invoked together, and what was tried before."""

    records: Sequence[KafkaRecord]
    retries: int = 0
    """Retries that count against the mapping's limit."""
    invocations: int = 0
    """Invocations so far, those before splits included."""
    error: str | None = None
    """`Unhandled` if the last one raised."""


@dataclass(frozen=True)
class BatchRunner:
    """Carries batches of one mapping through to their end."""

    source: Source
    invoke: Callable[[bytes], Awaitable[Outcome]]
    give_up: Callable[[KafkaRecord, Reason], Awaitable[None]]
    """Called for each record that is given up; returns when that is recorded for good."""
    backoff: Backoff = _BACKOFF

    async def run(self, records: Sequence[KafkaRecord]) -> None:
        """Return when every record is done: carried out, or given up and recorded as such."""
        waiting = [_Attempt(records)]
        while waiting:
            attempt = await self._young_enough(waiting.pop(0))
            room = fits(attempt.records)
            if not attempt.records:
                continue
            if room == 0:
                await self._give_up(attempt.records[:1], Reason("MaximumPayloadSizeExceeded", request_id=_request_id()))
                waiting.insert(0, replace(attempt, records=attempt.records[1:]))
            elif room < len(attempt.records):
                parts = (attempt.records[:room], attempt.records[room:])
                waiting[:0] = [replace(attempt, records=part) for part in parts]
            else:
                waiting[:0] = await self._try(attempt)

    async def _try(self, attempt: _Attempt) -> list[_Attempt]:
        """Invoke once and say what is left to do."""
        outcome = await self.invoke(msgspec.json.encode(self.source.event(attempt.records)))
        failed = _failed(attempt.records, outcome, partial=self.source.mapping.partial_responses)
        if not failed:
            return []
        error = "Unhandled" if isinstance(outcome, Failure) else None
        tried = replace(attempt, records=failed, invocations=attempt.invocations + 1, error=error)
        if self.source.mapping.bisect and error and len(failed) > 1:
            middle = len(failed) // 2
            return [replace(tried, records=part) for part in (failed[:middle], failed[middle:])]
        return await self._again(tried)

    async def _again(self, tried: _Attempt) -> list[_Attempt]:
        """Retry after a pause, or give up when there is no retry left."""
        limit = self.source.mapping.retries
        if 0 <= limit <= tried.retries:
            reason = Reason("RetriesExhausted", tried.invocations, tried.error, _request_id())
            await self._give_up(tried.records, reason)
            return []
        await asyncio.sleep(self.backoff.delay(tried.retries))
        return [replace(tried, retries=tried.retries + 1)]

    async def _young_enough(self, attempt: _Attempt) -> _Attempt:
        """Give up records that are older than the mapping allows."""
        limit = self.source.mapping.max_age_seconds
        if limit < 0:
            return attempt
        oldest = (time.time() - limit) * 1000
        expired = [record for record in attempt.records if record.timestamp < oldest]
        if not expired:
            return attempt
        await self._give_up(expired, Reason("RecordAgeExceeded", attempt.invocations, attempt.error, _request_id()))
        return replace(attempt, records=[record for record in attempt.records if record.timestamp >= oldest])

    async def _give_up(self, records: Iterable[KafkaRecord], reason: Reason) -> None:
        await asyncio.gather(*(self.give_up(record, reason) for record in records))


def _failed(records: Sequence[KafkaRecord], outcome: Outcome, *, partial: bool) -> Sequence[KafkaRecord]:
    """The records that must be tried again."""
    if isinstance(outcome, Failure):
        return records
    if not partial:
        return []
    named = _named(outcome.payload)
    places = {record.place for record in records}
    if named is None or not named <= places:
        return records
    return [record for record in records if record.place in named]


class _Identifier(msgspec.Struct):
    partition: str
    offset: int


class _Item(msgspec.Struct):
    itemIdentifier: _Identifier  # noqa: N815 - AWS's key


class _Answer(msgspec.Struct):
    batchItemFailures: list[_Item] | None = None  # noqa: N815 - AWS's key


def _named(payload: bytes) -> set[Place] | None:
    """The places that an answer names as failed, or None when the answer has not the shape that AWS documents."""
    try:
        answer: Any = msgspec.json.decode(payload, type=_Answer | None)
    except msgspec.MsgspecError:
        return None
    items: list[_Item] = (answer.batchItemFailures if answer else None) or []
    return {Place(item.itemIdentifier.partition, item.itemIdentifier.offset) for item in items}


def _request_id() -> str:
    return str(uuid.uuid4())
