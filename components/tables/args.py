"""Arguments of `Tables`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs, DataClass


class AttributeType(StrEnum):
    """Type of a key attribute."""

    STRING = "S"
    """Text."""
    NUMBER = "N"
    """A number."""
    BINARY = "B"
    """Bytes."""


class Projection(StrEnum):
    """Which attributes an index holds beside the keys of the table and its own."""

    ALL = "ALL"
    """All: queries never go back to the table; every write is written twice."""
    KEYS_ONLY = "KEYS_ONLY"
    """None: the smallest index."""
    INCLUDE = "INCLUDE"
    """Those that `projected` names."""


class StreamView(StrEnum):
    """What a stream says of a changed item."""

    KEYS_ONLY = "KEYS_ONLY"
    """Its key."""
    NEW_IMAGE = "NEW_IMAGE"
    """The item as it is now."""
    OLD_IMAGE = "OLD_IMAGE"
    """The item as it was."""
    NEW_AND_OLD_IMAGES = "NEW_AND_OLD_IMAGES"
    """Both; replicas need it."""


class TableClass(StrEnum):
    """Storage class of a table."""

    STANDARD = "STANDARD"
    """Reads and writes cost most of the table."""
    INFREQUENT_ACCESS = "STANDARD_INFREQUENT_ACCESS"
    """Storage costs most of the table: less for storage, more for each read and write."""


class TableConsistency(StrEnum):
    """What a read in one region sees of a write in another."""

    EVENTUAL = "EVENTUAL"
    """It, about a second later; the last writer wins."""
    STRONG = "STRONG"
    """It, at once: three regions of one set, no expiry, no local indexes. Cannot be changed later."""


class TableInsights(StrEnum):
    """Which keys CloudWatch Contributor Insights ranks."""

    THROTTLED_KEYS = "THROTTLED_KEYS"
    """Those that were throttled; costs by the number of throttled requests."""
    ACCESSED_AND_THROTTLED_KEYS = "ACCESSED_AND_THROTTLED_KEYS"
    """Those that are used most, too; costs by every request."""


class TableCapsArgs(TypedDict):
    """Most that a table or index on demand does in a second; what comes above is throttled, and costs nothing."""

    read_units: NotRequired[int]
    """Read request units a second."""
    write_units: NotRequired[int]
    """Write request units a second."""


class TableScalingArgs(TypedDict):
    """Provisioned capacity that follows its use."""

    min_units: int
    """Units a second that are always paid."""
    max_units: int
    """Units a second that are never exceeded."""
    target_percent: NotRequired[int]
    """Share of the capacity in use that scaling holds, 20 to 90; 70 by default."""


class TableCapacityArgs(TypedDict):
    """Provisioned capacity of a table or index."""

    read: TableScalingArgs
    """For reads: one unit is a strongly consistent read of 4 KB a second."""
    write: TableScalingArgs
    """For writes: one unit is a write of 1 KB a second."""


class TableWarmArgs(TypedDict):
    """Throughput that is there at once, for an opening that is known; charged once, and never lowered for a table."""

    reads_per_second: NotRequired[int]
    """Reads a second, 12,000 at least."""
    writes_per_second: NotRequired[int]
    """Writes a second, 4,000 at least."""


class IndexArgs(TypedDict):
    """A global secondary index: the items by another key."""

    name: str
    """Its name."""
    partition_key: str
    """Its partition key."""
    sort_key: NotRequired[str]
    """Its sort key, when it has one."""
    projection: NotRequired[Projection]
    """What it holds of an item; all by default."""
    projected: NotRequired[list[str]]
    """Attributes that it holds beside keys, with projection `INCLUDE`."""
    caps: NotRequired[TableCapsArgs]
    """Most that it does in a second, of a table on demand."""
    provisioned: NotRequired[TableCapacityArgs]
    """Its capacity, of a table with provisioned capacity; the table's by default."""
    warm_throughput: NotRequired[TableWarmArgs]
    """Throughput that is there at once."""


class LocalIndexArgs(TypedDict):
    """A local secondary index: the items of a partition in another order. A new one makes a new table."""

    name: str
    """Its name."""
    sort_key: str
    """Its sort key."""
    projection: NotRequired[Projection]
    """What it holds of an item; all by default."""
    projected: NotRequired[list[str]]
    """Attributes that it holds beside keys, with projection `INCLUDE`."""


class TableArgs(TypedDict):
    """A table."""

    name: str
    """Its name without the cell's."""
    partition_key: str
    """The partition key."""
    sort_key: NotRequired[str]
    """The sort key, when it has one."""
    attribute_types: NotRequired[dict[str, AttributeType]]
    """Types of key attributes, of the table or its indexes, that are not strings."""
    indexes: NotRequired[list[IndexArgs]]
    """Indexes by other keys, 20 at most."""
    local_indexes: NotRequired[list[LocalIndexArgs]]
    """Indexes by other sort keys, 5 at most."""
    ttl_attribute: NotRequired[str]
    """Attribute with the second, since 1970, from which an item may be deleted; nothing expires without it."""
    caps: NotRequired[TableCapsArgs]
    """Most that the table does in a second, on demand; AWS's quota without it."""
    provisioned: NotRequired[TableCapacityArgs]
    """Capacity that is paid by the hour, for a steady load; without it the table is on demand. Scaling owns the units
    of the table once it stands: one that was on demand starts with a single unit, until scaling raises it to the least.
    A refresh sees what scaling has set for an index, and the next update sets its least again until scaling acts."""
    warm_throughput: NotRequired[TableWarmArgs]
    """Throughput that is there at once."""
    recovery_days: NotRequired[int]
    """Days back to any second of which the table can be restored, 1 to 35; 35 by default."""
    stream: NotRequired[StreamView]
    """Makes a stream of changes, kept for a day."""
    table_class: NotRequired[TableClass]
    """Storage class; standard by default."""
    insights: NotRequired[TableInsights]
    """Ranks the keys of the table and its indexes that are used or throttled most."""
    replica_regions: NotRequired[list[str]]
    """Other regions that hold the whole table, each with a key in `replica_key_arns`."""
    consistency: NotRequired[TableConsistency]
    """Of the replicas; eventual by default."""
    witness: NotRequired[str]
    """Region in place of a second replica that holds no items but keeps the writes, with strong consistency."""


class TablesArgs(CellArgs):
    """Arguments of `Tables`."""

    key_arn: pulumi.Input[str]
    """Key that encrypts the tables."""
    replica_key_arns: NotRequired[dict[str, pulumi.Input[str]]]
    """Region to the key that encrypts replicas there: `Keys.replica_key_arns` gives them."""
    data_class: NotRequired[DataClass]
    """What the tables hold; personal by default."""
    tables: list[TableArgs]
    """The tables."""
