"""Sending to WebSocket connections through API Gateway's management API."""

from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from .aws import client
from .logs import log
from .settings import required

if TYPE_CHECKING:
    from types_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

CONNECTIONS_AT_ONCE = 32
"""Posts that one invocation has in flight at the same time."""


class Posted(Enum):
    """The outcome of sending a message."""

    SENT = auto()
    GONE = auto()
    """The connection has ended, so its subscriptions can be removed."""
    FAILED = auto()
    """It was not sent; the page catches up with the next update or when it reconnects."""


class Connections:
    """Sends messages; a failure is returned, never raised."""

    def __init__(self, management: "ApiGatewayManagementApiClient") -> None:
        self._management = management

    def post(self, connection_id: str, message: bytes) -> Posted:
        """Send one message of at most 128 KiB."""
        try:
            self._management.post_to_connection(ConnectionId=connection_id, Data=message)
        except self._management.exceptions.GoneException:
            return Posted.GONE
        except (ClientError, BotoCoreError) as error:
            log("WARNING", "message not sent", error=type(error).__name__)
            return Posted.FAILED
        return Posted.SENT


@cache
def connections() -> Connections:
    """The sender of this process, with short time-outs and one retry."""
    config = Config(
        connect_timeout=1.0,
        read_timeout=2.0,
        max_pool_connections=CONNECTIONS_AT_ONCE,
        retries={"mode": "standard", "max_attempts": 2},
    )
    endpoint = required("WEBSOCKET_MANAGEMENT_ENDPOINT")
    return Connections(client("apigatewaymanagementapi", config, endpoint))
