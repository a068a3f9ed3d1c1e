"""Reads the dispatcher's proposals and commits those that still fit."""

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
"""The consumer group, as `docs/architecture.md` names it."""

MAX_WAIT_SECONDS: Final = 0.5
"""The longest wait between attempts while the database is unavailable."""

_decoder: Final = msgspec.json.Decoder(AssignmentProposal)


@dataclass(frozen=True, slots=True)
class ProposalConsumer:
    """Commits proposals one after the other; offsets follow the database's commits."""

    reader: KafkaReader
    changes: Changes
    failed: FailedRecords
    committed: Wake

    async def run_round(self) -> None:
        """Handle what has arrived."""
        messages = await asyncio.to_thread(self.reader.read)
        if not messages:
            return
        await self.handle(messages)
        await asyncio.to_thread(self.reader.commit)

    async def handle(self, messages: list[Message]) -> None:
        """Commit or reject each proposal; what cannot be decoded or stored is set aside with its reason."""
        for message in messages:
            try:
                proposal = _decoder.decode(message.value() or b"")
            except UNREADABLE as error:
                await self.failed.put(message, str(error))
                continue
            try:
                committed = await self._assign(proposal)
            except psycopg.Error as error:
                # The database is there and will not have it, today or tomorrow (a NUL in an id, for example).
                await self.failed.put(message, error.diag.message_primary or str(error))
                continue
            if committed:
                self.committed.set()

    async def _assign(self, proposal: AssignmentProposal) -> bool:
        """Commit or reject a proposal, however long the database is away: the reader has moved on and would skip it."""
        backoff = Backoff(max_seconds=MAX_WAIT_SECONDS)
        while True:
            try:
                return await self.changes.assign(proposal)
            except psycopg.OperationalError as error:  # the pool's timeout is one of these too
                logger.warning("database away, proposal waits", extra={"reason": str(error)})
                await backoff.wait()
