"""The events that API Gateway sends to the functions of a WebSocket API.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
"""

import base64
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from multidict import CIMultiDictProxy

from .declared import WebSocketApi


@dataclass(frozen=True)
class Client:
    """Facts about a client from its first request."""

    connection_id: str
    connected_at: float
    source_ip: str
    user_agent: str


@dataclass(frozen=True)
class Events:
    """Builds the events of one API."""

    api: WebSocketApi

    def authorize(self, client: Client, headers: CIMultiDictProxy[str], query: Mapping[str, str]) -> dict[str, Any]:
        """The event of the request authorizer of `$connect`."""
        return {
            "type": "REQUEST",
            "methodArn": self.api.method_arn("$connect"),
            **_request(headers, query),
            "stageVariables": dict(self.api.stage_variables),
            "requestContext": self._context(client, "$connect", "CONNECT"),
        }

    def connect(
        self, client: Client, headers: CIMultiDictProxy[str], query: Mapping[str, str], authorizer: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The event of the `$connect` route."""
        context = self._context(client, "$connect", "CONNECT", authorizer)
        return {**_request(headers, query), "requestContext": context, "isBase64Encoded": False}

    def message(self, client: Client, route: str, body: str, authorizer: Mapping[str, Any]) -> dict[str, Any]:
        """The event of a message on any route."""
        context = self._context(client, route, "MESSAGE", authorizer)
        return {"requestContext": {**context, "messageId": _short_id()}, "body": body, "isBase64Encoded": False}

    def disconnect(self, client: Client, code: int, reason: str, authorizer: Mapping[str, Any]) -> dict[str, Any]:
        """The event of the `$disconnect` route, with the headers of recorded events."""
        context = self._context(client, "$disconnect", "DISCONNECT", authorizer)
        context |= {"disconnectStatusCode": code, "disconnectReason": reason}
        headers = {"Host": self.api.domain, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""}
        return {
            "headers": headers,
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "requestContext": context,
            "isBase64Encoded": False,
        }

    def _context(
        self, client: Client, route: str, kind: str, authorizer: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        now = time.time()
        request_id = _short_id()
        return {
            "routeKey": route,
            "eventType": kind,
            "extendedRequestId": request_id,
            "requestTime": datetime.fromtimestamp(now, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "messageDirection": "IN",
            "stage": self.api.stage,
            "connectedAt": int(client.connected_at * 1000),
            "requestTimeEpoch": int(now * 1000),
            "identity": {"sourceIp": client.source_ip, "userAgent": client.user_agent},
            "requestId": request_id,
            "domainName": self.api.domain,
            "connectionId": client.connection_id,
            "apiId": self.api.api_id,
            **({"authorizer": dict(authorizer)} if authorizer else {}),
        }


def _request(headers: CIMultiDictProxy[str], query: Mapping[str, str]) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "headers": dict(headers),
        "multiValueHeaders": {name: headers.getall(name) for name in headers},
    }
    if query:
        parts["queryStringParameters"] = dict(query)
        parts["multiValueQueryStringParameters"] = {name: [value] for name, value in query.items()}
    return parts


def _short_id() -> str:
    return base64.urlsafe_b64encode(uuid.uuid4().bytes[:11]).decode()
