"""A day of orders through the whole city, with malformed records in its topics."""

import asyncio
import base64
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest
from confluent_kafka import Producer

from delivery.generator import generate_day
from local.replay.client import Caller, GatewayClient, RejectedError
from local.replay.observations import Observations
from local.replay.replaying import Plan, replay
from local.replay.report import Result
from local.replay.session import Cell
from local.replay.sources import read_topic
from local.runtime.declared import environment_value
from tests.city.quiet import fired_whatever_the_machine

pytestmark = [pytest.mark.city, pytest.mark.engine, pytest.mark.timeout(600)]

ORDERS = 40
POISON = b'{"schema": 1, "order_id": "never-closed'
CONSUMERS = {
    "ORDER_EVENTS_TOPIC": 2,  # the dispatcher and project_orders
    "COURIER_EVENTS_TOPIC": 1,  # the dispatcher
    "COURIER_LOCATIONS_TOPIC": 2,  # the dispatcher and track_couriers
    "ASSIGNMENT_PROPOSALS_TOPIC": 1,  # the order service
    "TRACKING_UPDATES_TOPIC": 1,  # push_updates
}
"""Topics by the name of their variable, and how many groups move a malformed record to the failed records."""

PLACEMENT: Mapping[str, Any] = {
    "restaurant_id": "r1",
    "dropoff": {"lat": 38.7, "lon": -9.1},
    "address": "Door 1",
    "contact": "Customer 1",
    "items": [{"sku": "meal", "quantity": 1, "unit_price_cents": 1490}],
    "currency": "EUR",
    "payment_token": "tok_ok",
}
MALFORMED: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "latitude": ({"dropoff": {"lat": 99.0, "lon": -9.1}}, "$.dropoff"),
    "quantity": ({"items": [{"sku": "meal", "quantity": 0, "unit_price_cents": 1490}]}, "$.items[0].quantity"),
    "items": ({"items": []}, "$.items"),
    "type": ({"address": 7}, "$.address"),
    "restaurant": ({"restaurant_id": "nowhere"}, "$.restaurant_id"),
}


@pytest.fixture(scope="module")
def day(cell: Cell) -> Result:
    """A generated day, with one malformed record in each topic before it."""
    producer = Producer(dict(cell.addresses.kafka))
    for name in CONSUMERS:
        producer.produce(environment_value(cell.state, name), POISON, key=b"poison")
    assert producer.flush(30) == 0
    return replay(cell, Plan("test day", generate_day(seed=3, orders=ORDERS)))


def test_every_order_is_reconciled(day: Result) -> None:
    """Every order is closed, none is lost or duplicated, and all sources agree."""
    result = day.to_json()
    assert day.findings.all == []
    assert day.is_sound, result
    assert (result["placed"], result["lost"], result["doubled"], result["views_agree"]) == (ORDERS, 0, 0, True)
    assert result["delivered"] + result["undelivered"] == ORDERS
    assert result["delivered"] > 0


def test_pages_saw_the_couriers_move(day: Result) -> None:
    """Positions reached the customers' pages and the operations map."""
    result = day.to_json()
    assert result["ping_to_order_page_ms"]["p50"] > 0
    assert result["ping_to_city_page_ms"]["p50"] > 0


def test_only_the_malformed_records_fire_an_alarm(day: Result) -> None:
    """The alarms of the stack, over the metrics that programs emitted: a day without another fault is quiet.

    CloudWatch would accept every line with metrics, and the alarms that are evaluated are most of the cell's questions.
    """
    assert fired_whatever_the_machine(day) == ["demo-failed-records-1"]
    assert day.alarms is not None
    assert day.alarms.problems == ()
    evaluated = {history.name for history in day.alarms.evaluated}
    assert evaluated >= {"demo-api-errors", "demo-api-p99", "demo-offline-partitions", "demo-demo-push-updates-errors"}


def test_no_process_exited(cell: Cell, day: Result) -> None:
    """No service or function process exited, and all still run."""
    assert day
    assert cell.runtime
    assert cell.runtime.exits == []
    assert all(cell.runtime.health().values())


def test_malformed_records_are_kept_unchanged(cell: Cell, day: Result) -> None:
    """Each consumer of a malformed record wrote it, byte for byte and with a reason, to the topic of failed records."""
    assert day
    found = [
        json.loads(value)
        for value in read_topic(cell.addresses.kafka, environment_value(cell.state, "FAILED_RECORDS_TOPIC"))
    ]
    by_topic = {
        environment_value(cell.state, name): [record for record in map(_source, found) if record[0] == topic]
        for name in CONSUMERS
        for topic in [environment_value(cell.state, name)]
    }
    assert {environment_value(cell.state, name): count for name, count in CONSUMERS.items()} == {
        topic: len(records) for topic, records in by_topic.items()
    }
    assert {(POISON, True)} == {(value, bool(reason)) for records in by_topic.values() for _, value, reason in records}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_order_is_rejected_with_its_field(cell: Cell, name: str) -> None:
    """The public listener answers 4xx and names the field."""
    change, field = MALFORMED[name]

    async def place() -> None:
        async with aiohttp.ClientSession() as session:
            client = GatewayClient(session, cell.addresses.public, Observations())
            restaurant = {"name": "R", "position": PLACEMENT["dropoff"]}
            await client.call(Caller("operator", "test"), "PUT", "/restaurants/r1", restaurant)
            body = {**PLACEMENT, **change}
            await client.call(Caller("customer", "c1"), "POST", "/orders", body, idempotency_key=f"bad-{name}")

    with pytest.raises(RejectedError) as rejected:
        asyncio.run(place())
    assert rejected.value.status in {400, 422}
    assert f'"field":"{field}"' in str(rejected.value)


def _source(record: Mapping[str, Any]) -> tuple[str, bytes, str]:
    """Topic, value and reason of a failed record, of a service or of an event source mapping."""
    if "payload" in record:
        ((given,),) = record["payload"]["records"].values()
        return given["topic"], base64.b64decode(given["value"]), record["requestContext"]["condition"]
    return record["topic"], base64.b64decode(record["value"]), record["reason"]
