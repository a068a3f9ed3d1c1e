"""Burn rates: the arithmetic of the expressions, the guard against few events, and how windows combine."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from components import Monitoring
from components.monitoring import own_metrics
from components.monitoring.slo import RULES, Objective, burn_alarms, burn_composites, duration
from tests.components.monitoring.drawn import ALARM, COMPOSITE, of_alarm
from tests.components.recording import Recorder, record
from tests.components.samples import SAMPLES

COUNTED = Objective(
    role="orders",
    title="orders placed",
    target=0.999,
    events=own_metrics.PLACEMENT_LATENCY.of("lisbon"),
    bad=own_metrics.ORDERS_FAILED.of("lisbon"),
    minimum_events=30,
    minimum_bad=3,
)
TIMED = Objective(
    role="times",
    title="orders placed in time",
    target=0.99,
    events=own_metrics.PLACEMENT_LATENCY.of("lisbon"),
    limit_ms=1000,
    minimum_events=30,
    minimum_bad=3,
)


def _if(condition: Any, value: Any, otherwise: Any) -> Any:
    return value if condition else otherwise


def _fill(value: Any, number: Any) -> Any:
    return number if value is None else value


FUNCTIONS: Mapping[str, Any] = {"IF": _if, "FILL": _fill}
"""CloudWatch's functions for one data point, None for a missing one."""


def value(expression: str, **metrics: float | None) -> float:
    """An expression for one data point of each metric."""
    return eval(expression, {"__builtins__": {}, **FUNCTIONS, **metrics})  # noqa: S307 - the component's own text


def built(change: Mapping[str, Any] | None = None) -> Recorder:
    """The sample on mocks."""
    return record(lambda: Monitoring("part", SAMPLES[Monitoring].args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def long_burn(objective: Objective) -> str:
    """The expression of a long window."""
    return objective.burn(guarded=True)


@pytest.mark.parametrize(
    ("total", "bad", "expected"),
    [
        (10_000, 10, 1.0),
        (10_000, 144, 14.4),
        (10_000, None, 0.0),
        (100, 100, 1000.0),
    ],
)
def test_counted_failures_burn_their_share_of_the_budget(total: float, bad: float | None, expected: float) -> None:
    """One failure in a thousand orders uses a budget of 0.1 % exactly as fast as it grows."""
    assert pytest.approx(expected) == value(long_burn(COUNTED), total=total, bad=bad)
    assert pytest.approx(expected) == value(COUNTED.burn(guarded=False), total=total, bad=bad)


@pytest.mark.parametrize(("good", "expected"), [(100.0, 0.0), (99.0, 1.0), (94.0, 6.0), (0.0, 100.0)])
def test_late_events_burn_their_share_of_the_budget(good: float, expected: float) -> None:
    """A percentile rank is the share of good events in percent."""
    assert pytest.approx(expected) == value(long_burn(TIMED), total=1000, good=good)


@pytest.mark.parametrize(
    ("total", "bad"),
    [(3, 1), (29, 29), (500, 1), (30, 2)],
    ids=["a third of the orders of a night", "below the minimum", "one of many", "two failures"],
)
def test_few_events_do_not_burn(total: float, bad: float) -> None:
    """A quiet night does not page on one failure, and neither does a busy hour."""
    assert value(long_burn(COUNTED), total=total, bad=bad) == 0
    assert value(long_burn(TIMED), total=total, good=100 * (1 - bad / total)) == 0


def test_an_outage_burns_from_the_minimum_on() -> None:
    """At the minimum of events, all of them bad, the fastest rule starts, although no order was placed at all."""
    assert value(long_burn(COUNTED), total=30, bad=30) > RULES[0].rate
    assert value(long_burn(TIMED), total=30, good=0.0) > RULES[0].rate


def test_three_bad_events_are_three_although_a_rank_is_not_exact() -> None:
    """The number of late events is calculated from a percentage, with its rounding."""
    assert value(long_burn(TIMED), total=30, good=90.00001) == pytest.approx(10, rel=1e-4)


def test_windows_are_those_of_the_three_rules() -> None:
    """14.4 over 1 h and 5 min, 6 over 6 h and 30 min, 1 over 3 d and 6 h."""
    windows = [(alarm.threshold, duration(alarm.period)) for alarm in burn_alarms([COUNTED])]
    assert windows == [(14.4, "1 h"), (14.4, "5 min"), (6, "6 h"), (6, "30 min"), (1, "3 d"), (1, "6 h")]
    guarded = [alarm.period for alarm in burn_alarms([COUNTED]) if "IF(" in alarm.expression]
    assert guarded == [rule.long_seconds for rule in RULES]


def test_both_windows_of_a_rule_are_needed() -> None:
    """The two fast rules page, and the slow one is a ticket."""
    page, ticket = burn_composites([COUNTED])
    assert page.any_of == (
        ("slo-orders-14.4x-1h", "slo-orders-14.4x-5min"),
        ("slo-orders-6x-6h", "slo-orders-6x-30min"),
    )
    assert ticket.any_of == (("slo-orders-1x-3d", "slo-orders-1x-6h"),)
    assert {alarm.role for alarm in burn_alarms([COUNTED])} == {
        role for alarm in (page, ticket) for group in alarm.any_of for role in group
    }


def test_rules_are_written_for_cloudwatch() -> None:
    """Each pair in parentheses, which bind less than AND in no reader's mind."""
    recorder = built()
    rule = recorder.one(COMPOSITE, "slo-placement-latency-page").inputs["alarmRule"]
    assert rule == (
        '(ALARM("lisbon-slo-placement-latency-14.4x-1h") AND ALARM("lisbon-slo-placement-latency-14.4x-5min")) OR '
        '(ALARM("lisbon-slo-placement-latency-6x-6h") AND ALARM("lisbon-slo-placement-latency-6x-30min"))'
    )
    rule = recorder.one(COMPOSITE, "slo-freshness-ticket").inputs["alarmRule"]
    assert rule == 'ALARM("lisbon-slo-freshness-1x-3d") AND ALARM("lisbon-slo-freshness-1x-6h")'


def test_composite_alarms_read_alarms_of_the_program() -> None:
    """A rule with a name that no alarm has is refused by CloudWatch."""
    recorder = built()
    names = {alarm.inputs["name"] for alarm in recorder.of_type(ALARM)}
    names |= {alarm.inputs["alarmName"] for alarm in recorder.of_type(COMPOSITE)}
    for alarm in recorder.of_type(COMPOSITE):
        read = set(re.findall(r'ALARM\("([^"]+)"\)', alarm.inputs["alarmRule"]))
        assert read <= names - {alarm.inputs["alarmName"]}, alarm.name


def test_targets_and_limits_are_arguments() -> None:
    """They reach the expressions, the statistics and the texts."""
    recorder = built({"slo_placement_latency": 0.98, "slo_placement_ms": 750, "slo_minimum_events": 12})
    alarm = recorder.one(ALARM, "slo-placement-latency-14.4x-1h").inputs
    (expression,) = [query["expression"] for query in alarm["metricQueries"] if "expression" in query]
    assert {drawn.statistic for drawn in of_alarm(alarm)} == {"SampleCount", "PR(:750)"}
    assert "/ 0.02" in expression
    assert "total >= 12" in expression
    assert "98 % of orders placed in time within 750 ms" in alarm["alarmDescription"]


def test_all_events_of_a_metric_without_failures_are_good() -> None:
    """The number of events is that of a metric which failed orders write too: in an outage no order is placed."""
    alarm = built().one(ALARM, "slo-placement-availability-14.4x-1h").inputs
    metrics = {drawn.name: drawn.statistic for drawn in of_alarm(alarm)}
    assert metrics == {"PlacementLatency": "SampleCount", "OrdersFailed": "Sum"}
    assert alarm["treatMissingData"] == "notBreaching"


def test_the_budget_that_is_left_is_on_the_dashboard() -> None:
    """All is left without failures, nothing when the share of failures is the budget, and less than nothing beyond."""
    board = json.loads(built().one("aws:cloudwatch/dashboard:Dashboard").inputs["dashboardBody"])
    widget = board["widgets"][0]["properties"]
    (expression,) = [row[0]["expression"] for row in widget["metrics"] if isinstance(row[0], dict)]
    left = [value(expression, total=1_000_000, bad=bad) for bad in (None, 500, 1000, 2000)]
    assert pytest.approx([100, 50, 0, -100]) == left
