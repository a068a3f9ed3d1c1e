"""Burn rates over series: the alarms of the component, evaluated minute by minute as CloudWatch does.

Each series has orders by minute. The alarms are those that the component registers, so names, statistics, expressions,
windows and rules are all part of what is tested.
"""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from components import Monitoring
from local.alarms.definitions import Alarms, composite_alarm, metric_alarm
from local.alarms.evaluation import Evaluation, History
from local.alarms.rules import children
from local.alarms.series import MetricId, MetricStore
from local.alarms.states import State
from tests.components.recording import record
from tests.components.samples import SAMPLES

MINUTE, HOUR = 60, 60 * 60
CELL = SAMPLES[Monitoring].args({})["cell"]
LATENCY = MetricId.of("citycell", "PlacementLatency", {"Cell": CELL})
FAILED = MetricId.of("citycell", "OrdersFailed", {"Cell": CELL})
FRESHNESS = MetricId.of("citycell", "EventFreshness", {"Cell": CELL})
PING_TO_PAGE = MetricId.of("citycell", "PingToPageLatency", {"Cell": CELL})
FAST_MS, SLOW_MS = 120.0, 600_000.0

AVAILABILITY = "placement-availability"
TIMED = {"placement-latency": LATENCY, "ping-to-page": PING_TO_PAGE, "freshness": FRESHNESS}
"""Objectives of times, by their role, with their metric."""

Share = Callable[[int], float]
"""The share of bad events at a minute."""


@cache
def alarms() -> Alarms:
    """The alarms of the sample."""
    built = record(lambda: Monitoring("part", SAMPLES[Monitoring].args({})))  # pyright: ignore[reportArgumentType] - the tests' dict
    return Alarms(
        tuple(metric_alarm(one.inputs) for one in built.of_type("aws:cloudwatch/metricAlarm:MetricAlarm")),
        tuple(composite_alarm(one.inputs) for one in built.of_type("aws:cloudwatch/compositeAlarm:CompositeAlarm")),
    )


def of_objective(role: str) -> Alarms:
    """The two alarms of an objective that notify, and the alarms that they read."""
    composite = tuple(one for one in alarms().composite if one.name.startswith(f"{CELL}-slo-{role}-"))
    read = {name for one in composite for name in children(one.rule)}
    assert len(composite) == 2
    return Alarms(tuple(one for one in alarms().metric if one.name in read), composite)


def events(minutes: int, each_minute: float, bad: Share) -> Iterator[tuple[float, bool]]:
    """Times of events, and whether each is bad: spread evenly, so that shares are exact over long windows."""
    due = wrong = 0.0
    for minute in range(minutes):
        due += each_minute
        while due >= 1:
            due -= 1
            wrong += bad(minute)
            yield minute * MINUTE + 30.0, wrong >= 1 - 1e-9
            wrong -= wrong >= 1 - 1e-9


def placed(minutes: int, each_minute: float, bad: Share) -> MetricStore:
    """The metrics that the order service emits: failed orders have a response time too."""
    store = MetricStore()
    for at, is_bad in events(minutes, each_minute, bad):
        store.add(LATENCY, at, [FAST_MS])
        store.add(FAILED, at, [float(is_bad)])
    return store


def timed(metric: MetricId, minutes: int, each_minute: float, bad: Share) -> MetricStore:
    """Times of which some are too long."""
    store = MetricStore()
    for at, is_bad in events(minutes, each_minute, bad):
        store.add(metric, at, [SLOW_MS if is_bad else FAST_MS])
    return store


def page_and_ticket(role: str, store: MetricStore, minutes: int) -> tuple[History, History]:
    """The histories of the two alarms of an objective."""
    found = Evaluation(of_objective(role), store).run(0, minutes * MINUTE)
    assert {history.not_evaluated for history in found.values()} == {""}
    return found[f"{CELL}-slo-{role}-page"], found[f"{CELL}-slo-{role}-ticket"]


def between(begin: int, end: int, share: float = 1.0) -> Share:
    """A share of bad events from a minute to another."""
    return lambda minute: share if begin <= minute < end else 0.0


def first(history: History) -> float:
    """The minute at which an alarm first started."""
    assert history.alarmed, f"{history.name} did not start"
    return history.alarmed[0][0] / MINUTE


def test_an_outage_at_noon_pages_within_minutes_and_ends_with_it() -> None:
    """Ten orders a minute, all failing for a quarter of an hour."""
    page, _ = page_and_ticket(AVAILABILITY, placed(300, 10, between(180, 195)), 300)
    ((begin, end),) = page.alarmed
    assert 0 < begin / MINUTE - 180 <= 3
    assert end is not None
    assert end / MINUTE <= 195 + 30, "the short windows have passed half an hour after the outage"


def test_an_outage_pages_although_no_order_is_placed_before() -> None:
    """The first hour of a new cell: every order fails from the beginning, once there are enough to say so."""
    page, _ = page_and_ticket(AVAILABILITY, placed(60, 2, between(0, 60)), 60)
    assert first(page) <= 30


def test_a_slow_burn_is_a_ticket_and_no_page() -> None:
    """One order in 400 fails all day: two and a half times the budget of 99.9 %."""
    page, ticket = page_and_ticket(AVAILABILITY, placed(14 * 60, 4, lambda _minute: 1 / 400), 14 * 60)
    assert page.alarmed == []
    assert first(ticket) <= 8 * 60


def test_a_burn_within_the_budget_is_neither() -> None:
    """One order in 2,000 fails all day: half of the budget."""
    page, ticket = page_and_ticket(AVAILABILITY, placed(14 * 60, 4, lambda _minute: 1 / 2000), 14 * 60)
    assert (page.alarmed, ticket.alarmed) == ([], [])


@pytest.mark.parametrize("failures", [1, 2])
def test_one_failure_at_night_does_not_page(failures: int) -> None:
    """Three orders an hour; the failed one is a third of them, and two in a row are no more than bad luck."""
    bad = between(120, 120 + 20 * failures)
    store = placed(600, 1 / 20, bad)
    assert sum(store.between(FAILED, 0, 600 * MINUTE)) == failures
    page, ticket = page_and_ticket(AVAILABILITY, store, 600)
    assert (page.alarmed, ticket.alarmed) == ([], [])


def test_without_orders_every_alarm_is_ok() -> None:
    """Missing data is no failure, and no alarm waits for data."""
    page, ticket = page_and_ticket(AVAILABILITY, MetricStore(), 120)
    assert [(history.state, len(history.changes)) for history in (page, ticket)] == [(State.OK, 1)] * 2


def test_an_outage_that_ends_with_the_last_order_ends_too() -> None:
    """No one orders after it: CloudWatch re-evaluates the last data points of a window, and then there are none."""
    page, _ = page_and_ticket(AVAILABILITY, placed(200, 10, between(180, 200)), 600)
    ((_, end),) = page.alarmed
    assert end is not None
    assert end / MINUTE - 200 <= 3 * 30


@pytest.mark.parametrize("role", TIMED)
def test_late_events_page_like_failed_ones(role: str) -> None:
    """Every event is late for half an hour: the share of values up to the limit is what alarms read."""
    page, _ = page_and_ticket(role, timed(TIMED[role], 300, 10, between(180, 210)), 300)
    ((begin, end),) = page.alarmed
    assert 0 < begin / MINUTE - 180 <= 15
    assert end is not None


@pytest.mark.parametrize("role", TIMED)
def test_a_quiet_day_of_fast_events_pages_no_one(role: str) -> None:
    """All events are in time, and at night there are none."""
    page, ticket = page_and_ticket(role, timed(TIMED[role], 400, 3, lambda _minute: 0.0), 700)
    assert (page.alarmed, ticket.alarmed) == ([], [])


@pytest.mark.parametrize("role", TIMED)
def test_one_late_event_at_night_does_not_page(role: str) -> None:
    """A third of the events of an hour."""
    page, ticket = page_and_ticket(role, timed(TIMED[role], 600, 1 / 20, between(120, 140)), 600)
    assert (page.alarmed, ticket.alarmed) == ([], [])


def test_a_short_peak_of_failures_does_not_page_twice() -> None:
    """An outage of two minutes in a busy hour is one page, which does not come back while the long window has it."""
    page, _ = page_and_ticket(AVAILABILITY, placed(400, 10, between(180, 182)), 400)
    assert len(page.alarmed) <= 1


def test_unhealthy_is_what_pages() -> None:
    """An outage of placement makes the cell unhealthy, through the alarm that pages."""
    health = next(one for one in alarms().composite if one.name == f"{CELL}-health")
    everything = Evaluation(alarms(), placed(120, 10, between(60, 120)), unknown_elsewhere())
    found = everything.run(0, 70 * MINUTE)
    assert found[f"{CELL}-slo-{AVAILABILITY}-page"].state is State.ALARM
    assert found[health.name].state is State.ALARM


def unknown_elsewhere() -> dict[str, str]:
    """The alarms on metrics that the series do not have."""
    return {
        one.name: "not in the series"
        for one in alarms().metric
        if any(metric.namespace != "citycell" for metric in one.metrics)
    }
