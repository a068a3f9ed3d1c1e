"""Order views in DynamoDB. A write needs a newer version, so repeated and reordered events are harmless."""

import time
from enum import Enum, auto
from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import ClientError

from delivery.events import OrderEvent

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

VIEW_SECONDS = 30 * 24 * 3600
"""How long a view is kept after its order's last change; the database keeps the order."""
_encode = msgspec.json.Encoder().encode


class Written(Enum):
    """The outcome of a write."""

    NEW = auto()
    """The view changed."""
    REPEATED = auto()
    """The view already had this version, from an earlier attempt."""
    STALE = auto()
    """The view is newer, so the event is ignored."""


class OrderViews:
    """Writes to the table `order-views`."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def write(self, event: OrderEvent) -> Written:
        """Store an event's state if it is newer than the stored one.

        Raises:
            botocore.exceptions.ClientError: DynamoDB failed for another reason; a retry may help.
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
