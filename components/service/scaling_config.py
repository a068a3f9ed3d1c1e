"""The part of the configuration of `Service` that is about the number of tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import available_timezones

import pulumi

from ..core.arguments import Arguments
from . import limits
from .args import PredictiveScaling

CPU_PERCENT: Final = 50.0
"""Leaves room for the loss of a zone: two thirds of the tasks then carry the load at 75 %."""

MIN_CPU_PERCENT: Final = 10.0
MAX_CPU_PERCENT: Final = 90.0
"""Bounds of our own: below, most of the price is for idle CPU; above, a task is full before another one has started."""

MAX_REQUESTS_PER_MINUTE: Final = 10_000_000
MAX_RECORDS_PER_TASK: Final = 1_000_000_000
"""Bounds of our own, to catch typing errors."""


@dataclass(frozen=True, kw_only=True)
class LagConfig:
    """A backlog that the number of tasks follows."""

    stream: pulumi.Input[str]
    group: str
    topics: Sequence[pulumi.Input[str]]
    records_per_task: int


@dataclass(frozen=True, kw_only=True)
class ScheduledMinimum:
    """A change of the minimum at certain times of the week."""

    days: tuple[str, ...]
    hour: int
    minute: int
    min_tasks: int

    @property
    def name(self) -> str:
        """A name that no other change of the service has: its time."""
        days = "-".join(self.days).lower()
        return f"{days}-{self.hour:02}{self.minute:02}"

    @property
    def cron(self) -> str:
        """The schedule as Application Auto Scaling reads it."""
        return f"cron({self.minute} {self.hour} ? * {','.join(self.days)} *)"


@dataclass(frozen=True, kw_only=True)
class ScalingConfig:
    """What the number of tasks follows."""

    cpu_percent: float
    requests_per_minute: int | None
    lag: LagConfig | None
    predictive: PredictiveScaling | None
    schedule: tuple[ScheduledMinimum, ...]
    time_zone: str


def scaling_config(arguments: Arguments, min_tasks: int, max_tasks: int) -> ScalingConfig:
    """The arguments about scaling.

    Raises:
        ArgumentError: the service has one size, or Application Auto Scaling would not accept an argument.
    """
    for argument in ("cpu_percent", "requests_per_minute", "lag", "predictive", "schedule"):
        arguments.requires(argument, min_tasks < max_tasks, "the service does not scale: max_tasks equals min_tasks")
    return ScalingConfig(
        cpu_percent=arguments.float_("cpu_percent", MIN_CPU_PERCENT, MAX_CPU_PERCENT, CPU_PERCENT),
        requests_per_minute=_requests(arguments),
        lag=_lag(arguments, max_tasks),
        predictive=arguments.enum("predictive", PredictiveScaling, None),
        schedule=_schedule(arguments, min_tasks, max_tasks),
        time_zone=_time_zone(arguments),
    )


def _requests(arguments: Arguments) -> int | None:
    if arguments.is_set("requests_per_minute"):
        http = arguments.nested("http")
        if http is None:
            raise arguments.error("http", None, "requests_per_minute counts the requests of a load balancer")
        http.required("metrics_name", "requests_per_minute needs the load balancer's name in metrics")
    return arguments.integer("requests_per_minute", 1, MAX_REQUESTS_PER_MINUTE, None)


def _lag(arguments: Arguments, max_tasks: int) -> LagConfig | None:
    lag = arguments.nested("lag")
    if lag is None:
        return None
    partitions = lag.integer("partitions", 1, limits.MAX_TASKS)
    if max_tasks > partitions:
        message = f"more than the {partitions} partitions (lag.partitions) have nothing to read"
        raise arguments.error("max_tasks", max_tasks, message)
    return LagConfig(
        stream=lag.input("stream"),
        group=lag.string("group"),
        topics=lag.list_of("topics", 1, limits.MAX_LAG_TOPICS),
        records_per_task=lag.integer("records_per_task", 1, MAX_RECORDS_PER_TASK),
    )


def _schedule(arguments: Arguments, min_tasks: int, max_tasks: int) -> tuple[ScheduledMinimum, ...]:
    items = arguments.nested_items("schedule")
    if len(items) > limits.MAX_SCHEDULED_ACTIONS:
        message = f"AWS accepts {limits.MAX_SCHEDULED_ACTIONS} at most"
        raise arguments.error("schedule", f"{len(items)} items", message)
    schedule = tuple(_change(item, min_tasks, max_tasks) for item in items)
    if schedule:
        arguments.required("schedule_time_zone", "the hours of schedule need their time zone")
    moments = [f"{day} {item.hour}:{item.minute:02}" for item in schedule for day in item.days]
    twice = next((moment for moment in moments if moments.count(moment) > 1), None)
    if twice:
        raise arguments.error("schedule", twice, "only one change may be at a time")
    return schedule


def _change(item: Arguments, min_tasks: int, max_tasks: int) -> ScheduledMinimum:
    days = item.list_of("days", 1, len(limits.DAYS))
    item.unique("days", days)
    for index, day in enumerate(days):
        if day not in limits.DAYS:
            raise item.error(f"days[{index}]", day, "it must be a day of the week", limits.DAYS)
    return ScheduledMinimum(
        days=tuple(sorted(days, key=limits.DAYS.index)),
        hour=item.integer("hour", 0, 23),
        minute=item.integer("minute", 0, 59),
        min_tasks=item.integer("min_tasks", min_tasks, max_tasks, hint="the bounds of the service"),
    )


def _time_zone(arguments: Arguments) -> str:
    arguments.requires("schedule_time_zone", arguments.is_set("schedule"), "there is no schedule")
    message = "it must be a time zone of the IANA database, such as Europe/Madrid"
    return arguments.string(
        "schedule_time_zone", "UTC", predicate=lambda text: text in available_timezones(), message=message
    )
