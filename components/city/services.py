"""Arguments of the cell's services and tasks: topics, permissions and environment."""

from typing import Any

import pulumi

from ..core.iam import Uses
from ..load_balancer.component import LoadBalancer
from ..network.component import Network
from ..plan.capacity import TASK_CPU_UNITS, Sizes
from ..plan.topics import Topic
from ..plan.traffic import SERVICE_PORT
from ..service.args import HttpArgs
from .config import CityConfig
from .stores import ORDERS_USER, TICKETS, Stores

ORDERS = "orders"
DISPATCHER = "dispatcher"
MIGRATIONS = "migrations"

CONSUMED = {
    DISPATCHER: [Topic.ORDER_EVENTS, Topic.COURIER_EVENTS, Topic.COURIER_LOCATIONS],
    ORDERS: [Topic.ASSIGNMENT_PROPOSALS],
}
"""Service to the topics that it reads; its name is also its consumer group."""

HEALTH_PATH = "/healthz"


def http(network: Network, balancer: LoadBalancer) -> HttpArgs:
    """The place of the order service behind the load balancer: it gets every request."""
    return {
        "vpc_id": network.vpc_id,
        "listener_arn": balancer.listener_arn,
        "path_patterns": ["/*"],
        "priority": 100,
        "health_path": HEALTH_PATH,
    }


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
        "min_tasks": config.sizes.orders_tasks.minimum,
        "max_tasks": config.sizes.orders_tasks.maximum,
        "uses": uses,
        "environment": stores.kafka_environment([*produce, *CONSUMED[ORDERS]])
        | stores.database_environment(ORDERS_USER, "iam")
        | stores.table_environment(TICKETS)
        | {
            "WEBSOCKET_URL": stores.tracking_api.url,
            "PAYMENTS_URL": config.payments_url,
            **tokens,
            "ORDER_EXPIRY_SECONDS": str(config.order_expiry_seconds),
        },
    }


def dispatcher(stores: Stores, sizes: Sizes) -> dict[str, Any]:
    """The dispatcher: it reads events and positions, and proposes a courier for each order."""
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
