"""Arguments of the cell's functions: environment, event sources, and only the permissions that their code uses."""

from typing import Any

import pulumi

from ..core.iam import Uses
from ..function.args import KafkaSourceArgs, PlacementArgs
from ..plan.capacity import Sizes
from ..plan.topics import Topic
from .stores import BY_CONNECTION, ORDER_VIEWS, SUBSCRIPTIONS, TICKETS, Stores

INVOKED_BY_TOPICS = {
    "project-orders": Topic.ORDER_EVENTS,
    "track-couriers": Topic.COURIER_LOCATIONS,
    "push-updates": Topic.TRACKING_UPDATES,
}
"""Function to the topic whose records invoke it."""

ROUTES = {"$connect": "connect", "$disconnect": "disconnect", "subscribe": "subscribe"}
"""Route of the WebSocket API to its function."""

AUTHORIZER = "authorize"


def function_folder(function: str) -> str:
    """The folder of a function's code in `lambdas`."""
    return function.replace("-", "_")


def function_args(stores: Stores, sizes: Sizes, placement: PlacementArgs) -> dict[str, dict[str, Any]]:
    """Function name to its specific arguments."""
    return {
        "project-orders": _project_orders(stores, sizes, placement),
        "track-couriers": _track_couriers(stores, sizes, placement),
        "push-updates": _push_updates(stores, sizes),
        AUTHORIZER: _authorize(stores),
        "connect": {"description": "Accepts a connection that the authorizer let in."},
        "subscribe": _subscribe(stores),
        "disconnect": _disconnect(stores),
    }


def _source(stores: Stores, sizes: Sizes, function: str) -> KafkaSourceArgs:
    topic = INVOKED_BY_TOPICS[function]
    pollers = sizes.pollers[topic]
    return {
        "cluster_arn": stores.stream.cluster_arn,
        "topic": stores.stream.topic_name(topic),
        "failed_topic": stores.stream.topic_name(Topic.FAILED_RECORDS),
        "min_pollers": pollers.minimum,
        "max_pollers": pollers.maximum,
    }


def _project_orders(stores: Stores, sizes: Sizes, placement: PlacementArgs) -> dict[str, Any]:
    uses: Uses = {
        "kafka": stores.kafka_use(produce=[Topic.TRACKING_UPDATES]),
        "cache": stores.cache_use(),
        "tables": [stores.tables.use(ORDER_VIEWS, ["PutItem"])],
    }
    return {
        "description": "Turns order events into views, orders per courier, and tracking updates.",
        "kafka_source": _source(stores, sizes, "project-orders"),
        "placement": placement,
        "memory_mib": 1024,
        "timeout_seconds": 30,
        "uses": uses,
        "environment": stores.kafka_environment([Topic.TRACKING_UPDATES])
        | stores.cache_environment()
        | stores.table_environment(ORDER_VIEWS),
    }


def _track_couriers(stores: Stores, sizes: Sizes, placement: PlacementArgs) -> dict[str, Any]:
    uses: Uses = {"kafka": stores.kafka_use(produce=[Topic.TRACKING_UPDATES]), "cache": stores.cache_use()}
    return {
        "description": "Keeps the newest position of each courier and tells the pages that follow one.",
        "kafka_source": _source(stores, sizes, "track-couriers") | {"batch_size": 500},
        "placement": placement,
        "memory_mib": 1024,
        "timeout_seconds": 30,
        "uses": uses,
        "environment": stores.kafka_environment([Topic.TRACKING_UPDATES]) | stores.cache_environment(),
    }


def _push_updates(stores: Stores, sizes: Sizes) -> dict[str, Any]:
    uses: Uses = {
        "tables": [stores.tables.use(SUBSCRIPTIONS, ["Query", "DeleteItem"])],
        "connections_arn": stores.tracking_api.connections_arn,
    }
    return {
        "description": "Sends tracking updates to the pages that follow their feed.",
        "kafka_source": _source(stores, sizes, "push-updates"),
        "memory_mib": 1024,
        "timeout_seconds": 30,
        "uses": uses,
        "environment": stores.table_environment(SUBSCRIPTIONS) | stores.connections_environment(),
    }


def _authorize(stores: Stores) -> dict[str, Any]:
    uses: Uses = {"tables": [stores.tables.use(TICKETS, ["DeleteItem"])]}
    return {
        "description": "Consumes the single-use ticket of a new connection.",
        "uses": uses,
        "environment": stores.table_environment(TICKETS),
    }


def _subscribe(stores: Stores) -> dict[str, Any]:
    uses: Uses = {
        "tables": [stores.tables.use(SUBSCRIPTIONS, ["PutItem"]), stores.tables.use(ORDER_VIEWS, ["GetItem"])],
        "connections_arn": stores.tracking_api.connections_arn,
    }
    environment: dict[str, pulumi.Input[str]] = stores.table_environment(SUBSCRIPTIONS, ORDER_VIEWS)
    return {
        "description": "Subscribes a connection to the feed of its ticket, and answers with the order as it stands.",
        "uses": uses,
        "environment": environment | stores.connections_environment(),
    }


def _disconnect(stores: Stores) -> dict[str, Any]:
    uses: Uses = {
        "tables": [
            stores.tables.use(SUBSCRIPTIONS, ["Query"], BY_CONNECTION),
            stores.tables.use(SUBSCRIPTIONS, ["DeleteItem"]),
        ]
    }
    return {
        "description": "Removes the subscriptions of a connection that ended.",
        "uses": uses,
        "environment": stores.table_environment(SUBSCRIPTIONS),
    }
