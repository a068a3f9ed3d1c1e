"""Reads the dispatcher's proposals and commits those that are still valid."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Final

import msgspec
import psycopg
from confluent_kafka import Message

from delivery.events import AssignmentProposal

from ..common.backoff import Backoff
from ..common.failed_records import UNREADABLE, FailedRecords
from ..common.kafka import KafkaReader
from ..common.tasks import Wake
from .changes import Changes

logger = logging.getLogger(__name__)

GROUP: Final = "orders"
"""The consumer group, as in `docs/architecture.md`."""

MAX_WAIT_SECONDS: Final = 0.5
"""The longest wait between attempts while the database is unavailable."""

_decoder: Final = msgspec.json.Decoder(AssignmentProposal)


@dataclass(frozen=True, slots=True)
class ProposalConsumer:
    """Commits proposals one after the other; offsets are committed after the database."""

    reader: KafkaReader
    changes: Changes
    failed: FailedRecords
    committed: Wake

    async def run_round(self) -> None:
        """Handle the next records."""
        messages = await asyncio.to_thread(self.reader.read)
        if not messages:
            return
        await self.handle(messages)
        await asyncio.to_thread(self.reader.commit)

    async def handle(self, messages: list[Message]) -> None:
        """Commit or reject each proposal; one that cannot be decoded or stored goes to the topic of failed records."""
        for message in messages:
            try:
                proposal = _decoder.decode(message.value() or b"")
            except UNREADABLE as error:
                await self.failed.put(message, str(error))
                continue
            try:
                committed = await self._assign(proposal)
            except psycopg.Error as error:
                # The database rejects the proposal permanently (a NUL in an id, for example).
                await self.failed.put(message, error.diag.message_primary or str(error))
                continue
            if committed:
                self.committed.set()

    async def _assign(self, proposal: AssignmentProposal) -> bool:
        """Commit or reject a proposal; retry while the database is unavailable, because the reader would skip it."""
        backoff = Backoff(max_seconds=MAX_WAIT_SECONDS)
        while True:
            try:
                return await self.changes.assign(proposal)
            except psycopg.OperationalError as error:  # includes time-outs of the pool
                logger.warning("database unavailable, proposal waits", extra={"reason": str(error)})
                await backoff.wait()
