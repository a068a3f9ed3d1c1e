"""Service level objectives, and the burn rate alarms that follow from them.

The error budget of an objective is the share of events that may be bad: 0.1 % for a target of 99.9 %. The burn rate is
the share of bad events in a window, divided by the budget: at 1 the budget lasts exactly 30 days, at 14.4 two days. A
rule starts when a long window and a short one are both above its rate. The long window says that it matters, the short
one that it goes on, so the alarm ends soon after the fault. Source: The Site Reliability Workbook, alerting on SLOs,
multiwindow, multi-burn-rate alerts (https://sre.google/workbook/alerting-on-slos/), with its three rules.

Each window is one period of an alarm, so that CloudWatch counts all events of the window, in a window that slides with
each evaluation. Periods are multiples of 60 s, with 7 days at most for all periods together, and AWS lists one of a
week (Amazon CloudWatch API reference, PutMetricAlarm, Period; WallClockWindow; user guide, alarm evaluation window).
That 259,200 s is accepted as one period is unverified: no page has an example between a day and a week.

At night an hour may have three orders, and one failure is then a third of them. The long window therefore counts only
from a minimum number of events and of bad events on; below, its burn rate is 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..plan.objectives import WINDOW_DAYS
from .alarm import CompositeAlarm, MathAlarm, Query, Severity
from .metric import Absent, Series


@dataclass(frozen=True)
class Rule:
    """A burn rate and its two windows."""

    rate: float
    long_seconds: int
    short_seconds: int
    severity: Severity


RULES: Final = (
    Rule(14.4, 3600, 300, Severity.PAGE),
    Rule(6.0, 6 * 3600, 1800, Severity.PAGE),
    Rule(1.0, 3 * 86_400, 6 * 3600, Severity.TICKET),
)
"""2 % of the budget in an hour, 5 % in six hours, 10 % in three days."""


@dataclass(frozen=True, kw_only=True)
class Objective:
    """One objective of a cell."""

    role: str
    """Its name in the names of alarms."""
    title: str
    """Its name for people."""
    target: float
    """The share of events that must be good, below 1."""
    events: Series
    """A metric with one value for each event, good or bad."""
    bad: Series | None = None
    """The number of bad events; None where events are bad by their value."""
    limit_ms: int | None = None
    """The largest value of a good event; None where `bad` counts them."""
    minimum_events: int
    """Events in the long window from which the burn rate counts."""
    minimum_bad: int
    """Bad events in the long window from which the burn rate counts."""

    @property
    def budget(self) -> float:
        """The share of events that may be bad."""
        return 1 - self.target

    @property
    def promise(self) -> str:
        """The objective in words."""
        within = "" if self.limit_ms is None else f" within {self.limit_ms} ms"
        return f"{self.target * 100:g} % of {self.title}{within} over {WINDOW_DAYS} days"

    def queries(self) -> tuple[Query, ...]:
        """The metrics of the share of bad events."""
        total = Query(id="total", series=self.events, statistic="SampleCount")
        if self.bad is not None:
            return (total, Query(id="bad", series=self.bad, statistic="Sum"))
        return (total, Query(id="good", series=self.events, statistic=f"PR(:{self.limit_ms})"))

    def bad_share(self) -> str:
        """The share of bad events as an expression of `queries`.

        The number of all events comes from the metric that failed events write too: in an outage the metric of placed
        orders has no data at all.
        """
        # A percentile rank is a percentage: "PR(:300)" is the share of the values up to 300 (user guide, CloudWatch
        # statistics definitions).
        return "FILL(bad, 0) / total" if self.bad is not None else "(100 - good) / 100"

    def burn(self, *, guarded: bool) -> str:
        """The burn rate as an expression of `queries`; `guarded` for a long window."""
        rate = f"{self.bad_share()} / {self.budget:.6g}"
        if not guarded:
            return rate
        count = "FILL(bad, 0)" if self.bad is not None else f"total * {self.bad_share()}"
        # A percentile rank is not exact: 2.999 bad events are three.
        return f"IF(total >= {self.minimum_events}, IF({count} >= {self.minimum_bad - 0.5:g}, {rate}, 0), 0)"


def burn_alarms(objectives: Sequence[Objective]) -> list[MathAlarm]:
    """An alarm for each window of each rule; composite alarms combine them."""
    return [alarm for objective in objectives for rule in RULES for alarm in _windows(objective, rule)]


def burn_composites(objectives: Sequence[Objective]) -> list[CompositeAlarm]:
    """For each objective, one alarm for each severity."""
    return [_composite(objective, severity) for objective in objectives for severity in Severity]


def _windows(objective: Objective, rule: Rule) -> Sequence[MathAlarm]:
    return [
        MathAlarm(
            role=_role(objective, rule, seconds),
            meaning=(
                f"Burn rate over {duration(seconds)} for {objective.promise} is above {rate_text(rule)}. "
                "It notifies no one: a composite alarm does if the other window agrees."
            ),
            queries=objective.queries(),
            expression=objective.burn(guarded=seconds == rule.long_seconds),
            label=f"Burn rate, {duration(seconds)}",
            threshold=rule.rate,
            period=seconds,
            # Without events nothing is bad; a cell that takes no orders at all is what `orders-drop` is for.
            absent=Absent.QUIET,
            runbook=f"slo-{objective.role}",
        )
        for seconds in (rule.long_seconds, rule.short_seconds)
    ]


def _composite(objective: Objective, severity: Severity) -> CompositeAlarm:
    rules = [rule for rule in RULES if rule.severity is severity]
    said = " or ".join(
        f"{rate_text(rule)} over {duration(rule.long_seconds)} and {duration(rule.short_seconds)}" for rule in rules
    )
    return CompositeAlarm(
        role=f"slo-{objective.role}-{severity.value}",
        meaning=f"The promise of {objective.promise} is at risk: its budget burns at a rate above {said}.",
        any_of=tuple(
            (_role(objective, rule, rule.long_seconds), _role(objective, rule, rule.short_seconds)) for rule in rules
        ),
        severity=severity,
        runbook=f"slo-{objective.role}",
    )


def _role(objective: Objective, rule: Rule, seconds: int) -> str:
    return f"slo-{objective.role}-{rate_text(rule)}x-{duration(seconds).replace(' ', '')}"


def rate_text(rule: Rule) -> str:
    """The rate of a rule, such as `14.4`."""
    return f"{rule.rate:g}"


def duration(seconds: int) -> str:
    """A window in words, such as `6 h`."""
    for size, unit in ((86_400, "d"), (3600, "h")):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds // 60} min"
