"""What DynamoDB takes: limits of tables and indexes, and where a table can be strongly consistent over regions."""

from collections.abc import Iterable

MOST_GLOBAL_INDEXES = 20
"""Global secondary indexes of a table (Amazon DynamoDB developer guide, quotas, secondary indexes per table)."""

MOST_LOCAL_INDEXES = 5
"""Local secondary indexes of a table (the same page)."""

MOST_PROJECTED = 20
"""Attributes that one index names to be projected (DynamoDB API, Projection, NonKeyAttributes)."""

MOST_PROJECTED_OF_TABLE = 100
"""Attributes that all indexes of a table name, an attribute counted once in each index (Amazon DynamoDB developer
guide, quotas, projected secondary index attributes per table)."""

MOST_RECOVERY_DAYS = 35
"""Days back of point-in-time recovery; 1 at least (DynamoDB API, RecoveryPeriodInDays)."""

MOST_UNITS = 2**31 - 1
"""Units of capacity that fit Application Auto Scaling's integers (RegisterScalableTarget, ResourceCapacity). What an
account may have is less and a quota of its own: 40,000 a table unless AWS raises it."""

LEAST_WARM_READS, LEAST_WARM_WRITES = 12_000, 4_000
"""Reads and writes a second that every table on demand takes at once (Amazon DynamoDB developer guide, DynamoDB warm
throughput)."""

LEAST_TARGET_PERCENT, MOST_TARGET_PERCENT = 20, 90
"""Use of provisioned capacity that scaling can hold (Amazon DynamoDB developer guide, managing throughput capacity
automatically with DynamoDB auto scaling)."""

NAME_PATTERN = r"[a-zA-Z0-9_.-]{3,255}"
"""Names of tables and indexes (DynamoDB API, CreateTable, TableName and IndexName)."""

MOST_KEY_NAME = 255
"""Characters of a key's attribute, of a projected one, and of one that says when an item expires (DynamoDB API,
KeySchemaAttributeName, NonKeyAttributeName, TimeToLiveAttributeName)."""

STRONG_REGIONS = 3
"""Regions of a table that is strongly consistent over regions: three replicas, or two and a witness (DynamoDB API,
CreateGlobalTableWitnessGroupMemberAction)."""

STRONG_REGION_SETS = (
    ("us-east-1", "us-east-2", "us-west-2"),
    ("eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"),
    ("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"),
)
"""Sets of regions inside which such a table can stand (the same page)."""


def strong_region_set(regions: Iterable[str]) -> tuple[str, ...]:
    """The set that holds all these regions; empty when there is none."""
    wanted = set(regions)
    return next((found for found in STRONG_REGION_SETS if wanted <= set(found)), ())
