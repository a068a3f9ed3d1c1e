"""Arguments of `Tables`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs, DataClass


class AttributeType(StrEnum):
    """Type of a key attribute."""

    STRING = "S"
    """A string."""
    NUMBER = "N"
    """A number."""
    BINARY = "B"
    """Bytes."""


class Projection(StrEnum):
    """Which attributes an index contains besides its keys and those of the table."""

    ALL = "ALL"
    """All: queries need no second read of the table, and every write is written twice."""
    KEYS_ONLY = "KEYS_ONLY"
    """None: the smallest index."""
    INCLUDE = "INCLUDE"
    """Those in `projected`."""


class StreamView(StrEnum):
    """What a stream contains of a changed item."""

    KEYS_ONLY = "KEYS_ONLY"
    """Its key."""
    NEW_IMAGE = "NEW_IMAGE"
    """The item after the change."""
    OLD_IMAGE = "OLD_IMAGE"
    """The item before the change."""
    NEW_AND_OLD_IMAGES = "NEW_AND_OLD_IMAGES"
    """Both. Replicas with eventual consistency require it."""


class TableClass(StrEnum):
    """Storage class of a table."""

    STANDARD = "STANDARD"
    """For tables that cost more for reads and writes than for storage."""
    INFREQUENT_ACCESS = "STANDARD_INFREQUENT_ACCESS"
    """For tables that cost more for storage: storage is cheaper, each read and write is more expensive."""


class TableConsistency(StrEnum):
    """When a write in one region is visible in the others."""

    EVENTUAL = "EVENTUAL"
    """After about a second; the last writer wins."""
    STRONG = "STRONG"
    """At once. Requires three regions of one set, and excludes expiry and local indexes. Cannot be changed later."""


class TableInsights(StrEnum):
    """Which keys CloudWatch Contributor Insights ranks."""

    THROTTLED_KEYS = "THROTTLED_KEYS"
    """Keys that were throttled; billed by the number of throttled requests."""
    ACCESSED_AND_THROTTLED_KEYS = "ACCESSED_AND_THROTTLED_KEYS"
    """Also the keys that are used most; billed by every request."""


class TableCapsArgs(TypedDict):
    """Maximum throughput of a table or index on demand. Requests above it are throttled and not billed."""

    read_units: NotRequired[int]
    """Read request units per second."""
    write_units: NotRequired[int]
    """Write request units per second."""


class TableScalingArgs(TypedDict):
    """Provisioned capacity that follows the load."""

    min_units: int
    """Minimum units per second, which are always billed."""
    max_units: int
    """Maximum units per second."""
    target_percent: NotRequired[int]
    """Utilization that scaling targets, 20 to 90 percent; 70 by default."""


class TableCapacityArgs(TypedDict):
    """Provisioned capacity of a table or index."""

    read: TableScalingArgs
    """Reads: one unit is one strongly consistent read of 4 KB per second."""
    write: TableScalingArgs
    """Writes: one unit is one write of 1 KB per second."""


class TableWarmArgs(TypedDict):
    """Throughput that is available at once, for a known peak. Billed once; cannot be lowered for a table.

    DynamoDB raises it as the load grows ("Understanding DynamoDB warm throughput"). A refresh then reads a higher value
    than the program's, and a lower one would replace the table or make the index again. So take the argument away after
    the peak, or raise it.
    """

    reads_per_second: NotRequired[int]
    """Reads per second, 12,000 at least."""
    writes_per_second: NotRequired[int]
    """Writes per second, 4,000 at least."""


class IndexArgs(TypedDict):
    """A global secondary index: the items by another partition key."""

    name: str
    """Its name, 3 to 255 letters, digits, dots, hyphens and underscores."""
    partition_key: str
    """Its partition key."""
    sort_key: NotRequired[str]
    """Its sort key; none by default."""
    projection: NotRequired[Projection]
    """Which attributes of an item it contains; all by default."""
    projected: NotRequired[list[str]]
    """Attributes that it contains besides keys, 1 to 20. Required with the projection `INCLUDE`."""
    caps: NotRequired[TableCapsArgs]
    """Maximum throughput, if the table is on demand; the quota of AWS by default."""
    provisioned: NotRequired[TableCapacityArgs]
    """Its capacity, if the table has provisioned capacity; the table's by default."""
    warm_throughput: NotRequired[TableWarmArgs]
    """Throughput that is available at once; the minimum of AWS by default."""


class LocalIndexArgs(TypedDict):
    """A local secondary index: the items of a partition in another order. A change replaces the table."""

    name: str
    """Its name, 3 to 255 letters, digits, dots, hyphens and underscores."""
    sort_key: str
    """Its sort key."""
    projection: NotRequired[Projection]
    """Which attributes of an item it contains; all by default."""
    projected: NotRequired[list[str]]
    """Attributes that it contains besides keys, 1 to 20. Required with the projection `INCLUDE`."""


class TableArgs(TypedDict):
    """A table."""

    name: str
    """Its name without the cell's name. Another name is another table."""
    partition_key: str
    """The partition key. A change replaces the table."""
    sort_key: NotRequired[str]
    """The sort key; none by default. A change replaces the table."""
    attribute_types: NotRequired[dict[str, AttributeType]]
    """Types of the key attributes of the table and its indexes; strings by default."""
    indexes: NotRequired[list[IndexArgs]]
    """Global secondary indexes, 20 at most; none by default."""
    local_indexes: NotRequired[list[LocalIndexArgs]]
    """Local secondary indexes, 5 at most; none by default."""
    ttl_attribute: NotRequired[str]
    """Attribute with the time at which an item expires, in seconds since the Unix epoch; items do not expire by
    default."""
    caps: NotRequired[TableCapsArgs]
    """Maximum throughput on demand; the quota of AWS by default."""
    provisioned: NotRequired[TableCapacityArgs]
    """Capacity that is billed by the hour, for a steady load; on demand by default. After creation only scaling changes
    the units of the table and its indexes."""
    reset_capacity: NotRequired[bool]
    """Sets the table and its indexes to their minimum units again, for one update; false by default. A table with
    indexes requires it in the update in which it leaves on demand: DynamoDB refuses indexes without units. Also set it
    in an update that adds or removes an index, or an index may start with the units of another. A table without indexes
    leaves on demand with a single unit, which scaling raises to the minimum at once."""
    warm_throughput: NotRequired[TableWarmArgs]
    """Throughput that is available at once; the minimum of AWS by default."""
    recovery_days: NotRequired[int]
    """Days of point-in-time recovery, 1 to 35; 35 by default."""
    stream: NotRequired[StreamView]
    """Enables a stream of changes, which are kept for a day; no stream by default."""
    table_class: NotRequired[TableClass]
    """Storage class; standard by default."""
    insights: NotRequired[TableInsights]
    """Ranks the most used or throttled keys of the table and its indexes; off by default."""
    replica_regions: NotRequired[list[str]]
    """Regions that get a replica of the table, each with a key in `replica_key_arns`; none by default."""
    consistency: NotRequired[TableConsistency]
    """Consistency between the regions; eventual by default. Requires `replica_regions`."""
    witness: NotRequired[str]
    """Region that takes the place of a second replica with strong consistency: it stores writes and no items."""


class TablesArgs(CellArgs):
    """Arguments of `Tables`."""

    key_arn: pulumi.Input[str]
    """Key that encrypts the tables."""
    replica_key_arns: NotRequired[dict[str, pulumi.Input[str]]]
    """Region to the key that encrypts the replicas there, from `Keys.replica_key_arns`."""
    data_class: NotRequired[DataClass]
    """Class of the data in the tables; personal by default."""
    tables: list[TableArgs]
    """The tables, at least one."""
