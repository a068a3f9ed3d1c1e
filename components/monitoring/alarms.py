"""The alarms of a cell as data: metric, threshold, severity, and meaning for the engineer on call.

Severities follow one question: do customers or couriers notice? A fault that they notice now, or that loses data, is a
page. A cause that the objectives would show in time, or that a store survives, is a ticket.
"""

import pulumi

from ..core.outputs import known_after
from ..plan.objectives import Thresholds
from ..plan.topics import Topic
from . import metrics, own_metrics
from .alarm import Alarm, Severity
from .store_alarms import store_alarms
from .watched import Watched, WatchedService

BROKER_DISK_PERCENT = 85
"""Amazon MSK developer guide, best practices for Standard brokers, monitor disk space."""

SERVICE_PERCENT = 90
"""CPU or memory of a service, in percent: target tracking adds tasks at less, so above it has reached its maximum."""

TRACKING_ERRORS = 10
"""Failed WebSocket messages in five minutes; pages connect again by themselves after single ones."""

CANARY_PERCENT = 90
"""Successful runs in percent."""

DISPATCH_PERIOD = 60
DISPATCH_PERIODS = 10
"""A round is finished each half minute, so ten minutes without one are a fault and no delay, and a new task has them to
read its topics. All of the periods must be without a round: of a new cell, whose first minutes have no data, one value
is then sufficient for OK. With fewer (M of N), the minutes before its first round would start the alarm."""


def alarms(watched: Watched, limits: Thresholds) -> list[Alarm]:
    """Every alarm of a cell on one metric."""
    return [
        *stream_alarms(watched, limits),
        *_functions(watched),
        *_api(watched, limits),
        *_services(watched),
        *_dispatcher(watched),
        *_tracking(watched),
        *_canary(watched),
        *store_alarms(watched, limits),
    ]


def stream_alarms(watched: Watched, limits: Thresholds) -> list[Alarm]:
    """The alarms on the Kafka cluster, except those on metrics that its kind does not have."""
    found = [
        Alarm(
            "offline-partitions",
            "Partitions have no leader: their records can be neither written nor read.",
            metrics.OFFLINE_PARTITIONS.of(watched.stream),
            0,
            severity=Severity.PAGE,
            runbook="offline-partitions",
        )
    ]
    found += [
        Alarm(
            f"lag-{group}-{topic.value}",
            f"{group} is further behind on {topic.value} than the promised freshness allows.",
            metrics.CONSUMER_LAG.of(watched.stream, group, topic.value),
            limits.consumer_lag_records,
            periods=2,
            severity=Severity.PAGE,
            runbook="consumer-lag",
        )
        for group, topic in watched.consumers
    ]
    found += [alarm for broker in range(1, watched.brokers + 1) for alarm in _broker(watched, str(broker))]
    return [alarm for alarm in found if watched.stream_kind in alarm.series.metric.kinds]


def _broker(watched: Watched, broker: str) -> list[Alarm]:
    return [
        Alarm(
            f"under-replicated-{broker}",
            f"Broker {broker} leads partitions with missing replicas: losing one more broker stops writing.",
            metrics.UNDER_REPLICATED.of(watched.stream, broker),
            0,
            periods=3,
            runbook="under-replicated",
        ),
        Alarm(
            f"broker-disk-{broker}",
            f"The volume of broker {broker} is nearly full: a full volume stops the broker.",
            metrics.BROKER_DISK.of(watched.stream, broker),
            BROKER_DISK_PERCENT,
            runbook="broker-disk",
        ),
        Alarm(
            f"failed-records-{broker}",
            "Records could not be handled and wait in the failure topic: look at their reasons, then redrive.",
            metrics.TOPIC_MESSAGES.of(watched.stream, broker, Topic.FAILED_RECORDS.value),
            0,
            runbook="failed-records",
        ),
    ]


def _functions(watched: Watched) -> list[Alarm]:
    found: list[Alarm] = []
    for function in watched.functions:
        for metric, runbook, meaning in (
            (
                metrics.FUNCTION_ERRORS,
                "function-errors",
                "invocations fail: their records are retried, then go to the failure topic.",
            ),
            (
                metrics.FUNCTION_THROTTLES,
                "function-throttles",
                "invocations are refused: the account's concurrency is used up.",
            ),
        ):
            role = f"{function}-{metric.name.lower()}"
            found.append(Alarm(role, f"{function}: {meaning}", metric.of(function), 0, periods=2, runbook=runbook))
    found += [
        Alarm(
            f"{function}-destination-failures",
            f"{function}: failed records could not be kept in the failure topic, and are lost to the redrive.",
            metrics.DESTINATION_FAILURES.of(function),
            0,
            severity=Severity.PAGE,
            runbook="destination-failures",
        )
        for function in watched.mappings
    ]
    return found


def _api(watched: Watched, limits: Thresholds) -> list[Alarm]:
    return [
        Alarm(
            "api-errors",
            "The order service answers with errors of its own more often than promised.",
            metrics.API_ERRORS.of(watched.load_balancer),
            limits.api_errors,
            severity=Severity.PAGE,
            runbook="api-errors",
        ),
        Alarm(
            "api-unreachable",
            "The load balancer finds no healthy task, or cuts calls off.",
            metrics.API_UNREACHABLE.of(watched.load_balancer),
            limits.api_errors,
            severity=Severity.PAGE,
            runbook="api-unreachable",
        ),
        Alarm(
            "api-p99",
            "The slowest of a hundred calls takes longer than promised.",
            metrics.API_TIME.of(watched.load_balancer),
            limits.api_p99_seconds,
            periods=2,
            runbook="api-p99",
        ),
    ]


def _services(watched: Watched) -> list[Alarm]:
    return [alarm for service in watched.services for alarm in _service(service)]


def _service(service: WatchedService) -> list[Alarm]:
    return [
        Alarm(
            f"{service.role}-tasks",
            f"Fewer tasks of {service.role} run than its minimum of {service.min_tasks}: tasks stop, or do not start.",
            metrics.RUNNING_TASKS.of(service.cluster, service.name),
            service.min_tasks,
            periods=3,
            below=True,
            severity=Severity.PAGE,
            runbook="service-tasks",
        ),
        Alarm(
            f"{service.role}-cpu",
            f"{service.role} is busy although it scales: it has its maximum of tasks. Raise the load in the settings.",
            metrics.SERVICE_CPU.of(service.cluster, service.name),
            SERVICE_PERCENT,
            periods=3,
            runbook="service-cpu",
        ),
        Alarm(
            f"{service.role}-memory",
            f"Tasks of {service.role} use nearly all their memory: ECS stops a task that needs more.",
            metrics.SERVICE_MEMORY.of(service.cluster, service.name),
            SERVICE_PERCENT,
            periods=3,
            runbook="service-memory",
        ),
    ]


def _dispatcher(watched: Watched) -> list[Alarm]:
    """The alarm on a dispatcher that runs and does not work.

    Without data it is in ALARM, also from its first evaluation, so it is made after the service is stable: its
    dimension is known once the name of the service is.
    """
    if watched.dispatcher is None:
        return []
    cell = known_after(pulumi.Output.from_input(watched.cell), watched.dispatcher)
    return [
        Alarm(
            "dispatch-rounds",
            "The dispatcher finishes no round: orders wait and get no courier.",
            own_metrics.DISPATCH_ROUNDS.of(cell),
            1,
            periods=DISPATCH_PERIODS,
            below=True,
            severity=Severity.PAGE,
            runbook="dispatch-rounds",
            period=DISPATCH_PERIOD,
        )
    ]


def _tracking(watched: Watched) -> list[Alarm]:
    if watched.tracking is None:
        return []
    return [
        Alarm(
            "tracking-integration-errors",
            "Functions behind the WebSocket API fail: pages cannot connect or subscribe.",
            metrics.TRACKING_INTEGRATION_ERRORS.of(*watched.tracking),
            TRACKING_ERRORS,
            periods=2,
            severity=Severity.PAGE,
            runbook="tracking-errors",
        ),
        Alarm(
            "tracking-execution-errors",
            "The WebSocket API could not call its functions: a permission is missing, or they are throttled.",
            metrics.TRACKING_EXECUTION_ERRORS.of(*watched.tracking),
            TRACKING_ERRORS,
            periods=2,
            severity=Severity.PAGE,
            runbook="tracking-errors",
        ),
    ]


def _canary(watched: Watched) -> list[Alarm]:
    if watched.canary is None:
        return []
    return [
        Alarm(
            "canary",
            "The synthetic canary cannot use the cell as a customer does.",
            metrics.CANARY_SUCCESS.of(watched.canary),
            CANARY_PERCENT,
            periods=3,
            below=True,
            severity=Severity.PAGE,
            runbook="canary",
        )
    ]
