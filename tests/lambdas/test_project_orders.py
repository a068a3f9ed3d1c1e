"""Function `project_orders` with DynamoDB Local and a real Valkey."""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest
from botocore.exceptions import EndpointConnectionError
from valkey.cluster import ValkeyCluster
from valkey.exceptions import ConnectionError as ValkeyConnectionError

from delivery.events import OrderEvent, OrderStatus
from lambdas.project_orders.handler import Projection
from lambdas.project_orders.views import OrderViews

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.city
MakeEvent = Callable[..., dict[str, Any]]
MakeOrder = Callable[..., OrderEvent]
DONE: dict[str, Any] = {"batchItemFailures": []}


@pytest.fixture
def projection(tables: "DynamoDBClient", valkey: ValkeyCluster, sent: Any) -> Generator[Projection]:
    """The function with its real stores."""
    with ThreadPoolExecutor(2) as threads:
        yield Projection(OrderViews(tables, "functions-order-views"), valkey, sent, threads)


def stored(tables: "DynamoDBClient", order_id: str = "order-1") -> OrderEvent | None:
    """The order in its view."""
    item = tables.get_item(TableName="functions-order-views", Key={"order_id": {"S": order_id}}).get("Item", {})
    document = item.get("document", {}).get("S")
    return msgspec.json.decode(document, type=OrderEvent) if document else None


def test_a_new_version_is_stored_and_sent(
    projection: Projection, tables: "DynamoDBClient", sent: Any, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """The view has the full state of the event, and the order's feed gets an update."""
    event = order_event()
    assert projection.project(kafka_event(event)) == DONE
    assert event == stored(tables)
    assert sent.feeds == ["order:order-1", "city"]


def test_an_older_version_is_ignored(
    projection: Projection, tables: "DynamoDBClient", sent: Any, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """A version that arrives late changes and sends nothing."""
    newer = order_event(version=3, status=OrderStatus.ACCEPTED)
    projection.project(kafka_event(newer))
    sent.updates.clear()
    assert projection.project(kafka_event(order_event(version=2))) == DONE
    assert newer == stored(tables)
    assert sent.feeds == []


def test_a_repeated_version_is_sent_again(
    projection: Projection, sent: Any, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """A retry after the view was written sends the updates that failed before."""
    event = kafka_event(order_event())
    sent.lost = {"order:order-1"}
    failed = [{"itemIdentifier": {"partition": "order-events-0", "offset": 100}}]
    assert {"batchItemFailures": failed} == projection.project(event)
    sent.lost = set()
    assert sent.feeds == ["city"]
    assert projection.project(event) == DONE
    assert sent.feeds == ["city", "order:order-1", "city"]


def test_only_the_newest_version_of_an_order_in_a_batch_is_processed(
    projection: Projection, tables: "DynamoDBClient", sent: Any, kafka_event: MakeEvent, order_event: MakeOrder
) -> None:
    """Several versions of an order in a batch cause one write and one update per feed."""
    newest = order_event(version=3)
    assert projection.project(kafka_event(order_event(version=2), newest, order_event(version=1))) == DONE
    assert newest == stored(tables)
    assert [update.version for update in sent.updates] == [3, 3]


def carried(projection: Projection) -> set[bytes]:
    """The orders of courier-1 in Valkey."""
    return set(cast("set[bytes]", projection.valkey.smembers("courier:{courier-1}:orders")))


def sent_feeds(projection: Projection) -> list[str]:
    """The feeds of the sent updates, in order."""
    return cast("Any", projection.updates).feeds


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (OrderStatus.ASSIGNED, {b"order-1"}),
        (OrderStatus.PICKED_UP, {b"order-1"}),
        (OrderStatus.DELIVERED, set()),
        (OrderStatus.CANCELLED, set()),
    ],
)
def test_a_courier_carries_an_order_until_it_is_closed(
    projection: Projection,
    kafka_event: MakeEvent,
    order_event: MakeOrder,
    status: OrderStatus,
    expected: set[bytes],
) -> None:
    """Valkey has the orders of each courier, and the courier's feed gets every change."""
    projection.project(kafka_event(order_event(version=2, status=OrderStatus.ASSIGNED, courier_id="courier-1")))
    projection.project(kafka_event(order_event(version=3, status=status, courier_id="courier-1")))
    assert carried(projection) == expected
    assert sent_feeds(projection) == ["order:order-1", "courier:courier-1", "city"] * 2


def test_records_are_retried_when_valkey_is_unavailable(
    projection: Projection,
    kafka_event: MakeEvent,
    order_event: MakeOrder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No update is sent for a courier list that was not written."""

    class Silent:
        def __getattr__(self, _name: str) -> Any:
            raise ValkeyConnectionError

    monkeypatch.setattr(projection.valkey, "pipeline", Silent)
    answer = projection.project(kafka_event(order_event(courier_id="courier-1", status=OrderStatus.ASSIGNED)))
    assert [item["itemIdentifier"]["offset"] for item in answer["batchItemFailures"]] == [100]


def test_only_records_of_orders_whose_view_was_not_written_are_retried(
    projection: Projection, kafka_event: MakeEvent, order_event: MakeOrder, sent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All records of an order whose view cannot be written are retried; other orders are processed."""
    write = projection.views.write

    def unreachable(event: OrderEvent) -> Any:
        if event.order_id == "order-1":
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1")
        return write(event)

    monkeypatch.setattr(projection.views, "write", unreachable)
    answer = projection.project(kafka_event(order_event(), order_event("order-2"), order_event(version=2)))
    assert [item["itemIdentifier"]["offset"] for item in answer["batchItemFailures"]] == [100, 102]
    assert sent.feeds == ["order:order-2", "city"]
