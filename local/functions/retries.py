"""Retries and splits failed batches as AWS does; independent of Kafka.

https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html: if a response names records that
were not in the event, the whole batch is retried. A split follows a function error and does not consume retries.
"""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from ..backoff import Backoff
from .filters import accepts
from .invocations import Failure, Outcome
from .records import KafkaRecord, Reason, RecordPosition, Source, count_fitting

_BACKOFF = Backoff(first=0.2, longest=5.0)
"""AWS does not document its delays between retries; these keep a broken function from using the whole machine."""


@dataclass(frozen=True)
class _Attempt:
    """Records of one invocation, and the earlier attempts."""

    records: Sequence[KafkaRecord]
    retries: int = 0
    """Retries that count towards the mapping's limit."""
    invocations: int = 0
    """Invocations so far, including those before splits."""
    error: str | None = None
    """`Unhandled` if the last invocation raised."""


@dataclass(frozen=True)
class BatchRunner:
    """Processes batches of one mapping."""

    source: Source
    invoke: Callable[[bytes], Awaitable[Outcome]]
    give_up: Callable[[KafkaRecord, Reason], Awaitable[None]]
    """Called for each record that failed for good; returns when the failure is stored."""
    backoff: Backoff = _BACKOFF

    async def run(self, records: Sequence[KafkaRecord]) -> None:
        """Return when every record was processed, filtered out, or stored as failed.

        Lambda also filters before it invokes; whether it fills a batch up with later records is unverified.
        """
        filters = self.source.mapping.filters
        waiting = [_Attempt([record for record in records if accepts(filters, record)])]
        while waiting:
            attempt = await self._without_expired(waiting.pop(0))
            room = count_fitting(attempt.records)
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
        """Invoke once; returns the remaining attempts."""
        outcome = await self.invoke(msgspec.json.encode(self.source.event(attempt.records)))
        failed = _failed(attempt.records, outcome, partial=self.source.mapping.partial_responses)
        if not failed:
            return []
        error = "Unhandled" if isinstance(outcome, Failure) else None
        tried = replace(attempt, records=failed, invocations=attempt.invocations + 1, error=error)
        if self.source.mapping.bisect and error and len(failed) > 1:
            middle = len(failed) // 2
            return [replace(tried, records=part) for part in (failed[:middle], failed[middle:])]
        return await self._retry(tried)

    async def _retry(self, tried: _Attempt) -> list[_Attempt]:
        """Retry after a delay, or give up if no retry is left."""
        limit = self.source.mapping.retries
        if 0 <= limit <= tried.retries:
            reason = Reason("RetriesExhausted", tried.invocations, tried.error, _request_id())
            await self._give_up(tried.records, reason)
            return []
        await asyncio.sleep(self.backoff.delay(tried.retries))
        return [replace(tried, retries=tried.retries + 1)]

    async def _without_expired(self, attempt: _Attempt) -> _Attempt:
        """Give up records that are older than the mapping's limit."""
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
    """The records to retry."""
    if isinstance(outcome, Failure):
        return records
    if not partial:
        return []
    named = _named(outcome.payload)
    positions = {record.position for record in records}
    if named is None or not named <= positions:
        return records
    return [record for record in records if record.position in named]


class _Identifier(msgspec.Struct):
    partition: str
    offset: int


class _Item(msgspec.Struct):
    itemIdentifier: _Identifier  # noqa: N815 - AWS's key


class _Answer(msgspec.Struct):
    batchItemFailures: list[_Item] | None = None  # noqa: N815 - AWS's key


def _named(payload: bytes) -> set[RecordPosition] | None:
    """The positions that a response reports as failed, or None if the response is not in AWS's format."""
    try:
        answer: Any = msgspec.json.decode(payload, type=_Answer | None)
    except msgspec.MsgspecError:
        return None
    items: list[_Item] = (answer.batchItemFailures if answer else None) or []
    return {RecordPosition(item.itemIdentifier.partition, item.itemIdentifier.offset) for item in items}


def _request_id() -> str:
    return str(uuid.uuid4())
