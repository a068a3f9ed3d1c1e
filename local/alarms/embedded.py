"""Reads metrics from logs, as CloudWatch Logs does from lines in the embedded metric format.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.
A line that breaks the specification gives no metric, and its problem is reported: on AWS only a metric of the namespace
`AWS/Logs` would show it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from .series import MetricId, MetricStore

MAX_METRICS: Final = 100
MAX_VALUES: Final = 100
MAX_DIMENSIONS: Final = 30


@dataclass
class Extracted:
    """The metrics of some logs."""

    store: MetricStore = field(default_factory=MetricStore)
    problems: list[str] = field(default_factory=list[str])
    """Lines that CloudWatch would not accept."""

    def read_files(self, paths: Iterable[Path]) -> None:
        """Read logs; a missing file has no lines."""
        for path in paths:
            if path.exists():
                with path.open("rb") as file:
                    self.read(file)

    def read(self, lines: Iterable[bytes]) -> None:
        """Read lines; those without metrics are skipped."""
        for line in lines:
            if b'"_aws"' not in line:
                continue
            try:
                document = msgspec.json.decode(line, type=dict[str, Any])
                self._add(document)
            except msgspec.MsgspecError:
                continue  # cut off while it is written, or no JSON
            except (KeyError, TypeError, ValueError) as error:
                self.problems.append(f"{type(error).__name__} {error}: {line[:120].decode(errors='replace')}")

    def _add(self, document: Mapping[str, Any]) -> None:
        metadata = document["_aws"]
        time = int(metadata["Timestamp"]) / 1000
        found = [one for directive in metadata["CloudWatchMetrics"] for one in _metrics(directive, document)]
        for metric, values in found:
            self.store.add(metric, time, values)


def _metrics(directive: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[tuple[MetricId, list[float]]]:
    """Each metric of a directive with each set of its dimensions.

    Raises:
        KeyError, TypeError, ValueError: the document breaks the specification.
    """
    namespace = directive["Namespace"]
    if len(directive["Metrics"]) > MAX_METRICS:
        raise ValueError(f"more than {MAX_METRICS} metrics")
    for names in directive["Dimensions"]:
        if len(names) > MAX_DIMENSIONS:
            raise ValueError(f"more than {MAX_DIMENSIONS} dimensions")
        dimensions = {name: _text(document[name]) for name in names}
        for metric in directive["Metrics"]:
            yield MetricId.of(namespace, metric["Name"], dimensions), _numbers(document[metric["Name"]])


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(f"the value {value!r} of a dimension is not a string")
    return value


def _numbers(value: Any) -> list[float]:
    values: list[Any] = value if isinstance(value, list) else [value]
    if not 0 < len(values) <= MAX_VALUES:
        raise ValueError(f"{len(values)} values of a metric")
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
        raise TypeError("a value of a metric is not a number")
    return [float(one) for one in values]
