"""Statements that let roles read, write or follow a table."""

from collections.abc import Sequence

import pulumi

from ..core.iam import Statement, allow

_READ = ("dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem")
"""Read items by their keys. An index supports none of these actions, except the description of its table."""

_QUERY = ("dynamodb:Query",)
"""Read the items of a partition, of a table or an index. No `Scan`: it reads, and bills, every item."""

_WRITE = (
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
)
"""Write items, also in transactions, without reading."""

_FOLLOW = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
"""Read a stream (Amazon DynamoDB developer guide, actions of DynamoDB Streams)."""


def reader_statements(table_arn: pulumi.Output[str], indexes: Sequence[str]) -> list[Statement]:
    """Get items of a table, and query it and these indexes."""
    resources = [table_arn, *(pulumi.Output.concat(table_arn, f"/index/{index}") for index in indexes)]
    return [allow("Read", _READ, table_arn), allow("Query", _QUERY, resources)]


def writer_statements(table_arn: pulumi.Output[str]) -> list[Statement]:
    """Write items of a table and read none."""
    return [allow("Write", _WRITE, table_arn)]


def stream_statements(stream_arn: pulumi.Output[str]) -> list[Statement]:
    """Follow one stream."""
    # Listing does not support a single stream as its resource (service authorization reference, ListStreams).
    return [allow("Follow", _FOLLOW, stream_arn), allow("List", ["dynamodb:ListStreams"], "*")]
