"""Function `subscribe`: the `subscribe` route. A connection hears of the feed of its ticket, and of nothing else.

The answer goes through the management API rather than as a route response, so that it takes the same way as the
updates that follow it.
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
    """What the page sends."""

    feed: str


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Write the subscription, then answer with the order as it stands: so no update falls between the two."""
    request = event["requestContext"]
    connection_id, ticket = request["connectionId"], request.get("authorizer") or {}
    try:
        feed = msgspec.json.decode(event.get("body") or "", type=_Request).feed
    except (msgspec.MsgspecError, RecursionError):
        return _refuse(connection_id, "the body is not {action, feed}", 400)
    if feed != ticket.get("feed"):
        return _refuse(connection_id, "the ticket is for another feed", 403)
    subscriptions = Subscriptions(dynamodb(), required("SUBSCRIPTIONS_TABLE"))
    subscriptions.add(feed, connection_id, str(ticket.get("principalId", "")))
    answer = {"kind": "subscribed", "feed": feed, "order": _order(feed)}
    connections().post(connection_id, _encode(answer))
    return {"statusCode": 200}


def _order(feed: str) -> OrderUpdate | None:
    """The order's view as it stands; none for other feeds and for orders whose first event has not arrived."""
    if not feed.startswith(_ORDER_PREFIX):
        return None
    found = dynamodb().get_item(
        TableName=required("ORDER_VIEWS_TABLE"),
        Key={"order_id": {"S": feed.removeprefix(_ORDER_PREFIX)}},
        ConsistentRead=True,
    )
    document = found.get("Item", {}).get("document", {})
    return order_update(_decoder.decode(document["S"]), feed) if "S" in document else None


def _refuse(connection_id: str, reason: str, status: int) -> dict[str, Any]:
    """Tell the page why; API Gateway itself sends nothing back for a route without a response."""
    log("INFO", "subscription refused", reason=reason)
    connections().post(connection_id, _encode({"kind": "refused", "reason": reason}))
    return {"statusCode": status}
