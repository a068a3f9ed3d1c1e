"""Function `track_couriers`: courier-locations to positions in Valkey and tracking updates, the hot path of a cell."""

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
from ..common.logs import log, metrics
from ..common.producer import Outgoing, UpdateSink, tracking_updates
from .positions import Positions, Stored

RULE = PushRule()
_decoder = msgspec.json.Decoder(CourierPing)


class PositionStore(Protocol):
    """Where the newest positions are kept."""

    def store(self, pings: Iterable[CourierPing]) -> list[Stored]:
        """Store each ping unless a newer one is known."""
        ...

    def remember_pushed(self, pings: Iterable[CourierPing]) -> None:
        """Note what pages were told."""
        ...


@dataclass(frozen=True)
class Tracking:
    """The stores that a ping reaches."""

    positions: PositionStore
    updates: UpdateSink

    def track(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out one batch and answer which of its records must come again; only a courier's newest ping counts."""
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
        told = list(pings)
        if not told:
            return
        try:
            self.positions.remember_pushed(told)
        except ValkeyError as error:
            log("WARNING", "pushed positions not noted", error=type(error).__name__, count=len(told))


def _newest(records: Iterable[Received[CourierPing]]) -> dict[str, Received[CourierPing]]:
    """The newest ping of each courier in a batch."""
    newest: dict[str, Received[CourierPing]] = {}
    for record in records:
        held = newest.get(record.message.courier_id)
        if held is None or record.message.sequence >= held.message.sequence:
            newest[record.message.courier_id] = record
    return newest


def _outgoing(stored: list[Stored], pushed: list[Stored]) -> Iterable[Outgoing]:
    """One update for each order whose page would guess wrong, then one for the map with everybody who moved.

    The map's update has no cause: a lost one is made good by the next batch, and no record is repeated for it.
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
    """The stores of this process, made once."""
    return Tracking(positions=Positions(valkey()), updates=tracking_updates())


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Lambda's entry point for batches of courier-locations."""
    return _tracking().track(event)
