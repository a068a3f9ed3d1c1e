"""The containers of a cell: what each reads, writes and is told."""

from typing import Any

from ..core.iam import Uses
from ..plan.capacity import Sizes
from ..plan.topics import Topic
from ..plan.traffic import SERVICE_PORT
from .stores import ORDERS_USER, TICKETS, Parts

ORDERS = "orders"
DISPATCHER = "dispatcher"
MIGRATIONS = "migrations"

CONSUMED = {
    DISPATCHER: [Topic.ORDER_EVENTS, Topic.COURIER_EVENTS, Topic.COURIER_LOCATIONS],
    ORDERS: [Topic.ASSIGNMENT_PROPOSALS],
}
"""Service, which is also its consumer group, to the topics that it reads."""

HEALTH_PATH = "/healthz"


def orders(parts: Parts, sizes: Sizes, settings: dict[str, str]) -> dict[str, Any]:
    """The order service: the only writer of orders, its outbox relay, and the HTTP API."""
    produce = [Topic.ORDER_EVENTS, Topic.COURIER_EVENTS, Topic.COURIER_LOCATIONS, Topic.FAILED_RECORDS]
    uses: Uses = {
        "kafka": parts.kafka_use(produce, CONSUMED[ORDERS], ORDERS),
        "tables": [parts.tables.use(TICKETS, ["PutItem"])],
        "database_user_arn": parts.database.user_arn(ORDERS_USER),
    }
    return {
        "service": ORDERS,
        "command": ["python", "-m", "services.orders"],
        "port": SERVICE_PORT,
        "cpu": 1024,
        "min_tasks": sizes.orders_tasks.minimum,
        "max_tasks": sizes.orders_tasks.maximum,
        "uses": uses,
        "environment": parts.kafka_environment([*produce, *CONSUMED[ORDERS]])
        | parts.database_environment(ORDERS_USER, "iam")
        | parts.table_environment(TICKETS)
        | {"WEBSOCKET_URL": parts.tracking_api.url}
        | settings,
    }


def dispatcher(parts: Parts, sizes: Sizes) -> dict[str, Any]:
    """The dispatcher: reads what happens and where couriers are, proposes who takes what."""
    produce = [Topic.ASSIGNMENT_PROPOSALS, Topic.FAILED_RECORDS]
    uses: Uses = {"kafka": parts.kafka_use(produce, CONSUMED[DISPATCHER], DISPATCHER)}
    return {
        "service": DISPATCHER,
        "command": ["python", "-m", "services.dispatcher"],
        "cpu": 1024,
        "min_tasks": sizes.dispatcher_tasks.minimum,
        "max_tasks": sizes.dispatcher_tasks.maximum,
        "uses": uses,
        "environment": parts.kafka_environment([*produce, *CONSUMED[DISPATCHER]]),
    }


def migrations(parts: Parts) -> dict[str, Any]:
    """The schema migrations: run once, as the master user, before services start."""
    return {
        "service": MIGRATIONS,
        "command": ["python", "-m", "services.migrate"],
        "labels": {"citycell.run": "before-services"},
        "environment": parts.database_environment(parts.database.master_user, "password"),
        "secrets": {"DATABASE_SECRET": parts.database.master_secret_arn},
    }
