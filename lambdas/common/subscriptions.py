"""Subscriptions of connections to feeds: the table `subscriptions` and its index `by-connection`."""

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

SUBSCRIPTION_SECONDS = 2 * 3600
"""API Gateway ends a WebSocket after two hours at most, so no subscription outlives this:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html."""
BY_CONNECTION = "by-connection"


class Subscriptions:
    """Reads and writes subscriptions."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def add(self, feed: str, connection_id: str, principal: str) -> None:
        """Subscribe a connection to a feed."""
        self._dynamodb.put_item(
            TableName=self._table,
            Item={
                "feed": {"S": feed},
                "connection_id": {"S": connection_id},
                "principal": {"S": principal},
                "expires_at": {"N": str(int(time.time()) + SUBSCRIPTION_SECONDS)},
            },
        )

    def remove(self, feed: str, connection_id: str) -> None:
        """Remove a subscription; removing it twice is harmless."""
        self._dynamodb.delete_item(
            TableName=self._table, Key={"feed": {"S": feed}, "connection_id": {"S": connection_id}}
        )

    def connections(self, feed: str) -> list[str]:
        """The connections that are subscribed to a feed, read consistently, so that a new page misses no update."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="feed = :feed",
            ExpressionAttributeValues={":feed": {"S": feed}},
            ProjectionExpression="connection_id",
            ConsistentRead=True,
        )
        return [item["connection_id"]["S"] for page in pages for item in page["Items"] if "S" in item["connection_id"]]

    def feeds(self, connection_id: str) -> list[str]:
        """The feeds of a connection; the index is usually less than a second behind the table."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            IndexName=BY_CONNECTION,
            KeyConditionExpression="connection_id = :connection",
            ExpressionAttributeValues={":connection": {"S": connection_id}},
            ProjectionExpression="feed",
        )
        return [item["feed"]["S"] for page in pages for item in page["Items"] if "S" in item["feed"]]
