"""Function `track_couriers`, the hot path of a cell: pings to positions in Valkey and tracking updates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import msgspec
from valkey.exceptions import ValkeyError

from delivery.events import CITY_FEED, CourierPing, FleetUpdate, PositionUpdate, order_feed
from delivery.tracking import PushRule, should_push

from ..common.batch import Received, decode_batch
from ..common.cache import valkey
from ..common.logs import log
from ..common.metrics import metrics
from ..common.producer import Outgoing, UpdateSink, tracking_updates
from .positions import Positions, Stored

RULE = PushRule()
_decoder = msgspec.json.Decoder(CourierPing)


class PositionStore(Protocol):
    """Stores the newest positions; tests replace it."""

    def store(self, pings: Iterable[CourierPing]) -> list[Stored]:
        """Store each ping unless a newer one is stored."""
        ...

    def remember_pushed(self, pings: Iterable[CourierPing]) -> None:
        """Store the pings that were pushed to pages."""
        ...


@dataclass(frozen=True)
class Tracking:
    """Processes batches of pings."""

    positions: PositionStore
    updates: UpdateSink

    def track(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Process one batch and return the records to be retried; only the newest ping of a courier counts."""
        batch = decode_batch(event, _decoder)
        newest = _newest(batch.records)
        try:
            stored = self.positions.store(record.message for record in newest.values())
        except ValkeyError as error:
            log("ERROR", "positions not stored", error=type(error).__name__)
            batch.fail(newest.values())
            return batch.response()
        pushed = [entry for entry in stored if entry.orders and should_push(entry.pushed, entry.ping, RULE)]
        failed = set(self.updates.send(_outgoing(stored, pushed)))
        batch.fail(record for courier, record in newest.items() if courier in failed)
        self._remember(entry.ping for entry in pushed if entry.ping.courier_id not in failed)
        metrics(
            "track_couriers",
            Records=batch.size,
            Failures=batch.failures,
            Stale=len(newest) - len(stored),
            Pushed=len(pushed),
            BatchAgeMs=batch.oldest_ms,
        )
        return batch.response()

    def _remember(self, pings: Iterable[CourierPing]) -> None:
        pushed = list(pings)
        if not pushed:
            return
        try:
            self.positions.remember_pushed(pushed)
        except ValkeyError as error:
            log("WARNING", "pushed positions not stored", error=type(error).__name__, count=len(pushed))


def _newest(records: Iterable[Received[CourierPing]]) -> dict[str, Received[CourierPing]]:
    """The newest ping of each courier in a batch."""
    newest: dict[str, Received[CourierPing]] = {}
    for record in records:
        held = newest.get(record.message.courier_id)
        if held is None or record.message.sequence >= held.message.sequence:
            newest[record.message.courier_id] = record
    return newest


def _outgoing(stored: list[Stored], pushed: list[Stored]) -> Iterable[Outgoing]:
    """One update for each order whose page would guess wrong, then one for the map with every stored courier.

    The update for the map has no cause: the next batch replaces a lost one, so no record is retried for it.
    """
    for entry in pushed:
        for order in entry.orders:
            yield Outgoing(_position(entry.ping, order_feed(order)), entry.ping.courier_id)
    if stored:
        yield Outgoing(FleetUpdate(feed=CITY_FEED, positions=[_position(e.ping, CITY_FEED) for e in stored]), None)


def _position(ping: CourierPing, feed: str) -> PositionUpdate:
    return PositionUpdate(
        feed=feed,
        version=ping.sequence,
        courier_id=ping.courier_id,
        position=ping.position,
        speed_mps=ping.speed_mps,
        heading_degrees=ping.heading_degrees,
        recorded_at=ping.recorded_at,
        sent_at_ms=ping.sent_at_ms,
    )


@cache
def _tracking() -> Tracking:
    """The tracking with the clients of this process."""
    return Tracking(positions=Positions(valkey()), updates=tracking_updates())


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Entry point for batches of courier pings."""
    return _tracking().track(event)
