"""Tickets: for feeds that the caller may see, single use, stored as hashes."""

import hashlib
import time
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

import httpx
import pytest

from local.backing_services.dynamodb import DynamoDB
from services.common.database import Pool

from .driver import Service, open_restaurant, service_of
from .fakes import Issuer, Provider

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.city

TABLE = "services-tickets"


@pytest.fixture
async def ticketing(pool: Pool, provider: Provider, dynamodb_local: DynamoDB) -> AsyncGenerator[Service]:
    """The order service with an empty table of tickets."""
    client = dynamodb_local.client()
    client.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "ticket_hash", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "ticket_hash", "KeyType": "HASH"}],
    )
    await open_restaurant(pool)
    async with httpx.AsyncClient() as http:
        service = service_of(pool, provider, Issuer(), http, tickets=client)
        async with service.client:
            yield service
    if TABLE in client.list_tables()["TableNames"]:
        client.delete_table(TableName=TABLE)


@pytest.mark.parametrize(
    ("who", "feed"),
    [
        ("customer:c1", "order:{order}"),
        ("courier:k1", "courier:k1"),
        ("operator:o", "city"),
        ("operator:o", "order:{order}"),
        ("operator:o", "courier:k1"),
    ],
)
async def test_a_ticket_is_stored_as_its_hash(
    ticketing: Service, dynamodb_local: DynamoDB, who: str, feed: str
) -> None:
    """The caller gets the ticket and the URL; the table has the hash, the feed, the caller and the expiry."""
    feed = feed.format(order=await ticketing.placed())

    answer = await ticketing.call("POST", "/tickets", who, {"feed": feed})

    ticket = answer.json()
    assert (answer.status_code, ticket["expires_in_seconds"], ticket["url"]) == (200, 60, "wss://cell.test/live")
    client: DynamoDBClient = dynamodb_local.client()
    [item] = client.scan(TableName=TABLE)["Items"]
    assert {"S": hashlib.sha256(ticket["ticket"].encode()).hexdigest()} == item["ticket_hash"]
    assert ({"S": feed}, {"S": who}) == (item["feed"], item["principal"])
    assert time.time() < int(item["expires_at"].get("N", "0")) <= time.time() + 60


async def test_each_ticket_is_different(ticketing: Service) -> None:
    """Two requests return two tickets."""
    answers = [await ticketing.call("POST", "/tickets", "courier:k1", {"feed": "courier:k1"}) for _ in range(2)]

    assert len({answer.json()["ticket"] for answer in answers}) == 2


async def test_a_ticket_needs_the_table(ticketing: Service, dynamodb_local: DynamoDB) -> None:
    """The response is 503 when the table cannot be written."""
    dynamodb_local.client().delete_table(TableName=TABLE)

    answer = await ticketing.call("POST", "/tickets", "operator:o", {"feed": "city"})

    assert answer.status_code == 503
