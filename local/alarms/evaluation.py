"""Evaluates alarms over time, as CloudWatch does: every minute, over a window that slides.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html: "at the end of minute 5 the alarm
evaluates based on data from minutes 1 to 5. Then at the end of minute 6, based on the data from minutes 2 to 6."
CloudWatch's delays of ingestion and evaluation, which AWS does not publish, are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Final

from .definitions import COMPARISONS, Alarms, MetricAlarm, Query
from .expressions import Expression, names, parse_expression
from .functions import Context
from .rules import Rule, parse_rule
from .series import MetricStore, NotEvaluatedError
from .states import State, decide, evaluation_range
from .statistics import Statistic, statistic, too_few_samples
from .values import Point, TimeSeries, Value

MINUTE: Final = 60


@dataclass(frozen=True)
class Change:
    """A change of an alarm's state."""

    at: float
    """Seconds since the epoch."""
    state: State


@dataclass
class History:
    """The states of one alarm."""

    name: str
    not_evaluated: str = ""
    """Why the alarm cannot be evaluated here; empty if it is."""
    changes: list[Change] = field(default_factory=list[Change])

    @property
    def state(self) -> State | None:
        """The last state; None if the alarm is not evaluated."""
        if self.not_evaluated:
            return None
        return self.changes[-1].state if self.changes else State.INSUFFICIENT_DATA

    @property
    def since(self) -> float | None:
        """When the last state began."""
        return self.changes[-1].at if self.changes else None

    @property
    def alarmed(self) -> list[tuple[float, float | None]]:
        """When the alarm started and ended; None if it has not ended."""
        found: list[tuple[float, float | None]] = []
        for number, change in enumerate(self.changes):
            if change.state is State.ALARM:
                following = self.changes[number + 1 : number + 2]
                found.append((change.at, following[0].at if following else None))
        return found

    def set(self, state: State, at: float) -> None:
        """Record a state, if it is another one."""
        if state is not self.state or not self.changes:
            self.changes.append(Change(at, state))


class _Evaluated:
    """A metric alarm with its parsed expressions."""

    def __init__(self, alarm: MetricAlarm) -> None:
        """Prepare the evaluation.

        Raises:
            NotEvaluatedError: the alarm uses something that is not known here.
        """
        self.alarm = alarm
        if alarm.comparison not in COMPARISONS or alarm.threshold is None:
            raise NotEvaluatedError("anomaly detection needs a model that CloudWatch trains on weeks of data")
        self._is_breaching, self._threshold = COMPARISONS[alarm.comparison], alarm.threshold
        self._statistics: dict[str, Statistic] = {
            query.id: statistic(query.statistic) for query in alarm.queries if query.metric
        }
        self._expressions: dict[str, Expression] = {
            query.id: parse_expression(query.expression) for query in alarm.queries if not query.metric
        }
        self._order = _in_order({query.id: names(query.expression) for query in alarm.queries if not query.metric})
        self._period = max(query.period for query in alarm.queries)
        self._size = evaluation_range(alarm.periods)

    def next_state(self, store: MetricStore, now: float, current: State) -> State:
        """The state from the values before a time.

        Raises:
            NotEvaluatedError: an expression cannot be calculated.
        """
        alarm = self.alarm
        if alarm.ignores_low_samples and self._has_low_samples(store, now):
            return current
        watched = self._watched(store, now)
        points = [None if point is None else self._is_breaching(point, self._threshold) for point in watched.points]
        return decide(
            points, periods=alarm.periods, datapoints=alarm.datapoints, missing=alarm.missing, current=current
        )

    def _watched(self, store: MetricStore, now: float) -> TimeSeries:
        values: dict[str, Value] = {}
        metric_ids = tuple(query.id for query in self.alarm.queries if query.metric)
        for query in self.alarm.queries:
            if query.metric:
                values[query.id] = TimeSeries(tuple(self._points(query, store, now)))
        for name in self._order:
            values[name] = self._expressions[name](Context(values, metric_ids, self._period, self._size))
        found = values[self.alarm.watched]
        if not isinstance(found, TimeSeries):
            raise NotEvaluatedError("the watched expression is not one time series")
        return found

    def _points(self, query: Query, store: MetricStore, now: float) -> Iterator[Point]:
        """The statistic of each period of the evaluation range, the oldest first."""
        assert query.metric
        calculate = self._statistics[query.id]
        for number in range(self._size, 0, -1):
            begin = now - number * query.period
            values = store.between(query.metric, begin, begin + query.period)
            yield calculate(values) if values else None

    def _has_low_samples(self, store: MetricStore, now: float) -> bool:
        return any(
            too_few_samples(
                query.statistic,
                len(store.between(query.metric, now - self.alarm.periods * query.period, now)),
            )
            for query in self.alarm.queries
            if query.metric
        )


class Evaluation:
    """Evaluates all alarms of a stack, minute by minute."""

    def __init__(self, alarms: Alarms, store: MetricStore, unknown: Mapping[str, str] | None = None) -> None:
        """Prepare the evaluation.

        Args:
            alarms: the alarms.
            store: the values of their metrics, which may grow between two evaluations.
            unknown: why an alarm cannot be evaluated here, by its name.
        """
        self._store = store
        self.histories = {alarm.name: History(alarm.name) for alarm in (*alarms.metric, *alarms.composite)}
        for name, reason in (unknown or {}).items():
            self.histories[name].not_evaluated = reason
        self._metric = [one for alarm in alarms.metric if (one := self._prepared(alarm)) is not None]
        self._composite: list[tuple[str, Rule]] = []
        for alarm in alarms.composite:
            try:
                self._composite.append((alarm.name, parse_rule(alarm.rule)))
            except NotEvaluatedError as error:
                self.histories[alarm.name].not_evaluated = str(error)

    def run(self, begin: float, end: float) -> Mapping[str, History]:
        """Evaluate at the end of every whole minute after `begin`, up to `end`."""
        minute = int(begin // MINUTE) + 1
        while minute * MINUTE <= end:
            self.evaluate(minute * MINUTE)
            minute += 1
        return self.histories

    def evaluate(self, now: float) -> None:
        """Evaluate every alarm at one time; composite alarms follow the alarms that they read."""
        for one in self._metric:
            history = self.histories[one.alarm.name]
            if history.not_evaluated:
                continue
            try:
                history.set(one.next_state(self._store, now, history.state or State.INSUFFICIENT_DATA), now)
            except NotEvaluatedError as error:
                history.not_evaluated = str(error)
        self._evaluate_composites(now)

    def _evaluate_composites(self, now: float) -> None:
        """Repeat until no state changes; a cycle of rules ends after as many rounds as there are alarms."""
        states = {name: history.state for name, history in self.histories.items()}
        found: dict[str, State] = {}
        for _ in self._composite:
            found = {name: State.ALARM if rule(states) else State.OK for name, rule in self._composite}
            if all(states[name] is state for name, state in found.items()):
                break
            states |= found
        for name, state in found.items():
            self.histories[name].set(state, now)

    def _prepared(self, alarm: MetricAlarm) -> _Evaluated | None:
        if self.histories[alarm.name].not_evaluated:
            return None
        try:
            return _Evaluated(alarm)
        except NotEvaluatedError as error:
            self.histories[alarm.name].not_evaluated = str(error)
            return None


def _in_order(expressions: Mapping[str, set[str]]) -> list[str]:
    """The ids of expressions, each after those that it refers to.

    Raises:
        NotEvaluatedError: expressions refer to each other in a cycle.
    """
    try:
        order = TopologicalSorter(expressions).static_order()
        return [name for name in order if name in expressions]
    except CycleError:
        raise NotEvaluatedError("expressions refer to each other in a cycle") from None


def fired(histories: Sequence[History]) -> list[History]:
    """Those that were in ALARM at any time."""
    return [history for history in histories if history.alarmed]
