"""Events as AWS documents them, domain messages, and the real stores that functions write to."""

import base64
from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from valkey.cluster import ValkeyCluster

from delivery.events import CourierPing, GeoPoint, OrderEvent, OrderStatus, TrackingUpdate
from lambdas.common.dynamodb import dynamodb
from lambdas.common.producer import Outgoing
from local.backing_services.dynamodb import REGION, DynamoDB
from local.backing_services.valkey import Valkey

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TABLES = {
    "functions-order-views": ("order_id", None),
    "functions-subscriptions": ("feed", "connection_id"),
    "functions-tickets": ("ticket_hash", None),
}


@pytest.fixture
def kafka_event() -> Callable[..., dict[str, Any]]:
    """Make an event of an MSK mapping from values (structs, or bytes as they are), offsets counting from 100."""

    def make(*values: Any, topic: str = "order-events") -> dict[str, Any]:
        encoded = [value if isinstance(value, bytes) else msgspec.json.encode(value) for value in values]
        return {
            "eventSource": "aws:kafka",
            "eventSourceArn": "arn:aws:kafka:eu-south-2:123456789012:cluster/demo/abc",
            "bootstrapServers": "b-1.demo.kafka.eu-south-2.amazonaws.com:9098",
            "records": {
                f"{topic}-0": [
                    {
                        "topic": topic,
                        "partition": 0,
                        "offset": 100 + number,
                        "timestamp": 1_700_000_000_000,
                        "timestampType": "CREATE_TIME",
                        "key": base64.b64encode(b"key").decode(),
                        "value": base64.b64encode(value).decode(),
                        "headers": [],
                    }
                    for number, value in enumerate(encoded)
                ]
            },
        }

    return make


@pytest.fixture
def order_event() -> Callable[..., OrderEvent]:
    """Make an order's event."""

    def make(order_id: str = "order-1", version: int = 1, **changes: Any) -> OrderEvent:
        base = OrderEvent(
            order_id=order_id,
            version=version,
            status=OrderStatus.PLACED,
            occurred_at=1000.0,
            customer_id="customer-1",
            restaurant_id="restaurant-1",
            pickup=GeoPoint(lat=38.71, lon=-9.14),
            dropoff=GeoPoint(lat=38.72, lon=-9.15),
            total_cents=2500,
            currency="EUR",
            placed_at=1000.0,
        )
        return msgspec.structs.replace(base, **changes)

    return make


@pytest.fixture
def ping() -> Callable[..., CourierPing]:
    """Make a courier's ping; `at` is its time in seconds, `lat` its latitude."""

    def make(courier_id: str = "courier-1", sequence: int = 1, *, at: float = 0.0, lat: float = 38.71) -> CourierPing:
        return CourierPing(
            courier_id=courier_id,
            sequence=sequence,
            position=GeoPoint(lat=lat, lon=-9.14),
            speed_mps=0.0,
            heading_degrees=0.0,
            recorded_at=at,
            sent_at_ms=at * 1000,
        )

    return make


class SentUpdates:
    """A sink that remembers, and loses what is for the feeds in `lost`."""

    def __init__(self) -> None:
        self.updates: list[TrackingUpdate] = []
        self.lost: set[str] = set()

    def send(self, updates: Iterable[Outgoing]) -> list[Any]:
        """Keep every update that is not to be lost."""
        failed: list[Any] = []
        for outgoing in updates:
            if outgoing.update.feed in self.lost:
                failed.append(outgoing.cause)
            else:
                self.updates.append(outgoing.update)
        return failed

    @property
    def feeds(self) -> list[str]:
        """The feeds of what was sent, in order."""
        return [update.feed for update in self.updates]


@pytest.fixture
def sent() -> SentUpdates:
    """Where handlers send their updates to."""
    return SentUpdates()


@pytest.fixture
def valkey(valkey_server: Valkey) -> Generator[ValkeyCluster]:
    """A client of an empty Valkey."""
    client = ValkeyCluster(host="127.0.0.1", port=valkey_server.port)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def tables(dynamodb_local: DynamoDB, monkeypatch: pytest.MonkeyPatch) -> Generator["DynamoDBClient"]:
    """The client that functions use, on empty tables; the environment is as a stack would set it."""
    environment = {
        "AWS_ENDPOINT_URL_DYNAMODB": dynamodb_local.endpoint,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": REGION,
        "ORDER_VIEWS_TABLE": "functions-order-views",
        "SUBSCRIPTIONS_TABLE": "functions-subscriptions",
        "TICKETS_TABLE": "functions-tickets",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    dynamodb.cache_clear()
    client = dynamodb()
    for table in TABLES:
        _make_table(client, table)
    yield client
    for table in TABLES:
        client.delete_table(TableName=table)
    dynamodb.cache_clear()


def _make_table(client: "DynamoDBClient", table: str) -> None:
    partition, sort = TABLES[table]
    keys = [name for name in (partition, sort) if name]
    request: Any = {
        "TableName": table,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in keys],
        "KeySchema": [
            {"AttributeName": name, "KeyType": kind} for name, kind in zip(keys, ("HASH", "RANGE"), strict=False)
        ],
    }
    if sort:
        index = {
            "IndexName": "by-connection",
            "KeySchema": [{"AttributeName": "connection_id", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
        request["GlobalSecondaryIndexes"] = [index]
    client.create_table(**request)
