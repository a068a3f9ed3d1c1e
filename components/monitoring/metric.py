"""A CloudWatch metric with the dimensions that AWS documents for it.

CloudWatch accepts an alarm on any metric and dimensions. If no service publishes that set, the alarm never has data and
never starts. Alarms and widgets therefore take a `Series`, which only a row of the table in `metrics` makes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pulumi

from ..stream.args import MonitoringLevel
from ..stream.limits import StreamKind


class Absent(StrEnum):
    """What it means that a metric has no data, as CloudWatch names it in `TreatMissingData`."""

    QUIET = "notBreaching"
    """Nothing happened: the service publishes the metric only with events, such as errors or requests."""
    FAULT = "breaching"
    """The resource must always publish it: without data, the resource is gone or cannot be observed."""
    KEPT = "ignore"
    """The alarm stays in its state."""
    UNKNOWN = "missing"
    """The alarm goes to INSUFFICIENT_DATA, as AWS recommends for this metric."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One metric with one set of dimensions."""

    namespace: str
    name: str
    dimensions: tuple[str, ...]
    """Exactly the dimensions that the source documents together."""
    statistic: str
    """The statistic that makes sense: `Sum` of events, `Maximum` or `Average` of levels, a percentile of times."""
    absent: Absent
    source: str
    """The AWS page with the metric and these dimensions."""
    level: MonitoringLevel = MonitoringLevel.CLUSTER
    """For `AWS/Kafka`: the lowest monitoring level of the cluster that publishes it."""
    kinds: tuple[StreamKind, ...] = (StreamKind.STANDARD, StreamKind.EXPRESS)
    """For `AWS/Kafka`: the kinds of cluster that publish it."""
    also: tuple[str, ...] = ()
    """Other statistics that alarms and widgets use, such as `SampleCount`. `PR` stands for each percentile rank."""
    unverified: str = ""
    """What the source leaves open, and which documented metric shows the same fault."""

    def of(self, *values: pulumi.Input[str]) -> "Series":
        """The metric of one resource; the values are in the order of the dimensions."""
        return Series(self, dict(zip(self.dimensions, values, strict=True)))

    def accepts(self, statistic: str) -> bool:
        """Whether the statistic makes sense for the metric."""
        return statistic.split("(", maxsplit=1)[0] in {self.statistic, *self.also}

    def published(self, kind: StreamKind, level: MonitoringLevel) -> bool:
        """Whether a cluster of this kind publishes the metric at a monitoring level."""
        order = list(MonitoringLevel)
        return kind in self.kinds and order.index(level) >= order.index(self.level)


@dataclass(frozen=True)
class Series:
    """A metric of one resource."""

    metric: Metric
    dimensions: Mapping[str, pulumi.Input[str]] = field(default_factory=dict[str, pulumi.Input[str]])

    def row(self) -> list[pulumi.Input[str]]:
        """The metric as a widget of a dashboard names it."""
        pairs = [part for dimension in self.dimensions.items() for part in dimension]
        return [self.metric.namespace, self.metric.name, *pairs]
