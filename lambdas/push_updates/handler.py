"""Function `push_updates`: tracking updates to the WebSocket connections that subscribed."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from delivery.events import CITY_FEED, TrackingUpdate

from ..common.batch import decode_batch
from ..common.connections import CONNECTIONS_AT_ONCE, Connections, Posted, connections
from ..common.dynamodb import WORKERS, dynamodb
from ..common.logs import log
from ..common.metrics import PING_TO_PAGE_LATENCY, metrics, plausible
from ..common.settings import required
from ..common.subscriptions import Subscriptions
from .coalesce import Latest, coalesce

PUSH_SECONDS = 5.0
"""Posts that wait longer are cancelled, so that the next updates, which are newer, are sent."""
CITY_SECONDS = 1.0
"""How long the subscribers of the map are cached. Every batch has an update for the map, and a new map receives
the positions that it missed with the next one. Subscribers of orders are looked up each time."""
_decoder: msgspec.json.Decoder[TrackingUpdate] = msgspec.json.Decoder(TrackingUpdate)


@dataclass
class Push:
    """Pushes batches of updates to their subscribers."""

    subscriptions: Subscriptions
    connections: Connections
    lookups: ThreadPoolExecutor
    posts: ThreadPoolExecutor
    _city: list[str] = field(default_factory=list[str])
    _city_until: float = 0.0

    def push(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Process one batch and return the records to be retried: those whose subscribers could not be read."""
        batch = decode_batch(event, _decoder)
        feeds = coalesce(batch.records)
        posting: list[Future[Posted]] = []
        times: list[float] = []
        for latest, subscribers in zip(feeds, self.lookups.map(self._subscribers, feeds), strict=True):
            if subscribers is None:
                batch.fail(latest.records)
            elif subscribers:
                messages = list(latest.messages())
                posting += [self.posts.submit(self._post, latest, to, messages, times) for to in subscribers]
        outcomes = _outcomes(posting)
        metrics(
            "push_updates",
            {PING_TO_PAGE_LATENCY: plausible(times)},
            Records=batch.size,
            Failures=batch.failures,
            Sent=outcomes[Posted.SENT],
            Gone=outcomes[Posted.GONE],
            NotSent=outcomes[Posted.FAILED],
            BatchAgeMs=batch.oldest_ms,
        )
        return batch.response()

    def _subscribers(self, latest: Latest) -> list[str] | None:
        """The connections that are subscribed to a feed; None when they could not be read."""
        if latest.feed == CITY_FEED and time.monotonic() < self._city_until:
            return self._city
        try:
            found = self.subscriptions.connections(latest.feed)
        except (ClientError, BotoCoreError) as error:
            log("ERROR", "subscriptions not read", error=type(error).__name__)
            return None
        if latest.feed == CITY_FEED:
            self._city, self._city_until = found, time.monotonic() + CITY_SECONDS
        return found

    def _post(self, latest: Latest, connection_id: str, messages: Sequence[bytes], times: list[float]) -> Posted:
        """Send messages to one connection in order; remove the subscription of a connection that has ended.

        The ages of the positions that arrive at a page are added to `times`, in milliseconds.
        """
        for message in messages:
            posted = self.connections.post(connection_id, message)
            if posted is Posted.GONE:
                self._unsubscribe(latest.feed, connection_id)
            if posted is not Posted.SENT:
                return posted
        now = time.time() * 1000.0
        times.extend(now - sent_at_ms for sent_at_ms in latest.positions_sent_at_ms)
        return Posted.SENT

    def _unsubscribe(self, feed: str, connection_id: str) -> None:
        try:
            self.subscriptions.remove(feed, connection_id)
        except (ClientError, BotoCoreError) as error:  # it expires by itself
            log("WARNING", "subscription not removed", error=type(error).__name__)


def _outcomes(posting: Sequence[Future[Posted]]) -> Counter[Posted]:
    """Wait for the posts until their time-out and count the outcomes."""
    done, late = wait(posting, timeout=PUSH_SECONDS)
    outcomes = Counter(future.result() for future in done)
    for future in late:
        future.cancel()
    outcomes[Posted.FAILED] += len(late)
    return outcomes


@cache
def _push() -> Push:
    """The pusher with the clients of this process."""
    return Push(
        subscriptions=Subscriptions(dynamodb(), required("SUBSCRIPTIONS_TABLE")),
        connections=connections(),
        lookups=ThreadPoolExecutor(WORKERS, thread_name_prefix="lookup"),
        posts=ThreadPoolExecutor(CONNECTIONS_AT_ONCE, thread_name_prefix="post"),
    )


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Entry point for batches of tracking updates."""
    return _push().push(event)
