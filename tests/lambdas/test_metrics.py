"""Metrics of functions: their lines, the platform clock, and the times that objectives are computed from."""

import json
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest
from botocore.exceptions import EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st

from delivery.events import GeoPoint, OrderEvent, PositionUpdate, order_feed
from lambdas.common import metrics as module
from lambdas.common.clock import Clock, clock
from lambdas.common.connections import Connections, Posted
from lambdas.common.metrics import IMPLAUSIBLE_MS, VALUES_A_LINE, metrics, plausible, spread
from lambdas.common.subscriptions import Subscriptions
from lambdas.project_orders.handler import Projection
from lambdas.project_orders.views import OrderViews, Written
from lambdas.push_updates.handler import Push

MakeEvent = Callable[..., dict[str, Any]]
MakeOrder = Callable[..., OrderEvent]
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lines:
    """The metric lines that were written since the last call."""
    monkeypatch.setenv("CELL", "lisbon")

    def read() -> list[dict[str, Any]]:
        return [line for line in map(json.loads, capsys.readouterr().out.splitlines()) if "_aws" in line]

    return read


@pytest.fixture
def scaled(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """A platform clock that is a day ahead and 100 times as fast."""
    monkeypatch.setenv("PLATFORM_CLOCK", f"{time.time()}:{time.time() + 86_400}:100")
    clock.cache_clear()
    yield
    clock.cache_clear()


def directives(line: dict[str, Any]) -> dict[tuple[str, ...], dict[str, str]]:
    """Unit by metric, by dimensions."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for directive in line["_aws"]["CloudWatchMetrics"]:
        assert directive["Namespace"] == "citycell"
        for dimensions in directive["Dimensions"]:
            found[tuple(dimensions)] = {metric["Name"]: metric["Unit"] for metric in directive["Metrics"]}
    return found


def test_times_are_metrics_of_the_cell_and_counts_of_the_function(lines: Lines) -> None:
    """One line has both; every name that it declares is a member."""
    metrics("push_updates", {"PingToPageLatency": [3.0, 1.26]}, Records=2, BatchAgeMs=7.5)
    (line,) = lines()
    assert directives(line) == {
        ("Cell", "Function"): {"Records": "Count", "BatchAgeMs": "Milliseconds"},
        ("Cell",): {"PingToPageLatency": "Milliseconds"},
    }
    assert (line["Cell"], line["Function"], line["PingToPageLatency"]) == ("lisbon", "push_updates", [1.3, 3.0])


def test_no_time_is_no_metric(lines: Lines) -> None:
    """An empty array would be an invalid document."""
    metrics("push_updates", {"PingToPageLatency": []}, Records=0)
    (line,) = lines()
    assert list(directives(line)) == [("Cell", "Function")]
    assert "PingToPageLatency" not in line


@pytest.mark.usefixtures("scaled")
def test_a_line_has_platform_time(lines: Lines) -> None:
    """Alarms of a replayed day are evaluated in the time of that day."""
    metrics("push_updates", Records=1)
    (line,) = lines()
    assert line["_aws"]["Timestamp"] / 1000 - time.time() > 80_000


def test_a_span_of_platform_time_is_measured_in_wall_time() -> None:
    """A program is not slower because the clock is faster."""
    fast = Clock(time.time(), 5_000.0, 100.0)
    assert fast.wall_ms_since(5_000.0 - 100.0) == pytest.approx(1000.0, abs=500)


@pytest.mark.parametrize("text", ["1:2", "a:b:c", "0:0:0", "0:0:nan"])
def test_an_invalid_clock_is_one_line(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the variable."""
    monkeypatch.setenv("PLATFORM_CLOCK", text)
    clock.cache_clear()
    with pytest.raises(RuntimeError, match=r"^PLATFORM_CLOCK is "):
        clock()
    clock.cache_clear()


@given(st.lists(st.floats(0, 1e6), max_size=1000), st.floats(0, 1e6))
def test_a_line_keeps_the_share_below_any_threshold(values: list[float], threshold: float) -> None:
    """At most 100 values, with the smallest and the largest, and nearly the same share of values below a threshold."""
    found = spread(values)
    rounded = sorted(round(value, 1) for value in values)
    assert len(found) == min(len(values), VALUES_A_LINE)
    if values:
        assert (found[0], found[-1]) == (rounded[0], rounded[-1])
        share = sum(value <= threshold for value in found) / len(found)
        assert share == pytest.approx(sum(value <= threshold for value in rounded) / len(rounded), abs=0.021)


def test_times_of_wrong_phone_clocks_are_left_out() -> None:
    """A phone that is ahead of time, or hours behind, says nothing about the platform."""
    assert plausible([-1.0, 0.0, 5.0, IMPLAUSIBLE_MS, IMPLAUSIBLE_MS + 1]) == [0.0, 5.0, IMPLAUSIBLE_MS]


class FakePages:
    """Every feed has one page; pages whose feed is an order `gone…` have ended."""

    def connections(self, feed: str) -> list[str]:
        """The page of a feed."""
        return [feed]

    def remove(self, feed: str, connection_id: str) -> None:
        """Nothing to remove."""

    def post(self, connection_id: str, _message: bytes) -> Posted:
        """Send, or fail as the name says."""
        return Posted.GONE if "gone" in connection_id else Posted.SENT


def position(feed: str, age_ms: float) -> PositionUpdate:
    """A position that was sent some time ago."""
    return PositionUpdate(
        feed=feed,
        version=1,
        courier_id="c",
        position=GeoPoint(lat=38.7, lon=-9.1),
        speed_mps=5.0,
        heading_degrees=90.0,
        recorded_at=1.0,
        sent_at_ms=time.time() * 1000 - age_ms,
    )


def test_only_positions_that_reach_a_page_have_a_latency(kafka_event: MakeEvent, lines: Lines) -> None:
    """The page of an order gets its position; a page that has ended, and a wrong phone clock, count for nothing."""
    pages = FakePages()
    with ThreadPoolExecutor(2) as lookups, ThreadPoolExecutor(2) as posts:
        push = Push(cast("Subscriptions", pages), cast("Connections", pages), lookups, posts)
        push.push(
            kafka_event(
                position(order_feed("1"), 250.0),
                position(order_feed("gone"), 250.0),
                position(order_feed("2"), 9 * IMPLAUSIBLE_MS),
            )
        )
    (line,) = lines()
    (latency,) = line["PingToPageLatency"]
    assert 250.0 <= latency < 20_000.0


class FakeViews:
    """Order views in memory: `old…` is stale, `broken…` cannot be written."""

    def write(self, event: OrderEvent) -> Written:
        """Write, or fail as the order's name says."""
        if event.order_id.startswith("broken"):
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1")
        return Written.STALE if event.order_id.startswith("old") else Written.NEW


class FakeValkey:
    """A pipeline that takes nothing, since no order has a courier."""

    def pipeline(self) -> object:
        """The pipeline."""
        return object()


def test_only_views_that_change_have_a_freshness(
    kafka_event: MakeEvent, order_event: MakeOrder, sent: Any, lines: Lines
) -> None:
    """An event that a view already has, and one that could not be written, are not fresh."""
    now = time.time()
    events = [order_event(order_id, occurred_at=now - 2.0) for order_id in ("new", "old", "broken")]
    events.append(order_event("ahead", occurred_at=now + 60.0))
    with ThreadPoolExecutor(2) as threads:
        Projection(cast("OrderViews", FakeViews()), cast("Any", FakeValkey()), sent, threads).project(
            kafka_event(*events)
        )
    (line,) = lines()
    ahead, fresh = line["EventFreshness"]
    assert ahead == 0.0
    assert 2000.0 <= fresh < 22_000.0
    assert module.EVENT_FRESHNESS == "EventFreshness"
