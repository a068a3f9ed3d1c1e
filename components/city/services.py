"""Arguments of the cell's services and tasks: topics, permissions and environment."""

from typing import Any

import pulumi

from ..core.iam import Uses
from ..load_balancer.component import LoadBalancer
from ..network.component import Network
from ..plan.capacity import CALLS_PER_TASK, TASK_CPU_UNITS, Sizes
from ..plan.schedule import Change, scheduled_minimums, tasks_per_hour
from ..plan.topics import Topic
from ..plan.traffic import SERVICE_PORT
from ..service.args import DeploymentArgs, HttpArgs, ScheduledMinimumArgs
from ..service.config import MIN_TASKS
from ..service.scaling_config import CPU_PERCENT
from .config import CityConfig
from .stores import ORDERS_USER, TICKETS, Stores

ORDERS = "orders"
DISPATCHER = "dispatcher"
MIGRATIONS = "migrations"

CONSUMED = {
    DISPATCHER: [Topic.ORDER_EVENTS, Topic.COURIER_EVENTS, Topic.COURIER_LOCATIONS],
    ORDERS: [Topic.ASSIGNMENT_PROPOSALS],
}
"""Service to the topics that it reads. Its name is also its consumer group; the dispatcher has the rights of its group,
and commits no offsets."""

HEALTH_PATH = "/healthz"

TEST_PRIORITY = 50
PRIORITY = 100
"""Places of the order service's rules: requests of a test come first."""

REQUESTS_PER_MINUTE = round(CALLS_PER_TASK * 60 * CPU_PERCENT / 100)
"""Calls of one task of the order service: half of what it can do, as with its CPU, so that a zone may be lost."""


def http(network: Network, balancer: LoadBalancer) -> HttpArgs:
    """The place of the order service behind the load balancer: it gets every request."""
    return {
        "vpc_id": network.vpc_id,
        "listener_arn": balancer.listener_arn,
        "path_patterns": ["/*"],
        "priority": PRIORITY,
        "health_path": HEALTH_PATH,
        "metrics_name": balancer.metrics_name,
    }


def minimums(config: CityConfig) -> tuple[Change, ...]:
    """The changes of the order service's minimum over a week; none without a forecast."""
    if config.demand is None:
        return ()
    needed = tasks_per_hour(
        config.demand.orders_per_hour,
        peak_orders=config.load.peak_orders_per_hour,
        peak_tasks=config.sizes.rates.calls / CALLS_PER_TASK,
    )
    return scheduled_minimums(needed, floor=MIN_TASKS, maximum=config.sizes.orders_tasks.maximum)


def size(config: CityConfig) -> dict[str, Any]:
    """How many tasks the order service has: those of the peak, or with a forecast those of each hour."""
    maximum = config.sizes.orders_tasks.maximum
    if config.demand is None:
        return {"min_tasks": config.sizes.orders_tasks.minimum, "max_tasks": maximum}
    schedule: list[ScheduledMinimumArgs] = [
        {"days": list(change.days), "hour": change.hour, "minute": change.minute, "min_tasks": change.minimum}
        for change in minimums(config)
    ]
    return {
        "min_tasks": MIN_TASKS,
        "max_tasks": maximum,
        "schedule": schedule,
        "schedule_time_zone": config.demand.time_zone,
    }


def release(config: CityConfig) -> dict[str, Any]:
    """How a new release of the order service takes over, and where its tasks run."""
    found: dict[str, Any] = {"spot_percent": config.spot_percent} if config.spot_percent else {}
    deployment: DeploymentArgs = {}
    if config.deployment_strategy:
        deployment = {"strategy": config.deployment_strategy, "test": {"priority": TEST_PRIORITY}}
    if config.deployment_alarms:
        deployment["alarm_names"] = [*config.deployment_alarms]
    return found | ({"deployment": deployment} if deployment else {})


def orders(stores: Stores, config: CityConfig, tokens: dict[str, pulumi.Input[str]]) -> dict[str, Any]:
    """The order service: the only writer of orders. It has the HTTP API and the outbox relay.

    `tokens` are the variables that say whose tokens it accepts.
    """
    produce = [Topic.ORDER_EVENTS, Topic.COURIER_EVENTS, Topic.COURIER_LOCATIONS, Topic.FAILED_RECORDS]
    uses: Uses = {
        "kafka": stores.kafka_use(produce, CONSUMED[ORDERS], ORDERS),
        "tables": [stores.tables.use(TICKETS, ["PutItem"])],
        "database_user_arn": stores.database.user_arn(ORDERS_USER),
    }
    return {
        "service": ORDERS,
        "command": ["python", "-m", "services.orders"],
        "port": SERVICE_PORT,
        "cpu": TASK_CPU_UNITS,
        "requests_per_minute": REQUESTS_PER_MINUTE,
        **size(config),
        **release(config),
        "uses": uses,
        "environment": stores.kafka_environment([*produce, *CONSUMED[ORDERS]])
        | stores.database_environment(ORDERS_USER, "iam")
        | stores.table_environment(TICKETS)
        | {
            "WEBSOCKET_URL": stores.tracking_api.url,
            "PAYMENTS_URL": config.payments_url,
            **tokens,
            "ORDER_EXPIRY_SECONDS": str(config.order_expiry_seconds),
            # Only cells with these settings have the variables, so that existing tasks are not replaced.
            **({"ZONE": config.zone} if config.zone else {}),
            **({"DRAIN": "true"} if config.drain else {}),
        },
    }


def dispatcher(stores: Stores, sizes: Sizes) -> dict[str, Any]:
    """The dispatcher: it reads events and positions, and proposes a courier for each order.

    Its two tasks do not follow its backlog and are never on Spot: a third one would make duplicate proposals
    (`plan.capacity`), and one alone would have no other to take over.
    """
    produce = [Topic.ASSIGNMENT_PROPOSALS, Topic.FAILED_RECORDS]
    uses: Uses = {"kafka": stores.kafka_use(produce, CONSUMED[DISPATCHER], DISPATCHER)}
    return {
        "service": DISPATCHER,
        "command": ["python", "-m", "services.dispatcher"],
        "cpu": TASK_CPU_UNITS,
        "min_tasks": sizes.dispatcher_tasks.minimum,
        "max_tasks": sizes.dispatcher_tasks.maximum,
        "uses": uses,
        "environment": stores.kafka_environment([*produce, *CONSUMED[DISPATCHER]]),
    }


def migrations(stores: Stores) -> dict[str, Any]:
    """The schema migrations as a task, for those that take longer than a function may: run by hand before an update."""
    return {
        "service": MIGRATIONS,
        "command": ["python", "-m", "services.migrate"],
        "environment": stores.database_environment(stores.database.master_user, "password"),
        "secrets": {"DATABASE_SECRET": stores.database.master_secret_arn},
    }
