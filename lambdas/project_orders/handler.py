"""Function `project_orders`: order events to order views, courier lists and tracking updates."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from valkey.cluster import ValkeyCluster
from valkey.exceptions import ValkeyError

from delivery.events import CITY_FEED, OrderEvent, OrderUpdate, courier_feed, order_feed

from ..common.batch import Batch, Received, decode_batch
from ..common.cache import valkey
from ..common.clock import clock
from ..common.dynamodb import WORKERS, dynamodb
from ..common.logs import log
from ..common.metrics import EVENT_FRESHNESS, metrics
from ..common.producer import Outgoing, UpdateSink, tracking_updates
from ..common.settings import required
from ..common.updates import order_update
from .carried import update_carried
from .views import OrderViews, Written

_decoder = msgspec.json.Decoder(OrderEvent)


@dataclass(frozen=True)
class Projection:
    """Projects batches of order events to the stores."""

    views: OrderViews
    valkey: ValkeyCluster
    updates: UpdateSink
    threads: ThreadPoolExecutor

    def project(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Process one batch and return the records to be retried.

        Of several versions of an order in a batch only the newest is processed, because an event has the full state.
        """
        batch = decode_batch(event, _decoder)
        newest = _newest(batch.records)
        fresh: list[float] = []
        outcomes = list(self.threads.map(partial(self._write, fresh), newest.values()))
        failed = {order for order, outcome in zip(newest, outcomes, strict=True) if outcome is None}
        batch.fail(record for record in batch.records if record.message.order_id in failed)
        current = [
            record
            for record, outcome in zip(newest.values(), outcomes, strict=True)
            if outcome in {Written.NEW, Written.REPEATED}
        ]
        self._publish(batch, current)
        metrics(
            "project_orders",
            {EVENT_FRESHNESS: fresh},
            Records=batch.size,
            Failures=batch.failures,
            Stale=outcomes.count(Written.STALE),
            BatchAgeMs=batch.oldest_ms,
        )
        return batch.response()

    def _write(self, fresh: list[float], record: Received[OrderEvent]) -> Written | None:
        """Write one view, and add the age of its event in milliseconds to `fresh`; None when it must be retried."""
        try:
            written = self.views.write(record.message)
        except (ClientError, BotoCoreError) as error:
            log("ERROR", "view not written", error=type(error).__name__, partition=record.partition, at=record.offset)
            return None
        if written is Written.NEW:
            fresh.append(max(0.0, clock().wall_ms_since(record.message.occurred_at)))
        return written

    def _publish(self, batch: Batch[OrderEvent], current: list[Received[OrderEvent]]) -> None:
        """Write the courier lists, then send the updates; a retried record finds its view already written."""
        try:
            update_carried(self.valkey.pipeline(), (record.message for record in current))
        except ValkeyError as error:
            log("ERROR", "courier lists not written", error=type(error).__name__)
            batch.fail(current)
            return
        batch.fail(self.updates.send(outgoing for record in current for outgoing in _outgoing(record)))


def _newest(records: Iterable[Received[OrderEvent]]) -> dict[str, Received[OrderEvent]]:
    """The newest version of each order in a batch."""
    newest: dict[str, Received[OrderEvent]] = {}
    for record in records:
        held = newest.get(record.message.order_id)
        if held is None or record.message.version >= held.message.version:
            newest[record.message.order_id] = record
    return newest


def _outgoing(record: Received[OrderEvent]) -> Iterable[Outgoing]:
    """The update for the order's page, for its courier's page and for the operations map."""
    event = record.message
    update: OrderUpdate = order_update(event, order_feed(event.order_id))
    yield Outgoing(update, record)
    if event.courier_id is not None:
        yield Outgoing(msgspec.structs.replace(update, feed=courier_feed(event.courier_id)), record)
    yield Outgoing(msgspec.structs.replace(update, feed=CITY_FEED), record)


@cache
def _projection() -> Projection:
    """The projection with the clients of this process."""
    return Projection(
        views=OrderViews(dynamodb(), required("ORDER_VIEWS_TABLE")),
        valkey=valkey(),
        updates=tracking_updates(),
        threads=ThreadPoolExecutor(WORKERS, thread_name_prefix="views"),
    )


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Entry point for batches of order events."""
    return _projection().project(event)
