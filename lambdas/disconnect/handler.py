"""Function `disconnect`: the `$disconnect` route, which API Gateway calls once or not at all.

Subscriptions that remain are removed when a push finds the connection gone, or when they expire.
"""

from collections.abc import Mapping
from typing import Any

from ..common.dynamodb import dynamodb
from ..common.settings import required
from ..common.subscriptions import Subscriptions


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Remove the connection's subscriptions."""
    connection_id = event["requestContext"]["connectionId"]
    subscriptions = Subscriptions(dynamodb(), required("SUBSCRIPTIONS_TABLE"))
    for feed in subscriptions.feeds(connection_id):
        subscriptions.remove(feed, connection_id)
    return {"statusCode": 200}
