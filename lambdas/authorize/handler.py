"""Function `authorize`: the request authorizer of the WebSocket API's `$connect` route.

The ticket is in the header `Sec-WebSocket-Protocol: citycell.v1, <ticket>`. Reading it deletes it, so it opens one
connection only. Event and response:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
"""

import hashlib
import time
from collections.abc import Mapping
from typing import Any, NoReturn

from ..common.dynamodb import dynamodb
from ..common.logs import log
from ..common.settings import required

PROTOCOL = "citycell.v1"
_HEADER = "sec-websocket-protocol"


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Delete the ticket and allow this connection only.

    Raises:
        Exception: `Unauthorized`, which API Gateway turns into 401; the log has the reason, without the ticket.
    """
    ticket = ticket_from(event.get("headers") or {})
    if ticket is None:
        _reject("no ticket")
    deleted = dynamodb().delete_item(
        TableName=required("TICKETS_TABLE"),
        Key={"ticket_hash": {"S": hashlib.sha256(ticket.encode()).hexdigest()}},
        ReturnValues="ALL_OLD",
    )
    item = deleted.get("Attributes")
    if not item:
        _reject("unknown or used ticket")
    feed, principal, expires_at = (item.get(key, {}) for key in ("feed", "principal", "expires_at"))
    if "S" not in feed or "S" not in principal or "N" not in expires_at:
        _reject("incomplete ticket")
    if float(expires_at["N"]) <= time.time():  # DynamoDB deletes expired items only within days
        _reject("expired ticket")
    return _allow(event["methodArn"], principal["S"], feed["S"])


def ticket_from(headers: Mapping[str, str]) -> str | None:
    """The ticket after the protocol name; header names may be in any case."""
    offered = next((value for name, value in headers.items() if name.lower() == _HEADER), "")
    protocols = [protocol.strip() for protocol in offered.split(",")]
    match protocols:
        case [name, ticket] if name == PROTOCOL and ticket:
            return ticket
        case _:
            return None


def _allow(method_arn: str, principal: str, feed: str) -> dict[str, Any]:
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": method_arn}
    return {
        "principalId": principal,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": {"feed": feed},
    }


def _reject(reason: str) -> NoReturn:
    log("INFO", "connection rejected", reason=reason)
    raise Exception("Unauthorized")  # noqa: TRY002 - API Gateway answers 401 to exactly this message
