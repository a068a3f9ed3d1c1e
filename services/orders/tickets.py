"""Single-use tickets for the WebSocket API, which cannot check bearer tokens."""

import asyncio
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from .errors import unavailable
from .tokens import Principal

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TICKET_SECONDS: Final = 60
"""How long a ticket is valid, in wall time: enough for a slow phone to connect."""


@dataclass(frozen=True, slots=True)
class Tickets:
    """Writes tickets; the request authorizer reads and deletes them."""

    client: "DynamoDBClient"
    table: str
    websocket_url: str

    async def issue(self, principal: Principal, feed: str) -> dict[str, Any]:
        """A new ticket for one feed; only its hash is stored.

        Raises:
            ApiError: 503 when the table cannot be written.
        """
        ticket = secrets.token_urlsafe(32)
        item = {
            "ticket_hash": {"S": hashlib.sha256(ticket.encode()).hexdigest()},
            "feed": {"S": feed},
            "principal": {"S": f"{principal.role}:{principal.subject}"},
            "expires_at": {"N": str(int(time.time()) + TICKET_SECONDS)},
        }
        try:
            await asyncio.to_thread(self.client.put_item, TableName=self.table, Item=item)
        except (BotoCoreError, ClientError) as error:
            raise unavailable("tickets cannot be issued at the moment") from error
        return {"ticket": ticket, "expires_in_seconds": TICKET_SECONDS, "url": self.websocket_url}
