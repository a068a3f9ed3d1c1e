"""The inputs of alarms from their definitions."""

from collections.abc import Sequence
from typing import Any

import pulumi

from ..core.outputs import joined
from .alarm import Alarm, CompositeAlarm, MathAlarm, Query
from .metric import Series
from .rules import Group

STATISTICS = ("Average", "Maximum", "Minimum", "SampleCount", "Sum")
"""Statistics without parameters; all others are extended statistics (PutMetricAlarm, Statistic)."""

VALUE, BAND = "value", "band"
"""Ids of the expressions that an alarm compares."""


def alarm_props(alarm: Alarm | MathAlarm, actions: Sequence[pulumi.Input[str]], runbooks: str) -> dict[str, Any]:
    """The inputs of a metric alarm, except its name."""
    found = _metric(alarm) if isinstance(alarm, Alarm) else _expression(alarm)
    return {
        "alarm_description": description(alarm, runbooks),
        **_notify(actions),
        **found,
    }


def composite_props(
    alarm: CompositeAlarm, rule: pulumi.Input[str], actions: Sequence[pulumi.Input[str]], runbooks: str
) -> dict[str, Any]:
    """The inputs of a composite alarm, except its name."""
    return {
        "alarm_description": description(alarm, runbooks),
        "alarm_rule": rule,
        **_notify(actions),
    }


def _notify(actions: Sequence[pulumi.Input[str]]) -> dict[str, Any]:
    """Notify when the alarm starts and when it ends. An alarm that only others read does neither."""
    return {"alarm_actions": list(actions), "ok_actions": list(actions)} if actions else {}


def description(alarm: Alarm | MathAlarm | CompositeAlarm, runbooks: str) -> str:
    """What the notification says: the meaning, and the page that says what to do."""
    return f"{alarm.meaning} Runbook: {runbooks}/{alarm.runbook}.md"


def rule_text(groups: Sequence[Group]) -> pulumi.Input[str]:
    """An alarm rule: any group of which all alarms are in ALARM."""
    return _between(" OR ", [_all_of(group, alone=len(groups) == 1) for group in groups])


def _all_of(group: Group, *, alone: bool) -> pulumi.Input[str]:
    states = [joined('ALARM("', name, '")') for name in group]
    text = _between(" AND ", states)
    return text if alone or len(states) == 1 else joined("(", text, ")")


def _between(word: str, parts: Sequence[pulumi.Input[str]]) -> pulumi.Input[str]:
    pairs = [piece for part in parts for piece in (word, part)]
    return joined(*pairs[1:])


def _metric(alarm: Alarm) -> dict[str, Any]:
    metric = alarm.series.metric
    statistic = "statistic" if metric.statistic in STATISTICS else "extended_statistic"
    return {
        "namespace": metric.namespace,
        "metric_name": metric.name,
        "dimensions": alarm.series.dimensions,
        statistic: metric.statistic,
        "period": alarm.period,
        "evaluation_periods": alarm.periods,
        "comparison_operator": "LessThanThreshold" if alarm.below else "GreaterThanThreshold",
        "threshold": alarm.threshold,
        "treat_missing_data": (alarm.absent or metric.absent).value,
    }


def _expression(alarm: MathAlarm) -> dict[str, Any]:
    value = {"id": VALUE, "expression": alarm.expression, "label": alarm.label, "return_data": True}
    queries: list[dict[str, Any]] = [*(_query(query, alarm.period) for query in alarm.queries), value]
    compared: dict[str, Any] = {"comparison_operator": "GreaterThanThreshold", "threshold": alarm.threshold}
    if alarm.band is not None:
        band = f"ANOMALY_DETECTION_BAND({VALUE}, {alarm.band:g})"
        queries.append({"id": BAND, "expression": band, "label": "usual", "return_data": True})
        compared = {"comparison_operator": "LessThanLowerThreshold", "threshold_metric_id": BAND}
    return {
        "metric_queries": queries,
        "evaluation_periods": alarm.periods,
        "treat_missing_data": alarm.absent.value,
        **compared,
    }


def _query(query: Query, period: int) -> dict[str, Any]:
    series: Series = query.series
    return {
        "id": query.id,
        "return_data": False,
        "metric": {
            "namespace": series.metric.namespace,
            "metric_name": series.metric.name,
            "dimensions": series.dimensions,
            "stat": query.statistic,
            "period": period,
        },
    }
