"""Function `subscribe`: the `subscribe` route. A connection can subscribe only to the feed of its ticket.

The reply is sent through the management API, not as a route response, so that it takes the same path as the updates
after it.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from delivery.events import OrderEvent, OrderUpdate

from ..common.connections import connections
from ..common.dynamodb import dynamodb
from ..common.logs import log
from ..common.settings import required
from ..common.subscriptions import Subscriptions
from ..common.updates import order_update

_ORDER_PREFIX: Final = "order:"
_decoder = msgspec.json.Decoder(OrderEvent)
_encode = msgspec.json.Encoder().encode


class _Request(msgspec.Struct):
    """The request of a page."""

    feed: str


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Store the subscription, then reply with the current order, so that no update is missed between the two."""
    request = event["requestContext"]
    connection_id, ticket = request["connectionId"], request.get("authorizer") or {}
    try:
        feed = msgspec.json.decode(event.get("body") or "", type=_Request).feed
    except (msgspec.MsgspecError, RecursionError):
        return _reject(connection_id, "the body is not {action, feed}", 400)
    if feed != ticket.get("feed"):
        return _reject(connection_id, "the ticket is for another feed", 403)
    subscriptions = Subscriptions(dynamodb(), required("SUBSCRIPTIONS_TABLE"))
    subscriptions.add(feed, connection_id, str(ticket.get("principalId", "")))
    reply = {"kind": "subscribed", "feed": feed, "order": _order(feed)}
    connections().post(connection_id, _encode(reply))
    return {"statusCode": 200}


def _order(feed: str) -> OrderUpdate | None:
    """The current view of the order; None for other feeds and for orders whose first event has not arrived."""
    if not feed.startswith(_ORDER_PREFIX):
        return None
    found = dynamodb().get_item(
        TableName=required("ORDER_VIEWS_TABLE"),
        Key={"order_id": {"S": feed.removeprefix(_ORDER_PREFIX)}},
        ConsistentRead=True,
    )
    document = found.get("Item", {}).get("document", {})
    return order_update(_decoder.decode(document["S"]), feed) if "S" in document else None


def _reject(connection_id: str, reason: str, status: int) -> dict[str, Any]:
    """Send the reason to the page; API Gateway sends nothing for a route without a response."""
    log("INFO", "subscription rejected", reason=reason)
    connections().post(connection_id, _encode({"kind": "refused", "reason": reason}))
    return {"statusCode": status}
