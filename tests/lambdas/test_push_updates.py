"""Function push_updates: real subscriptions, and connections that answer, hang up or fail."""

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


class Phones:
    """Connections by name: a `gone…` one has ended, a `broken…` one fails, a `slow…` one waits for `release`."""

    def __init__(self) -> None:
        self.received: dict[str, list[Any]] = defaultdict(list)
        self.release = threading.Event()

    def post(self, connection_id: str, message: bytes) -> Posted:
        """Receive, or not."""
        if connection_id.startswith("slow"):
            self.release.wait(10)
        if connection_id.startswith("gone"):
            return Posted.GONE
        if connection_id.startswith("broken"):
            return Posted.FAILED
        assert len(message) <= FRAME_BYTES
        self.received[connection_id].append(msgspec.json.decode(message))
        return Posted.SENT


class Listeners:
    """Subscriptions in memory; a feed that starts with `unreadable` cannot be read."""

    def __init__(self, **feeds: list[str]) -> None:
        self.feeds = {name.replace("_", ":"): connections for name, connections in feeds.items()}
        self.reads = 0

    def connections(self, feed: str) -> list[str]:
        """Who listens."""
        self.reads += 1
        if feed.startswith("unreadable"):
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1")
        return list(self.feeds.get(feed, []))

    def remove(self, feed: str, connection_id: str) -> None:
        """Forget a listener."""
        self.feeds[feed].remove(connection_id)


@pytest.fixture
def phones() -> Generator[Phones]:
    """Connections; slow ones are let go at the end."""
    phones = Phones()
    yield phones
    phones.release.set()


@pytest.fixture
def make_push(phones: Phones) -> Generator[Callable[..., Push]]:
    """Make the function with given listeners."""
    with ThreadPoolExecutor(2) as lookups, ThreadPoolExecutor(4) as posts:

        def make(**feeds: list[str]) -> Push:
            listeners = cast("Subscriptions", Listeners(**feeds))
            return Push(listeners, cast("Connections", phones), lookups, posts)

        yield make
        phones.release.set()


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


def test_of_each_kind_only_the_newest_is_sent_and_orders_come_first(
    make_push: Callable[..., Push], phones: Phones, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """A batch with several updates of a feed sends one of each kind."""
    feed = order_feed("1")
    orders = [order_update(order_event("1", version), feed) for version in (2, 3, 1)]
    event = kafka_event(position(feed, "c", 8), *orders, position(feed, "c", 9), position(feed, "c", 7))
    assert make_push(order_1=["phone"]).push(event) == DONE
    assert [(m["kind"], m["version"]) for m in phones.received["phone"]] == [("order", 3), ("position", 9)]


def test_a_courier_hears_of_every_order_on_the_list(
    make_push: Callable[..., Push], phones: Phones, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """Versions of different orders are not compared with each other."""
    updates = [order_update(order_event(order, version), "courier:1") for order, version in (("a", 9), ("b", 2))]
    make_push(courier_1=["phone"]).push(kafka_event(*updates))
    assert [message["order_id"] for message in phones.received["phone"]] == ["a", "b"]


def test_the_map_gets_every_courier_once_in_messages_of_one_frame(
    make_push: Callable[..., Push], phones: Phones, kafka_event: MakeEvent
) -> None:
    """Fleet updates of a batch are merged by courier and split where a frame ends."""
    first = FleetUpdate(feed=CITY_FEED, positions=[position(CITY_FEED, f"c{n}", 1) for n in range(250)])
    second = FleetUpdate(feed=CITY_FEED, positions=[position(CITY_FEED, "c0", 2)])
    make_push(city=["map"]).push(kafka_event(first, second))
    sent = {p["courier_id"]: p["version"] for message in phones.received["map"] for p in message["positions"]}
    assert {"c0": 2, **{f"c{n}": 1 for n in range(1, 250)}} == sent


def test_the_listeners_of_the_map_are_read_once_a_second_and_those_of_an_order_each_time(
    make_push: Callable[..., Push], kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """A page that has its order's snapshot misses no update, while the map's many batches cost few reads."""
    push = make_push(city=["map"])
    for _ in range(3):
        push.push(kafka_event(FleetUpdate(feed=CITY_FEED, positions=[]), order_update(order_event(), order_feed("1"))))
    assert cast("Listeners", push.subscriptions).reads == 1 + 3


def test_a_connection_that_has_ended_loses_its_subscription(
    make_push: Callable[..., Push], phones: Phones, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """410 removes the subscription, and others still get their message."""
    push = make_push(order_1=["gone", "phone"])
    assert push.push(kafka_event(order_update(order_event("1"), order_feed("1")))) == DONE
    assert cast("Listeners", push.subscriptions).feeds["order:1"] == ["phone"]
    assert len(phones.received["phone"]) == 1


def test_slow_and_broken_connections_do_not_hold_up_others(
    make_push: Callable[..., Push],
    phones: Phones,
    kafka_event: MakeEvent,
    order_event: MakeOrder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Posts have a time limit, after which the batch is done without them."""
    monkeypatch.setattr(handler, "PUSH_SECONDS", 0.3)
    push = make_push(order_1=["slow", "broken", "phone"])
    assert push.push(kafka_event(order_update(order_event("1"), order_feed("1")))) == DONE
    assert {"phone"} == set(phones.received)


def test_records_whose_listeners_cannot_be_read_come_again(
    make_push: Callable[..., Push], phones: Phones, kafka_event: MakeEvent
) -> None:
    """Only the records of that feed fail."""
    event = kafka_event(position("unreadable:1", "c", 1), position("order:1", "c", 1), position("unreadable:1", "c", 2))
    answer = make_push(order_1=["phone"]).push(event)
    assert [item["itemIdentifier"]["offset"] for item in answer["batchItemFailures"]] == [100, 102]
    assert len(phones.received["phone"]) == 1


@pytest.mark.city
def test_subscriptions_are_found_by_feed_and_by_connection(tables: "DynamoDBClient") -> None:
    """What was added is found both ways until it is removed."""
    subscriptions = Subscriptions(tables, "functions-subscriptions")
    subscriptions.add("order:1", "a", "customer-1")
    subscriptions.add("order:1", "b", "customer-1")
    subscriptions.add("city", "a", "operator-1")
    assert subscriptions.connections("order:1") == ["a", "b"]
    assert {"order:1", "city"} == set(subscriptions.feeds("a"))
    subscriptions.remove("order:1", "a")
    assert subscriptions.connections("order:1") == ["b"]
