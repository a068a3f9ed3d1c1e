"""Limits of DynamoDB tables and indexes, and where a table can be strongly consistent across regions."""

from collections.abc import Iterable
from typing import Final

MAX_GLOBAL_INDEXES: Final = 20
"""Global secondary indexes of a table (Amazon DynamoDB developer guide, quotas, secondary indexes per table)."""

MAX_LOCAL_INDEXES: Final = 5
"""Local secondary indexes of a table (the same page)."""

MAX_PROJECTED: Final = 20
"""Attributes that one index can list in its projection (DynamoDB API, Projection, NonKeyAttributes)."""

MAX_PROJECTED_OF_TABLE: Final = 100
"""Attributes that all indexes of a table can list, counted once in each index (Amazon DynamoDB developer
guide, quotas, projected secondary index attributes per table)."""

MAX_RECOVERY_DAYS: Final = 35
"""Longest period of point-in-time recovery in days; the shortest is 1 (DynamoDB API, RecoveryPeriodInDays)."""

MAX_UNITS: Final = 2**31 - 1
"""Largest number of Application Auto Scaling (RegisterScalableTarget, ResourceCapacity). The quota of an account is
lower: 40,000 units per table by default."""

MIN_WARM_READS: Final = 12_000
MIN_WARM_WRITES: Final = 4_000
"""Reads and writes per second that every on-demand table serves at once (Amazon DynamoDB developer guide, DynamoDB warm
throughput)."""

MIN_TARGET_PERCENT: Final = 20
MAX_TARGET_PERCENT: Final = 90
"""Utilization of provisioned capacity that scaling can target (Amazon DynamoDB developer guide, managing throughput
capacity automatically with DynamoDB auto scaling)."""

MAX_NAME: Final = 255
"""Characters in the name of a table or index (DynamoDB API, CreateTable, TableName and IndexName)."""

TABLE_NAME: Final = r"[a-zA-Z0-9_.-]{1,234}"
"""Names of tables without the cell's name and its hyphen, which are 21 characters at most."""

NAME_PATTERN: Final = r"[a-zA-Z0-9_.-]{3,255}"
"""Names of tables and indexes (DynamoDB API, CreateTable, TableName and IndexName)."""

MAX_KEY_NAME: Final = 255
"""Characters in the name of a key attribute, of a projected attribute and of the expiry attribute (DynamoDB API,
KeySchemaAttributeName, NonKeyAttributeName, TimeToLiveAttributeName)."""

STRONG_REGIONS: Final = 3
"""Regions of a table that is strongly consistent across regions: three replicas, or two and a witness (DynamoDB API,
CreateGlobalTableWitnessGroupMemberAction)."""

STRONG_REGION_SETS: Final = (
    ("us-east-1", "us-east-2", "us-west-2"),
    ("eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"),
    ("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"),
)
"""Sets of regions; such a table must be inside one of them (the same page)."""


def strong_region_set(regions: Iterable[str]) -> tuple[str, ...]:
    """The set that contains all these regions; empty when there is none."""
    wanted = set(regions)
    return next((found for found in STRONG_REGION_SETS if wanted <= set(found)), ())
