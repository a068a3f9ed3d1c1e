"""The metrics of order placement, and the lines that they are written in."""

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx
import psycopg
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.common import metrics as lines
from services.common.metrics import VALUES_A_LINE, Metrics
from services.orders.api import ERROR_ANSWERS
from services.orders.errors import ApiError, unavailable
from services.orders.measuring import COUNTED, FAILED, LATENCY, PLACED, REFUSED, measured
from tests.services.fakes import SetClock, until


class Written:
    """Metrics whose lines are decoded."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.clock = SetClock()
        self.metrics = Metrics("lisbon", self.clock, COUNTED, write=lambda line: self.lines.append(json.loads(line)))


@pytest.fixture
def written() -> Written:
    """Metrics without a line yet."""
    return Written()


def client(written: Written, outcome: Callable[[], Response]) -> httpx.AsyncClient:
    """A client of an API whose placement ends with an outcome."""

    async def place(_request: Request) -> Response:
        return outcome()

    routes = [Route("/orders", place, methods=["POST"]), Route("/tickets", place, methods=["POST"])]
    app = Starlette(routes=measured(routes, written.metrics), exception_handlers=ERROR_ANSWERS)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://cell.test")


def raises(error: Exception) -> Callable[[], Response]:
    """An outcome that is an error."""

    def outcome() -> Response:
        raise error

    return outcome


def api_error(status: int, code: str = "any") -> Callable[[], Response]:
    """An outcome that is an error response."""
    return raises(ApiError(HTTPStatus(status), code, "message"))


@pytest.mark.parametrize(
    ("outcome", "status", "counted", "timed"),
    [
        (lambda: Response(status_code=201), 201, PLACED, 1),
        (api_error(400), 400, REFUSED, 0),
        (api_error(401), 401, REFUSED, 0),
        (api_error(402), 402, REFUSED, 0),
        (api_error(409), 409, REFUSED, 0),
        (api_error(422), 422, REFUSED, 0),
        (raises(HTTPException(413)), 413, REFUSED, 0),
        (api_error(503, "draining"), 503, REFUSED, 0),
        (raises(unavailable("later")), 503, FAILED, 1),
        (api_error(500), 500, FAILED, 1),
        (raises(HTTPException(503)), 503, FAILED, 1),
        (raises(psycopg.OperationalError("down")), 503, FAILED, 1),
        (raises(RuntimeError("defect")), 500, FAILED, 1),
    ],
)
async def test_a_placement_is_counted_by_whose_fault_its_outcome_is(
    written: Written, outcome: Callable[[], Response], status: int, counted: str, timed: int
) -> None:
    """Each outcome has one count; placed and failed requests have a response time."""
    async with client(written, outcome) as caller:
        assert (await caller.post("/orders")).status_code == status
    written.metrics.flush()
    (line,) = written.lines
    assert {name: line[name] for name in COUNTED} == {name: int(name == counted) for name in COUNTED}
    assert len(line.get(LATENCY, [])) == timed


async def test_a_repeated_request_is_not_counted_again(written: Written) -> None:
    """The order was counted when it was placed."""
    async with client(written, lambda: Response(status_code=200)) as caller:
        await caller.post("/orders")
    written.metrics.flush()
    assert written.lines == []


async def test_other_calls_are_not_placements(written: Written) -> None:
    """The objective is the placement of orders."""
    async with client(written, raises(RuntimeError("defect"))) as caller:
        await caller.post("/tickets")
    written.metrics.flush()
    assert written.lines == []


def test_a_line_is_an_embedded_metric_document(written: Written) -> None:
    """Namespace, the cell as only dimension, units, and the time of the first event in milliseconds."""
    written.metrics.count(PLACED)
    written.clock.at += 5
    written.metrics.time(LATENCY, 12.34)
    written.metrics.flush()
    (line,) = written.lines
    assert line == {
        "_aws": {
            "Timestamp": 10_000_000,
            "CloudWatchMetrics": [
                {
                    "Namespace": "citycell",
                    "Dimensions": [["Cell"]],
                    "Metrics": [
                        {"Name": PLACED, "Unit": "Count"},
                        {"Name": REFUSED, "Unit": "Count"},
                        {"Name": FAILED, "Unit": "Count"},
                        {"Name": LATENCY, "Unit": "Milliseconds"},
                    ],
                }
            ],
        },
        "Cell": "lisbon",
        PLACED: 1,
        REFUSED: 0,
        FAILED: 0,
        LATENCY: [12.3],
    }


def test_no_value_is_lost_and_no_line_is_too_long(written: Written) -> None:
    """A line is written as soon as it has as many values as the specification allows."""
    for number in range(2 * VALUES_A_LINE + 1):
        written.metrics.count(PLACED)
        written.metrics.time(LATENCY, number)
    assert len(written.lines) == 2
    written.metrics.flush()
    assert [len(line[LATENCY]) for line in written.lines] == [VALUES_A_LINE, VALUES_A_LINE, 1]
    assert sum(line[PLACED] for line in written.lines) == 2 * VALUES_A_LINE + 1


async def test_collected_metrics_are_written_in_time(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    """The background task writes what was collected, and nothing when nothing happened."""
    monkeypatch.setattr(lines, "FLUSH_SECONDS", 0.01)
    monkeypatch.setattr(lines, "MIN_FLUSH_SECONDS", 0.01)
    await written.metrics.run()
    assert written.lines == []
    written.metrics.count(FAILED)
    task = asyncio.create_task(written.metrics.run())

    async def has_line() -> bool:
        return bool(written.lines)

    await until(has_line)
    await task
    assert written.lines[0][FAILED] == 1
