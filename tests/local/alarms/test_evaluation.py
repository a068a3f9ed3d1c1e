"""Alarms over series, minute by minute."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.alarms.definitions import Alarms, composite_alarm, metric_alarm
from local.alarms.evaluation import Evaluation, History, fired
from local.alarms.series import MetricId, MetricStore
from local.alarms.states import State

ERRORS = MetricId.of("AWS/Lambda", "Errors", {"FunctionName": "f"})
OTHER = MetricId.of("AWS/Lambda", "Errors", {"FunctionName": "g"})
MINUTE = 60.0

BASE: Mapping[str, Any] = {
    "name": "errors",
    "namespace": "AWS/Lambda",
    "metricName": "Errors",
    "dimensions": {"FunctionName": "f"},
    "statistic": "Sum",
    "period": 300,
    "evaluationPeriods": 1,
    "comparisonOperator": "GreaterThanThreshold",
    "threshold": 0,
    "treatMissingData": "notBreaching",
}


def history(
    values: Iterable[tuple[float, float]], minutes: float, *, metric: MetricId = ERRORS, **changes: Any
) -> History:
    """The history of one alarm over values by minute."""
    store = MetricStore()
    for minute, value in values:
        store.add(metric, minute * MINUTE, [value])
    alarms = Alarms((metric_alarm({**BASE, **changes}),), ())
    return Evaluation(alarms, store).run(0, minutes * MINUTE)["errors"]


def states(found: History) -> list[tuple[float, State]]:
    """Minute and state of each change."""
    return [(change.at / MINUTE, change.state) for change in found.changes]


def test_an_alarm_starts_at_the_next_minute_and_ends_when_the_window_has_passed() -> None:
    """The window slides minute by minute, and does not wait for the end of a period."""
    found = history([(minute + 0.5, float(minute == 7)) for minute in range(30)], 30)
    assert states(found) == [(1, State.OK), (8, State.ALARM), (13, State.OK)]
    assert found.alarmed == [(8 * MINUTE, 13 * MINUTE)]


def test_the_last_data_point_counts_after_a_metric_has_stopped() -> None:
    """AWS re-evaluates the last data points "for a period of time after the metric has stopped flowing"."""
    found = history([(7.5, 1)], 40)
    assert states(found) == [(1, State.OK), (8, State.ALARM), (23, State.OK)]


def test_consecutive_periods_must_all_be_breaching() -> None:
    """One bad period of two is no alarm; two are."""
    one = history([(minute + 0.5, 90 if 5 <= minute < 10 else 1) for minute in range(40)], 40, evaluationPeriods=2,
                  threshold=50, statistic="Average")  # fmt: skip
    assert fired([one]) == []
    two = history([(minute + 0.5, 90 if 5 <= minute < 15 else 1) for minute in range(40)], 40, evaluationPeriods=2,
                  threshold=50, statistic="Average")  # fmt: skip
    assert [state for _, state in states(two)] == [State.OK, State.ALARM, State.OK]


def test_some_of_several_periods_are_enough_for_an_m_of_n_alarm() -> None:
    """Two bad minutes of five that do not follow each other."""
    values = [(minute + 0.5, 1 if minute in {10, 13} else 0) for minute in range(30)]
    found = history(values, 30, period=60, evaluationPeriods=5, datapointsToAlarm=2)
    assert found.alarmed == [(14 * MINUTE, 16 * MINUTE)]
    assert history(values, 30, period=60, evaluationPeriods=5, datapointsToAlarm=3).alarmed == []
    assert history(values, 30, period=60, evaluationPeriods=2, datapointsToAlarm=2).alarmed == []


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("notBreaching", State.OK),
        ("breaching", State.ALARM),
        ("missing", State.INSUFFICIENT_DATA),
        ("ignore", State.INSUFFICIENT_DATA),
    ],
)
def test_without_any_data_the_meaning_of_missing_data_decides(missing: str, expected: State) -> None:
    """An alarm that ignores missing data keeps the state that it has when it is made."""
    assert history([], 10, treatMissingData=missing).state is expected


def test_a_resource_that_falls_silent_is_a_fault_only_where_silence_is_one() -> None:
    """A metric that must always have data, and one that has data with events only."""
    values = [(minute + 0.5, 0) for minute in range(20)]
    assert history(values, 60, treatMissingData="breaching").alarmed == [(35 * MINUTE, None)]
    assert history(values, 60).alarmed == []


def test_dynamodb_ignores_missing_data_by_default() -> None:
    """An alarm without a choice keeps its state; the choice of an alarm holds."""
    metric = MetricId.of("AWS/DynamoDB", "ReadThrottleEvents", {"TableName": "t"})
    place: dict[str, Any] = {
        "namespace": "AWS/DynamoDB",
        "metricName": "ReadThrottleEvents",
        "dimensions": {"TableName": "t"},
    }
    kept = history([(1, 5)], 60, metric=metric, **place, treatMissingData=None)
    assert kept.state is State.ALARM
    assert history([(1, 5)], 60, metric=metric, **place).state is State.OK


def test_another_set_of_dimensions_is_another_metric() -> None:
    """As in CloudWatch: values of another function do not count."""
    assert history([(1, 5)], 10, metric=OTHER).alarmed == []


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("GreaterThanThreshold", False),
        ("GreaterThanOrEqualToThreshold", True),
        ("LessThanThreshold", False),
        ("LessThanOrEqualToThreshold", True),
    ],
)
def test_the_threshold_itself(comparison: str, expected: bool) -> None:
    """Whether a value that equals the threshold is breaching."""
    found = history([(1, 5)], 4, comparisonOperator=comparison, threshold=5)
    assert bool(found.alarmed) is expected


def test_a_percentile_of_too_few_values_can_be_ignored() -> None:
    """The state changes only once there are enough values."""
    percentile: dict[str, Any] = {"statistic": None, "extendedStatistic": "p90", "threshold": 50}
    few = [(minute + 0.5, 90) for minute in range(20)]
    assert history(few, 20, **percentile).alarmed
    assert not history(few, 20, **percentile, evaluateLowSampleCountPercentiles="ignore").alarmed
    many = [(minute + share / 100, 90) for minute in range(20) for share in range(100)]
    assert history(many, 20, **percentile, evaluateLowSampleCountPercentiles="ignore").alarmed


def test_anomaly_detection_says_that_it_is_not_evaluated() -> None:
    """It has a band instead of a threshold."""
    band: dict[str, Any] = {
        "metricQueries": [
            {"id": "m1", "metric": {"namespace": "n", "metricName": "m", "stat": "Sum", "period": 300}},
            {"id": "band", "expression": "ANOMALY_DETECTION_BAND(m1, 3)", "returnData": True},
        ],
        "comparisonOperator": "LessThanLowerThreshold",
        "thresholdMetricId": "band",
        "threshold": None,
    }
    found = history([], 10, **band)
    assert (found.state, found.not_evaluated) == (
        None,
        "anomaly detection needs a model that CloudWatch trains on weeks of data",
    )


def test_expressions_may_refer_to_others_in_any_order() -> None:
    """An alarm on the last of a chain; a cycle says so."""
    chain = [
        {"id": "share", "expression": "bad / total", "returnData": True},
        {"id": "bad", "expression": "m1 * 1"},
        {"id": "total", "expression": "bad + 1"},
        {"id": "m1", "metric": {"namespace": "AWS/Lambda", "metricName": "Errors",
                                "dimensions": {"FunctionName": "f"}, "stat": "Sum", "period": 300}},
    ]  # fmt: skip
    assert history([(1, 9)], 3, metricQueries=chain, threshold=0.89).alarmed
    assert not history([(1, 9)], 3, metricQueries=chain, threshold=0.9).alarmed
    chain[1] = {"id": "bad", "expression": "share"}
    assert "cycle" in history([(1, 9)], 3, metricQueries=chain).not_evaluated


def test_composite_alarms_follow_the_alarms_that_they_read() -> None:
    """Also composite alarms that read others, whatever their order; an alarm that is not evaluated is in no state."""
    store = MetricStore()
    store.add(ERRORS, 60, [1])
    broken = {"name": "broken", "comparisonOperator": "LessThanLowerThreshold"}
    alarms = Alarms(
        (metric_alarm(BASE), metric_alarm({**BASE, **broken})),
        (
            composite_alarm({"alarmName": "outer", "alarmRule": "ALARM(inner)"}),
            composite_alarm({"alarmName": "inner", "alarmRule": "ALARM(errors) AND NOT ALARM(broken)"}),
            composite_alarm({"alarmName": "loop", "alarmRule": "NOT ALARM(loop)"}),
            composite_alarm({"alarmName": "wrong", "alarmRule": "ALARM("}),
        ),
    )
    found = Evaluation(alarms, store).run(0, 1800)
    assert [change.state for change in found["outer"].changes] == [State.OK, State.ALARM, State.OK]
    assert found["inner"].alarmed == found["outer"].alarmed == found["errors"].alarmed
    assert (found["broken"].state, found["wrong"].state) == (None, None)
    assert found["loop"].state in set(State)


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(-10, 10)), max_size=60), st.integers(1, 5), st.data())
def test_the_order_in_which_values_arrive_does_not_matter(
    values: list[tuple[float, float]], periods: int, data: st.DataObject
) -> None:
    """Lines of several logs are read one after the other."""
    shuffled = data.draw(st.permutations(values))
    first = history(values, 70, evaluationPeriods=periods)
    second = history(shuffled, 70, evaluationPeriods=periods)
    assert first.changes == second.changes


@given(st.lists(st.floats(0, 60), min_size=1, max_size=20), st.integers(1, 5))
def test_a_higher_threshold_never_fires_more(times: list[float], threshold: int) -> None:
    """Fewer minutes are in ALARM."""
    values = [(time, 1.0) for time in times]

    def seconds(found: History) -> float:
        return sum((end or 70 * MINUTE) - begin for begin, end in found.alarmed)

    low, high = (history(values, 70, threshold=limit) for limit in (threshold - 1, threshold))
    assert seconds(high) <= seconds(low)
