"""The DynamoDB client. Its time-outs are short, because a waiting function blocks its partition."""

from functools import cache
from typing import TYPE_CHECKING

from botocore.config import Config

from .aws import client

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

WORKERS = 8
"""Calls that one invocation has in flight at the same time."""


@cache
def dynamodb() -> "DynamoDBClient":
    """The client of this process; it is safe to use from several threads."""
    config = Config(
        connect_timeout=1.0,
        read_timeout=3.0,
        max_pool_connections=WORKERS * 2,
        retries={"mode": "standard", "max_attempts": 3},
    )
    return client("dynamodb", config)
