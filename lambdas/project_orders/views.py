"""The order view in DynamoDB: written only by what is newer, so repeats and reordering are harmless."""

import time
from enum import Enum, auto
from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import ClientError

from delivery.events import OrderEvent

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

VIEW_SECONDS = 30 * 24 * 3600
"""How long a view can be read after its order's last change; the database keeps the order itself."""
_encode = msgspec.json.Encoder().encode


class Written(Enum):
    """What became of a write."""

    NEW = auto()
    """The view changed."""
    REPEATED = auto()
    """The view already had this version: an earlier try came this far."""
    STALE = auto()
    """The view is newer; nothing follows from this event."""


class OrderViews:
    """Writes to the table `order-views`."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def write(self, event: OrderEvent) -> Written:
        """Store an event's state if it is newer than the stored one.

        Raises:
            botocore.exceptions.ClientError: DynamoDB refused for another reason; a retry may help.
        """
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item={
                    "order_id": {"S": event.order_id},
                    "version": {"N": str(event.version)},
                    "status": {"S": event.status},
                    "document": {"S": _encode(event).decode()},
                    "customer_id": {"S": event.customer_id},
                    "expires_at": {"N": str(int(time.time()) + VIEW_SECONDS)},
                },
                ConditionExpression="attribute_not_exists(version) OR version < :version",
                ExpressionAttributeValues={":version": {"N": str(event.version)}},
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") != "ConditionalCheckFailedException":
                raise
            stored = error.response.get("Item", {})
            return Written.REPEATED if stored.get("version") == {"N": str(event.version)} else Written.STALE
        return Written.NEW
