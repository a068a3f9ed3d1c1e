"""The definition of an alarm as data: metrics, period, threshold, and what missing data means.

`props` turns a definition into the inputs of a resource, so a definition is also all that a test needs to evaluate the
alarm over series. Alarms on several metrics are written with these parts of CloudWatch's metric math only:

- the operators `+`, `-`, `*`, `/`, `>=` and parentheses;
- `IF(condition, value, otherwise)`;
- `FILL(series, number)`: a number in place of missing data points;
- `ANOMALY_DETECTION_BAND(series, width)`, whose band CloudWatch learns from two weeks of data.

Rules of composite alarms have `ALARM("name")`, `AND`, `OR` and parentheses only. Source: Amazon CloudWatch user guide,
using math expressions, and creating a composite alarm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..plan.objectives import PERIOD_SECONDS
from .metric import Absent, Series


class Severity(StrEnum):
    """What an alarm asks of people; each severity has its own notification topic."""

    PAGE = "page"
    """Customers or couriers notice it now, or soon: someone looks at once, also at night."""
    TICKET = "ticket"
    """It can wait for the next working day."""


@dataclass(frozen=True)
class Alarm:
    """An alarm on one metric: it compares the metric with the threshold in each of the last periods."""

    role: str
    meaning: str
    series: Series
    threshold: float
    periods: int = 1
    below: bool = False
    """Whether the alarm starts below the threshold instead of above it."""
    severity: Severity | None = Severity.TICKET
    """None for an alarm that only a composite alarm reads."""
    runbook: str = ""
    """Its page in `docs/runbooks/`, without `.md`."""
    period: int = PERIOD_SECONDS
    """Seconds of one period."""
    absent: Absent | None = None
    """What missing data means, where it is not what it means for the metric."""


@dataclass(frozen=True, kw_only=True)
class Query:
    """A metric in an expression."""

    id: str
    """Its name there, which begins with a lower case letter."""
    series: Series
    statistic: str
    """One of the statistics of the metric."""


@dataclass(frozen=True, kw_only=True)
class MathAlarm:
    """An alarm on an expression of metrics of the same period."""

    role: str
    meaning: str
    queries: tuple[Query, ...]
    expression: str
    label: str
    """What the expression calculates."""
    period: int
    threshold: float | None = None
    """None for an alarm on a band."""
    band: float | None = None
    """Half of the width of the band, in standard deviations; the alarm starts below the band."""
    periods: int = 1
    datapoints: int | None = None
    """How many of the periods must cross the threshold; all by default."""
    absent: Absent = Absent.QUIET
    severity: Severity | None = None
    """None for an alarm that only a composite alarm reads."""
    runbook: str = ""


@dataclass(frozen=True, kw_only=True)
class CompositeAlarm:
    """An alarm on the states of others: it starts when all alarms of one of the groups are in ALARM."""

    role: str
    meaning: str
    any_of: tuple[tuple[str, ...], ...]
    """Groups of roles of other alarms."""
    severity: Severity | None
    """None for an alarm that notifies no one, because others do."""
    runbook: str


AnyAlarm = Alarm | MathAlarm | CompositeAlarm


def children(alarms: Sequence[CompositeAlarm]) -> set[str]:
    """The roles that composite alarms read."""
    return {role for alarm in alarms for group in alarm.any_of for role in group}
