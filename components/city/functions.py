"""The functions of a cell: what each reads, writes and is told. Nothing here is a right that the code does not use."""

from typing import Any

import pulumi

from ..core.iam import Uses
from ..function.args import KafkaSourceArgs, PlacementArgs
from ..plan.capacity import Sizes
from ..plan.topics import Topic
from .stores import BY_CONNECTION, ORDER_VIEWS, SUBSCRIPTIONS, TICKETS, Parts

INVOKED_BY_TOPICS = {
    "project-orders": Topic.ORDER_EVENTS,
    "track-couriers": Topic.COURIER_LOCATIONS,
    "push-updates": Topic.TRACKING_UPDATES,
}
"""Function to the topic that invokes it."""

ROUTES = {"$connect": "connect", "$disconnect": "disconnect", "subscribe": "subscribe"}
"""Route of the WebSocket API to its function."""

AUTHORIZER = "authorize"


def function_folder(function: str) -> str:
    """The folder under `lambdas` with a function's code."""
    return function.replace("-", "_")


def functions(parts: Parts, sizes: Sizes, placement: PlacementArgs) -> dict[str, dict[str, Any]]:
    """Function name to the arguments that are its own."""
    return {
        "project-orders": _project_orders(parts, sizes, placement),
        "track-couriers": _track_couriers(parts, sizes, placement),
        "push-updates": _push_updates(parts, sizes),
        AUTHORIZER: _authorize(parts),
        "connect": {"description": "Accepts a connection that the authorizer let in."},
        "subscribe": _subscribe(parts),
        "disconnect": _disconnect(parts),
    }


def _source(parts: Parts, sizes: Sizes, function: str) -> KafkaSourceArgs:
    topic = INVOKED_BY_TOPICS[function]
    pollers = sizes.pollers[topic]
    return {
        "cluster_arn": parts.stream.cluster_arn,
        "topic": parts.stream.topic_name(topic),
        "failed_topic": Topic.FAILED_RECORDS.value,
        "min_pollers": pollers.minimum,
        "max_pollers": pollers.maximum,
    }


def _project_orders(parts: Parts, sizes: Sizes, placement: PlacementArgs) -> dict[str, Any]:
    uses: Uses = {
        "kafka": parts.kafka_use(produce=[Topic.TRACKING_UPDATES]),
        "cache": parts.cache_use(),
        "tables": [parts.tables.use(ORDER_VIEWS, ["PutItem"])],
    }
    return {
        "description": "Turns order events into views, orders per courier, and tracking updates.",
        "kafka_source": _source(parts, sizes, "project-orders"),
        "placement": placement,
        "memory_mib": 1024,
        "timeout_seconds": 30,
        "uses": uses,
        "environment": parts.kafka_environment([Topic.TRACKING_UPDATES])
        | parts.cache_environment()
        | parts.table_environment(ORDER_VIEWS),
    }


def _track_couriers(parts: Parts, sizes: Sizes, placement: PlacementArgs) -> dict[str, Any]:
    uses: Uses = {"kafka": parts.kafka_use(produce=[Topic.TRACKING_UPDATES]), "cache": parts.cache_use()}
    return {
        "description": "Keeps the newest position of each courier and tells the pages that follow one.",
        "kafka_source": _source(parts, sizes, "track-couriers") | {"batch_size": 500},
        "placement": placement,
        "memory_mib": 1024,
        "timeout_seconds": 30,
        "uses": uses,
        "environment": parts.kafka_environment([Topic.TRACKING_UPDATES]) | parts.cache_environment(),
    }


def _push_updates(parts: Parts, sizes: Sizes) -> dict[str, Any]:
    uses: Uses = {
        "tables": [parts.tables.use(SUBSCRIPTIONS, ["Query", "DeleteItem"])],
        "connections_arn": parts.tracking_api.connections_arn,
    }
    return {
        "description": "Sends tracking updates to the pages that follow their feed.",
        "kafka_source": _source(parts, sizes, "push-updates"),
        "memory_mib": 1024,
        "timeout_seconds": 30,
        "uses": uses,
        "environment": parts.table_environment(SUBSCRIPTIONS) | parts.connections_environment(),
    }


def _authorize(parts: Parts) -> dict[str, Any]:
    uses: Uses = {"tables": [parts.tables.use(TICKETS, ["DeleteItem"])]}
    return {
        "description": "Consumes the single-use ticket of a new connection.",
        "uses": uses,
        "environment": parts.table_environment(TICKETS),
    }


def _subscribe(parts: Parts) -> dict[str, Any]:
    uses: Uses = {
        "tables": [parts.tables.use(SUBSCRIPTIONS, ["PutItem"]), parts.tables.use(ORDER_VIEWS, ["GetItem"])],
        "connections_arn": parts.tracking_api.connections_arn,
    }
    environment: dict[str, pulumi.Input[str]] = parts.table_environment(SUBSCRIPTIONS, ORDER_VIEWS)
    return {
        "description": "Subscribes a connection to the feed of its ticket, and answers with the order as it stands.",
        "uses": uses,
        "environment": environment | parts.connections_environment(),
    }


def _disconnect(parts: Parts) -> dict[str, Any]:
    uses: Uses = {
        "tables": [
            parts.tables.use(SUBSCRIPTIONS, ["Query"], BY_CONNECTION),
            parts.tables.use(SUBSCRIPTIONS, ["DeleteItem"]),
        ]
    }
    return {
        "description": "Removes the subscriptions of a connection that ended.",
        "uses": uses,
        "environment": parts.table_environment(SUBSCRIPTIONS),
    }
