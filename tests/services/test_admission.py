"""A cell refuses new orders while it drains and orders of other places, and finishes what it has accepted."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack

import httpx
import pytest

from services.common.database import Pool
from services.orders.admission import Admission, Destination

from .driver import ORDER, PLACE, Service, open_restaurant, service_of
from .fakes import Issuer, Provider

Opener = Callable[[Admission], Service]

SOUTH = Admission(city="lisbon", zone="south")
DRAINING = Admission(city="lisbon", is_draining=True)
TO_SOUTH = {"Citycell-City": "lisbon", "Citycell-Zone": "south", "Citycell-Table-Version": "7"}
TO_NORTH = TO_SOUTH | {"Citycell-Zone": "north"}


@pytest.fixture
async def cell(pool: Pool, provider: Provider) -> AsyncGenerator[Opener]:
    """Opens order services with other settings on the same database, as a deployment replaces its tasks."""
    await open_restaurant(pool)
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=5.0))
        issuer = Issuer()
        yield lambda admission: service_of(pool, provider, issuer, http, admission=admission)


async def place(service: Service, destination: Mapping[str, str] | None = None, key: str = "key-1") -> httpx.Response:
    """Place an order with a destination."""
    return await service.call("POST", "/orders", "customer:c1", ORDER, key, destination=destination)


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code."""
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.city
async def test_a_draining_cell_refuses_new_orders_with_the_reason(cell: Opener) -> None:
    """The answer is 503 with a reason and `Retry-After`; no order is stored and no payment requested."""
    service = cell(DRAINING)

    answers = [await place(service) for _ in range(2)]

    assert [error_of(answer) for answer in answers] == [(503, "draining")] * 2
    assert {"60"} == {answer.headers["Retry-After"] for answer in answers}
    assert "being drained: fetch the routing table" in answers[0].json()["error"]["message"]
    assert (await service.counts(), service.provider.kinds) == ({"payments": 1}, [])


@pytest.mark.city
async def test_a_draining_cell_answers_repeats_and_finishes_open_orders(cell: Opener) -> None:
    """An order that was accepted before is answered as before, and goes on to its delivery and capture."""
    before, draining = cell(Admission(city="lisbon")), cell(DRAINING)
    order_id = await before.placed()

    assert (await place(draining)).json()["order_id"] == order_id
    await draining.begin_shift("k1")
    await draining.call("POST", f"/orders/{order_id}/accept", "restaurant:r1", {"ready_at": draining.clock.at})
    assert await draining.changes.assign(await draining.proposal(order_id, "k1"))
    for step in ("pickup", "deliver"):
        assert (await draining.call("POST", f"/orders/{order_id}/{step}", "courier:k1")).status_code == 200
    assert await draining.worker.operate_once()

    assert draining.provider.kinds == ["authorisations", "captures"]


@pytest.mark.city
async def test_a_placement_that_began_before_the_drain_is_finished(cell: Opener, provider: Provider) -> None:
    """The provider may have reserved its money, so the repeated request places it instead of being refused."""
    before, draining = cell(Admission(city="lisbon")), cell(DRAINING)
    await provider.stop()
    assert (await place(before)).status_code == 503
    await provider.start()

    assert (await place(draining)).status_code == 201
    assert await draining.outbox() == [("order", (await place(draining)).json()["order_id"], 1)]


@pytest.mark.city
async def test_a_refused_key_is_not_placed_by_a_delayed_request(cell: Opener) -> None:
    """The customer went to another cell with the key, so a first request that arrives late must not place it here."""
    before, draining = cell(Admission(city="lisbon")), cell(DRAINING)
    assert error_of(await place(draining)) == (503, "draining")

    assert error_of(await place(before)) == (409, "placement_abandoned")
    assert (await before.counts(), before.provider.kinds) == ({"payments": 1}, [])


@pytest.mark.city
async def test_refusal_and_placement_at_the_same_time_have_one_outcome(cell: Opener) -> None:
    """Of tasks with and without the setting, either all answer with the order or none places it."""
    before, draining = cell(Admission(city="lisbon")), cell(DRAINING)

    for key in (f"key-{number}" for number in range(10)):
        answers = await asyncio.gather(*(place(service, key=key) for service in (before, draining, before, draining)))
        statuses = {answer.status_code for answer in answers}
        assert statuses <= {200, 201} or statuses <= {409, 503}, statuses


@pytest.mark.city
@pytest.mark.parametrize(
    ("admission", "destination", "expected"),
    [
        (Admission(city="lisbon"), {}, 201),
        (Admission(city="lisbon"), TO_NORTH, 201),
        (Admission(city="lisbon"), TO_SOUTH | {"Citycell-City": "porto"}, 421),
        (Admission(city="lisbon"), {"Citycell-City": "porto"}, 421),
        (SOUTH, TO_SOUTH, 201),
        (SOUTH, TO_NORTH, 421),
        (SOUTH, {"Citycell-City": "lisbon"}, 400),
        (SOUTH, {}, 400),
        (Admission(city="lisbon", zone="south", is_draining=True), TO_NORTH, 421),
        (Admission(city="lisbon", zone="south", is_draining=True), TO_SOUTH, 503),
        (SOUTH, {"Citycell-Zone": "a" * 65}, 422),
        (SOUTH, {"Citycell-Zone": "no/zone"}, 422),
        (SOUTH, TO_SOUTH | {"Citycell-Table-Version": "-1"}, 422),
        (SOUTH, TO_SOUTH | {"Citycell-Table-Version": "9" * 16}, 422),
    ],
)
async def test_a_cell_accepts_orders_of_its_own_place_only(
    cell: Opener, admission: Admission, destination: Mapping[str, str], expected: int
) -> None:
    """A cell serves its city and, if it has one, its zone; a cell without a zone serves all of its city."""
    answer = await place(cell(admission), destination)

    assert answer.status_code == expected, answer.text


@pytest.mark.city
async def test_a_misdirected_order_names_both_places_and_the_table(cell: Opener) -> None:
    """The reason has what the cell serves, what was asked for, and the version of the client's table."""
    answer = await place(cell(SOUTH), TO_NORTH)

    assert error_of(answer) == (421, "misdirected")
    assert answer.json()["error"]["message"] == (
        "this cell serves zone south of lisbon, not zone north of lisbon: "
        "routing table version 7 is out of date, fetch it again"
    )


@pytest.mark.city
async def test_the_zone_of_the_restaurant_decides(cell: Opener) -> None:
    """After a split, a client with the restaurant's former zone is refused; its own zone needs no header."""
    service = cell(SOUTH)
    for restaurant, zone in (("r1", "north"), ("r2", "south")):
        body = {"name": "Casa", "position": PLACE, "zone": zone}
        answer = await service.call("PUT", f"/restaurants/{restaurant}", "operator:o", body)
        assert (answer.status_code, answer.json()["zone"]) == (200, zone)

    assert error_of(await place(service, TO_SOUTH)) == (421, "misdirected")
    answer = await service.call("POST", "/orders", "customer:c1", ORDER | {"restaurant_id": "r2"}, "key-2")
    assert answer.status_code == 201


@pytest.mark.city
async def test_a_restaurant_of_a_cell_is_in_its_zone(cell: Opener) -> None:
    """A client that knows one cell only names no zone, neither for a restaurant nor for an order."""
    service = cell(SOUTH)
    answer = await service.call("PUT", "/restaurants/r3", "operator:o", {"name": "Casa", "position": PLACE})
    assert (answer.status_code, answer.json()["zone"]) == (200, "south")

    answer = await service.call("POST", "/orders", "customer:c1", ORDER | {"restaurant_id": "r3"}, "key-3")
    assert answer.status_code == 201


@pytest.mark.city
async def test_an_order_accepted_before_a_split_is_answered_after_it(cell: Opener) -> None:
    """The cell gets a zone while it has an order of another zone: repeats, changes and views of it go on."""
    order_id = await cell(Admission(city="lisbon")).placed()
    after = cell(SOUTH)

    assert (await place(after, TO_NORTH)).json()["order_id"] == order_id
    answer = await after.call("POST", f"/orders/{order_id}/cancel", "customer:c1", {"reason": "changed_mind"})
    assert answer.status_code == 200


@pytest.mark.city
async def test_operators_see_what_a_drain_waits_for(cell: Opener) -> None:
    """`GET /drain` counts what is open; other roles do not see it."""
    service = cell(DRAINING)
    await cell(Admission(city="lisbon")).assigned()

    answer = await service.call("GET", "/drain", "operator:o")
    expected = {"city": "lisbon", "zone": None, "draining": True, "open_orders": 1, "open_placements": 0}
    expected |= {"open_payments": 0, "unpublished_events": 5, "couriers_on_shift": 1}
    assert (answer.status_code, answer.json()) == (200, expected)
    assert (await service.call("GET", "/drain", "customer:c1")).status_code == 403


def test_an_unrelated_order_is_not_refused() -> None:
    """Without a destination a whole city's cell takes every order."""
    assert Admission(city="lisbon").refusal(Destination()) is None
