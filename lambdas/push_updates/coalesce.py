"""Coalescing: the newest updates of a batch, without those that newer ones replace."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from delivery.events import FleetUpdate, OrderUpdate, PositionUpdate, TrackingUpdate

from ..common.batch import Received

FRAME_BYTES = 32 * 1024
"""API Gateway's limit for one WebSocket frame; a message of this size is not split:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html."""
_POSITIONS_A_MESSAGE = 100
"""A position is about 230 bytes of JSON, at most 300 with the longest ids in use."""

Versioned = TypeVar("Versioned", OrderUpdate, PositionUpdate)
_encode = msgspec.json.Encoder().encode


class Latest:
    """The newest update of each order and courier for one feed, and the records that they come from."""

    def __init__(self, feed: str) -> None:
        self.feed = feed
        self.records: list[Received[TrackingUpdate]] = []
        self._orders: dict[str, OrderUpdate] = {}
        self._positions: dict[str, PositionUpdate] = {}
        self._fleet: dict[str, PositionUpdate] = {}

    def add(self, record: Received[TrackingUpdate]) -> None:
        """Add one update."""
        self.records.append(record)
        match record.message:
            case OrderUpdate() as update:
                _keep_newest(self._orders, update.order_id, update)
            case PositionUpdate() as update:
                _keep_newest(self._positions, update.courier_id, update)
            case FleetUpdate() as update:
                for position in update.positions:
                    _keep_newest(self._fleet, position.courier_id, position)

    @property
    def positions_sent_at_ms(self) -> list[float]:
        """When the phones sent the positions on the page of an order; the map has other, less urgent, positions."""
        return [position.sent_at_ms for position in self._positions.values()]

    def messages(self) -> Iterator[bytes]:
        """The messages to send, in order, each within one frame."""
        for update in (*self._orders.values(), *self._positions.values()):
            yield _encode(update)
        fleet = list(self._fleet.values())
        for start in range(0, len(fleet), _POSITIONS_A_MESSAGE):
            yield _encode(FleetUpdate(feed=self.feed, positions=fleet[start : start + _POSITIONS_A_MESSAGE]))


def coalesce(records: Iterable[Received[TrackingUpdate]]) -> list[Latest]:
    """Group a batch by feed and keep only the newest update of each order and courier."""
    feeds: dict[str, Latest] = {}
    for record in records:
        feed = record.message.feed
        if feed not in feeds:
            feeds[feed] = Latest(feed)
        feeds[feed].add(record)
    return list(feeds.values())


def _keep_newest(held: dict[str, Versioned], key: str, update: Versioned) -> None:
    known = held.get(key)
    if known is None or known.version <= update.version:
        held[key] = update
