"""Malformed requests, and the field in the error."""

from typing import Any

import msgspec
import pytest

from .driver import ORDER, Service

pytestmark = pytest.mark.city

ITEM = ORDER["items"][0]
PING: dict[str, Any] = {
    "sequence": 1, "position": {"lat": 1, "lon": 2}, "speed_mps": 3, "heading_degrees": 4,
    "recorded_at": 5, "sent_at_ms": 6,
}  # fmt: skip


def without(name: str) -> dict[str, Any]:
    """An order without one field."""
    return {key: value for key, value in ORDER.items() if key != name}


def item(**changes: Any) -> dict[str, Any]:
    """An order with a changed second item."""
    return ORDER | {"items": [ITEM, ITEM | changes]}


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"", 400, "$"),
        (b'{"restaurant_id": ', 400, "$"),
        (b'{"restaurant_id": "\xff"}', 400, "$"),
        (b'{"restaurant_id": "\\ud800"}', 400, "$"),
        ([], 422, "$"),
        (without("restaurant_id"), 422, "$.restaurant_id"),
        (without("payment_token"), 422, "$.payment_token"),
        (ORDER | {"tip": 1}, 422, "$.tip"),
        (ORDER | {"restaurant_id": 7}, 422, "$.restaurant_id"),
        (ORDER | {"restaurant_id": ""}, 422, "$.restaurant_id"),
        (ORDER | {"restaurant_id": "r1\n"}, 422, "$.restaurant_id"),
        (ORDER | {"restaurant_id": "r" * 129}, 422, "$.restaurant_id"),
        (ORDER | {"dropoff": {"lat": 90.1, "lon": 0}}, 422, "$.dropoff"),
        (ORDER | {"dropoff": {"lat": 1}}, 422, "$.dropoff.lon"),
        (ORDER | {"dropoff": {"lat": "1", "lon": 2}}, 422, "$.dropoff.lat"),
        (ORDER | {"dropoff": None}, 422, "$.dropoff"),
        (ORDER | {"address": ""}, 422, "$.address"),
        (ORDER | {"address": "Rua\0A"}, 422, "$.address"),
        (ORDER | {"contact": "c" * 201}, 422, "$.contact"),
        (ORDER | {"contact": "\0"}, 422, "$.contact"),
        (ORDER | {"items": []}, 422, "$.items"),
        (ORDER | {"items": [ITEM] * 201}, 422, "$.items"),
        (ORDER | {"items": {}}, 422, "$.items"),
        (item(quantity=0), 422, "$.items[1].quantity"),
        (item(quantity=1.5), 422, "$.items[1].quantity"),
        (item(quantity="2"), 422, "$.items[1].quantity"),
        (item(unit_price_cents=-1), 422, "$.items[1].unit_price_cents"),
        (item(sku="a\0b"), 422, "$.items[1].sku"),
        (item(note="hot"), 422, "$.items[1].note"),
        (ORDER | {"items": [ITEM | {"unit_price_cents": 0}]}, 422, "$"),
        (ORDER | {"items": [ITEM | {"quantity": 1000, "unit_price_cents": 10_001}]}, 422, "$"),
        (ORDER | {"currency": "eur"}, 422, "$.currency"),
        (ORDER | {"currency": "EUR\n"}, 422, "$.currency"),
        (ORDER | {"payment_token": "\0"}, 422, "$.payment_token"),
        (ORDER | {"address": "a" * 70_000}, 413, None),
    ],
)
async def test_the_error_of_a_malformed_order_names_the_field(
    service: Service, body: Any, status: int, field: str | None
) -> None:
    """Each error has the JSON path of the invalid field, and nothing is stored."""
    answer = await service.call("POST", "/orders", "customer:c1", body, "key-1")

    error = answer.json()["error"]
    assert (status, field) == (answer.status_code, error["field"])
    assert {"code", "message", "field"} == error.keys()
    assert await service.counts() == {}


@pytest.mark.parametrize(("key", "status"), [(None, 400), ("", 400), ("with blank", 422), ("k" * 201, 422)])
async def test_an_order_needs_a_valid_key(service: Service, key: str | None, status: int) -> None:
    """Without a key a repeated request cannot be distinguished from a second order."""
    answer = await service.call("POST", "/orders", "customer:c1", ORDER, key)

    assert (status, "Idempotency-Key") == (answer.status_code, answer.json()["error"]["field"])
    assert await service.counts() == {}


@pytest.mark.parametrize(
    ("call", "who", "body", "expected"),
    [
        ("PUT /restaurants/r2", "operator:o", {"name": "\0", "position": {"lat": 1, "lon": 1}}, (422, "$.name")),
        ("PUT /restaurants/-", "operator:o", {"name": "n", "position": {"lat": 1, "lon": 1}}, (422, "id")),
        ("GET /orders/o1%0A", "operator:o", None, (422, "id")),
        ("GET /orders/o1", "operator:o", None, (404, None)),
        ("POST /orders/o1/accept", "restaurant:r1", {"ready_at": -1}, (422, "$.ready_at")),
        ("POST /orders/o1/accept", "restaurant:r1", b'{"ready_at": NaN}', (400, "$")),
        ("POST /orders/o1/cancel", "customer:c1", {"reason": "Changed my mind"}, (422, "$.reason")),
        ("POST /orders/o1/cancel", "customer:c1", {"reason": "late\n"}, (422, "$.reason")),
        ("POST /couriers/k1/shift", "courier:k1", {}, (422, "$.status")),
        ("POST /couriers/k1/shift", "courier:k1", {"status": "maybe"}, (422, "$.status")),
        ("POST /couriers/k1/shift", "courier:k1", {"status": "on"}, (422, "$.position")),
        ("POST /couriers/k1/shift", "courier:k1", {"status": "off"}, (404, None)),
        ("POST /couriers/k1/shift", "courier:k1",
            {"status": "on", "position": {"lat": 1, "lon": 1}, "ends_at": 1}, (422, "$.ends_at")),
        ("POST /couriers/k1/positions", "courier:k1", PING | {"sequence": -1}, (422, "$.sequence")),
        ("POST /couriers/k1/positions", "courier:k1", PING | {"sequence": 2**53}, (422, "$.sequence")),
        ("POST /couriers/k1/positions", "courier:k1", PING | {"speed_mps": 101}, (422, "$.speed_mps")),
        ("POST /couriers/k1/positions", "courier:k1", b'{"more": ' + b"[" * 30_000, (400, "$")),
        ("POST /tickets", "operator:o", {"feed": "order:"}, (422, "$.feed")),
        ("POST /tickets", "operator:o", {"feed": "city\n"}, (422, "$.feed")),
        ("DELETE /orders/o1", "operator:o", None, (405, None)),
        ("GET /nowhere", "operator:o", None, (404, None)),
    ],
)  # fmt: skip
async def test_the_errors_of_other_calls_name_the_field(
    service: Service, call: str, who: str, body: Any, expected: tuple[int, str | None]
) -> None:
    """Every call has its status and field."""
    method, path = call.split()

    answer = await service.call(method, path, who, body)

    assert expected == (answer.status_code, answer.json()["error"]["field"])


async def test_text_in_any_script_is_stored_as_sent(service: Service) -> None:
    """Only text that cannot be stored is rejected: other scripts, emoji and line breaks are valid."""
    address = "東京都\n🏠"

    await service.placed(address=address)

    assert await service.rows("select address from order_contacts") == [(address,)]


async def test_a_ping_is_sent_to_kafka_or_rejected(service: Service) -> None:
    """A ping has its courier as key; while the buffer is full the response is 503."""
    ping = PING | {"battery": 0.5}
    accepted = await service.call("POST", "/couriers/k1/positions", "courier:k1", ping)
    service.pings.rejected.add("*")
    rejected = await service.call("POST", "/couriers/k1/positions", "courier:k1", ping)

    assert (accepted.status_code, rejected.status_code) == (202, 503)
    [(topic, key, value)] = service.pings.accepted_records
    assert (topic, key, msgspec.json.decode(value)["courier_id"]) == ("courier-locations", "k1", "k1")
