"""Function `push_updates`: subscriptions, and connections that succeed, have ended, fail or block."""

import threading
from collections import defaultdict
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest
from botocore.exceptions import EndpointConnectionError

from delivery.events import CITY_FEED, FleetUpdate, GeoPoint, OrderEvent, PositionUpdate, order_feed
from lambdas.common.connections import Connections, Posted
from lambdas.common.subscriptions import Subscriptions
from lambdas.common.updates import order_update
from lambdas.push_updates import handler
from lambdas.push_updates.coalesce import FRAME_BYTES
from lambdas.push_updates.handler import Push

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

MakeEvent = Callable[..., dict[str, Any]]
MakeOrder = Callable[..., OrderEvent]
DONE: dict[str, Any] = {"batchItemFailures": []}


class FakeConnections:
    """Connections by name: `gone…` has ended, `broken…` fails, `slow…` blocks until `release`."""

    def __init__(self) -> None:
        self.received: dict[str, list[Any]] = defaultdict(list)
        self.release = threading.Event()

    def post(self, connection_id: str, message: bytes) -> Posted:
        """Record the message, or fail as the name says."""
        if connection_id.startswith("slow"):
            self.release.wait(10)
        if connection_id.startswith("gone"):
            return Posted.GONE
        if connection_id.startswith("broken"):
            return Posted.FAILED
        assert len(message) <= FRAME_BYTES
        self.received[connection_id].append(msgspec.json.decode(message))
        return Posted.SENT


class FakeSubscriptions:
    """Subscriptions in memory; a feed that starts with `unreadable` cannot be read."""

    def __init__(self, **feeds: list[str]) -> None:
        self.feeds = {name.replace("_", ":"): connections for name, connections in feeds.items()}
        self.reads = 0

    def connections(self, feed: str) -> list[str]:
        """The subscribers of a feed."""
        self.reads += 1
        if feed.startswith("unreadable"):
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1")
        return list(self.feeds.get(feed, []))

    def remove(self, feed: str, connection_id: str) -> None:
        """Remove a subscription."""
        self.feeds[feed].remove(connection_id)


@pytest.fixture
def fakes() -> Generator[FakeConnections]:
    """Connections; slow ones are released at the end."""
    fakes = FakeConnections()
    yield fakes
    fakes.release.set()


@pytest.fixture
def make_push(fakes: FakeConnections) -> Generator[Callable[..., Push]]:
    """A factory of the function with given subscribers."""
    with ThreadPoolExecutor(2) as lookups, ThreadPoolExecutor(4) as posts:

        def make(**feeds: list[str]) -> Push:
            subscribers = cast("Subscriptions", FakeSubscriptions(**feeds))
            return Push(subscribers, cast("Connections", fakes), lookups, posts)

        yield make
        fakes.release.set()


def position(feed: str, courier: str, version: int) -> PositionUpdate:
    """A courier's position for a feed."""
    return PositionUpdate(
        feed=feed,
        version=version,
        courier_id=courier,
        position=GeoPoint(lat=38.7, lon=-9.1),
        speed_mps=5.0,
        heading_degrees=90.0,
        recorded_at=1.0,
        sent_at_ms=1000.0,
    )


def test_only_the_newest_update_of_each_kind_is_sent_and_orders_come_first(
    make_push: Callable[..., Push], fakes: FakeConnections, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """A batch with several updates of a feed sends one of each kind."""
    feed = order_feed("1")
    orders = [order_update(order_event("1", version), feed) for version in (2, 3, 1)]
    event = kafka_event(position(feed, "c", 8), *orders, position(feed, "c", 9), position(feed, "c", 7))
    assert make_push(order_1=["phone"]).push(event) == DONE
    assert [(m["kind"], m["version"]) for m in fakes.received["phone"]] == [("order", 3), ("position", 9)]


def test_a_courier_gets_an_update_for_every_order_on_the_list(
    make_push: Callable[..., Push], fakes: FakeConnections, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """Versions of different orders are not compared with each other."""
    updates = [order_update(order_event(order, version), "courier:1") for order, version in (("a", 9), ("b", 2))]
    make_push(courier_1=["phone"]).push(kafka_event(*updates))
    assert [message["order_id"] for message in fakes.received["phone"]] == ["a", "b"]


def test_the_map_gets_every_courier_once_in_messages_of_one_frame(
    make_push: Callable[..., Push], fakes: FakeConnections, kafka_event: MakeEvent
) -> None:
    """Fleet updates of a batch are merged by courier and split where a frame ends."""
    first = FleetUpdate(feed=CITY_FEED, positions=[position(CITY_FEED, f"c{n}", 1) for n in range(250)])
    second = FleetUpdate(feed=CITY_FEED, positions=[position(CITY_FEED, "c0", 2)])
    make_push(city=["map"]).push(kafka_event(first, second))
    sent = {p["courier_id"]: p["version"] for message in fakes.received["map"] for p in message["positions"]}
    assert {"c0": 2, **{f"c{n}": 1 for n in range(1, 250)}} == sent


def test_subscribers_of_the_map_are_cached_and_those_of_an_order_are_not(
    make_push: Callable[..., Push], kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """A page with the state of its order misses no update, and the many batches of the map cost few reads."""
    push = make_push(city=["map"])
    for _ in range(3):
        push.push(kafka_event(FleetUpdate(feed=CITY_FEED, positions=[]), order_update(order_event(), order_feed("1"))))
    assert cast("FakeSubscriptions", push.subscriptions).reads == 1 + 3


def test_a_connection_that_has_ended_loses_its_subscription(
    make_push: Callable[..., Push], fakes: FakeConnections, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """410 removes the subscription, and others still get their message."""
    push = make_push(order_1=["gone", "phone"])
    assert push.push(kafka_event(order_update(order_event("1"), order_feed("1")))) == DONE
    assert cast("FakeSubscriptions", push.subscriptions).feeds["order:1"] == ["phone"]
    assert len(fakes.received["phone"]) == 1


def test_slow_and_broken_connections_do_not_block_others(
    make_push: Callable[..., Push],
    fakes: FakeConnections,
    kafka_event: MakeEvent,
    order_event: MakeOrder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Posts have a time-out, after which the batch is finished without them."""
    monkeypatch.setattr(handler, "PUSH_SECONDS", 0.3)
    push = make_push(order_1=["slow", "broken", "phone"])
    assert push.push(kafka_event(order_update(order_event("1"), order_feed("1")))) == DONE
    assert {"phone"} == set(fakes.received)


def test_records_whose_subscribers_cannot_be_read_are_retried(
    make_push: Callable[..., Push], fakes: FakeConnections, kafka_event: MakeEvent
) -> None:
    """Only the records of that feed fail."""
    event = kafka_event(position("unreadable:1", "c", 1), position("order:1", "c", 1), position("unreadable:1", "c", 2))
    answer = make_push(order_1=["phone"]).push(event)
    assert [item["itemIdentifier"]["offset"] for item in answer["batchItemFailures"]] == [100, 102]
    assert len(fakes.received["phone"]) == 1


@pytest.mark.city
def test_subscriptions_are_found_by_feed_and_by_connection(tables: "DynamoDBClient") -> None:
    """A subscription is found by both until it is removed."""
    subscriptions = Subscriptions(tables, "functions-subscriptions")
    subscriptions.add("order:1", "a", "customer-1")
    subscriptions.add("order:1", "b", "customer-1")
    subscriptions.add("city", "a", "operator-1")
    assert subscriptions.connections("order:1") == ["a", "b"]
    assert {"order:1", "city"} == set(subscriptions.feeds("a"))
    subscriptions.remove("order:1", "a")
    assert subscriptions.connections("order:1") == ["b"]
