"""The alarms that a stack declares, from its state.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..state import Resource, StackState
from .series import MetricId
from .states import Missing

METRIC_ALARM: Final = "aws:cloudwatch/metricAlarm:MetricAlarm"
COMPOSITE_ALARM: Final = "aws:cloudwatch/compositeAlarm:CompositeAlarm"

COMPARISONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "GreaterThanOrEqualToThreshold": lambda value, threshold: value >= threshold,
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
    "LessThanOrEqualToThreshold": lambda value, threshold: value <= threshold,
}
"""Comparisons with a threshold. Those with an anomaly band are not known here: CloudWatch trains its model on weeks."""


@dataclass(frozen=True)
class Query:
    """A metric with its statistic, or an expression."""

    id: str
    metric: MetricId | None = None
    statistic: str = ""
    period: int = 0
    expression: str = ""


@dataclass(frozen=True)
class MetricAlarm:
    """An alarm on a metric or on an expression."""

    name: str
    queries: tuple[Query, ...]
    watched: str
    """The id of the query that is compared."""
    comparison: str
    threshold: float | None
    periods: int
    """Evaluation periods, N."""
    datapoints: int
    """Data points to alarm, M."""
    missing: Missing
    ignores_low_samples: bool
    """Whether a percentile of too few values does not change the state."""

    @property
    def metrics(self) -> set[MetricId]:
        """The metrics that the alarm reads."""
        return {query.metric for query in self.queries if query.metric is not None}


@dataclass(frozen=True)
class CompositeAlarm:
    """An alarm on the states of others."""

    name: str
    rule: str


@dataclass(frozen=True)
class Alarms:
    """All alarms of a stack."""

    metric: tuple[MetricAlarm, ...]
    composite: tuple[CompositeAlarm, ...]


def read_alarms(state: StackState) -> Alarms:
    """The alarms in a stack's state."""
    return Alarms(
        tuple(metric_alarm(_properties(resource)) for resource in state.of_type(METRIC_ALARM)),
        tuple(composite_alarm(_properties(resource)) for resource in state.of_type(COMPOSITE_ALARM)),
    )


def metric_alarm(properties: Mapping[str, Any]) -> MetricAlarm:
    """An alarm from the properties of its resource."""
    queries = _queries(properties)
    periods = int(properties["evaluationPeriods"])
    returned = [query["id"] for query in properties.get("metricQueries") or () if query.get("returnData")]
    threshold = properties.get("threshold")
    return MetricAlarm(
        name=properties["name"],
        queries=queries,
        watched=returned[0] if returned else queries[-1].id,
        comparison=properties["comparisonOperator"],
        threshold=None if properties.get("thresholdMetricId") or threshold is None else float(threshold),
        periods=periods,
        datapoints=int(properties.get("datapointsToAlarm") or periods),
        missing=_missing(properties, queries),
        ignores_low_samples=properties.get("evaluateLowSampleCountPercentiles") == "ignore",
    )


def composite_alarm(properties: Mapping[str, Any]) -> CompositeAlarm:
    """A composite alarm from the properties of its resource."""
    return CompositeAlarm(properties["alarmName"], properties["alarmRule"])


def _properties(resource: Resource) -> Mapping[str, Any]:
    return {**resource.inputs, **{name: value for name, value in resource.outputs.items() if value is not None}}


def _queries(properties: Mapping[str, Any]) -> tuple[Query, ...]:
    if declared := properties.get("metricQueries"):
        return tuple(_query(query) for query in declared)
    metric = MetricId.of(properties["namespace"], properties["metricName"], properties.get("dimensions"))
    statistic = properties.get("statistic") or properties["extendedStatistic"]
    return (Query("m1", metric, statistic, int(properties["period"])),)


def _query(declared: Mapping[str, Any]) -> Query:
    if stat := declared.get("metric"):
        metric = MetricId.of(stat.get("namespace") or "", stat["metricName"], stat.get("dimensions"))
        return Query(declared["id"], metric, stat["stat"], int(stat["period"]))
    return Query(declared["id"], expression=declared["expression"], period=int(declared.get("period") or 0))


def _missing(properties: Mapping[str, Any], queries: tuple[Query, ...]) -> Missing:
    """What missing data means; for DynamoDB's metrics it is ignored unless the alarm says otherwise.

    The user guide (configuring how CloudWatch alarms treat missing data) says that this is the default; the API
    reference of PutMetricAlarm still says that it always holds (unverified which is true).
    """
    given = properties.get("treatMissingData")
    if given:
        return Missing(given)
    is_dynamodb = any(query.metric and query.metric.namespace == "AWS/DynamoDB" for query in queries)
    return Missing.IGNORE if is_dynamodb else Missing.MISSING
