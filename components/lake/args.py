"""Arguments of `Lake`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..bucket.args import TransitionArgs
from ..core.cell import CellArgs
from ..plan.lake_schema import LakeFormat


class LakeBackup(StrEnum):
    """Which original records are kept besides the tables."""

    FAILED = "failed"
    """Records that could not be delivered, so that they can be inspected and sent again."""
    ALL = "all"
    """All records: twice the storage, and with the exact positions that the tables have rounded."""


class LakeMaintenance(StrEnum):
    """What maintains Iceberg tables: compacts files, expires old snapshots, removes orphaned files."""

    GLUE = "glue"
    """The table optimizers of the Glue catalog, which run when they are needed."""
    ATHENA = "athena"
    """The queries OPTIMIZE and VACUUM, once a day: for regions without table optimizers."""
    NONE = "none"
    """Nothing in this component: for lakes that other jobs maintain."""


class LakeColumnArgs(TypedDict):
    """One column of a topic's table."""

    name: str
    """The field of the record that it contains: lower case letters, digits and underscores."""
    type: str
    """Its type in Glue's notation: `string`, `bigint`, `double`, `struct<lat:double,lon:double>`, `array<string>`."""
    comment: NotRequired[str]
    """Description for users who query it, 255 characters at most; none by default."""


class LakeTopicArgs(TypedDict):
    """One topic in the lake."""

    topic: str
    """Its name in Kafka. The table has the same name, with underscores."""
    columns: list[LakeColumnArgs]
    """Its columns, at least one. Add new columns at the end: an Iceberg table identifies columns by their position."""
    format: NotRequired[LakeFormat]
    """How its records are stored; as an Iceberg table by default. A change replaces the table."""
    retention_days: NotRequired[int]
    """How many days its rows stay. The default is 30 days if a column contains positions, since they show where people
    were, and two years otherwise. Old snapshots and object versions contain deleted rows for about a week more."""
    time_column: NotRequired[str]
    """Column with the time of a row, a `double` of seconds since the Unix epoch. Required for Iceberg, whose rows are
    deleted by a query. Not accepted for Parquet, whose files expire by their day of arrival."""
    created_topic: NotRequired[pulumi.Input[str]]
    """The name of the topic as an output of the topic (`Stream.topic_name`), so that delivery starts after it exists;
    `topic` by default."""


class LakeArgs(CellArgs):
    """Arguments of `Lake`."""

    key_arn: pulumi.Input[str]
    """Key that encrypts the lake and the results of queries."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the log group of the delivery."""
    cluster_arn: pulumi.Input[str]
    """The MSK cluster, with private connectivity by IAM and a policy that lets Firehose connect. Use an output that
    depends on that policy (`Stream.connectable_cluster_arn`): Firehose tests the connection when a delivery stream is
    created."""
    topics: list[LakeTopicArgs]
    """The topics in the lake, at least one; `cell_topics()` returns those of a cell."""
    transform_arn: NotRequired[pulumi.Input[str]]
    """Function that transforms every record, such as `lambdas/round_coordinates`, in the lake's region. Required if a
    column contains positions, unless `exact_positions` is true."""
    exact_positions: NotRequired[bool]
    """Whether the lake may store positions without rounding. False by default: an exact position is personal data even
    without a name."""
    buffer_seconds: NotRequired[int]
    """How many seconds records are buffered before they are written, 0 to 900; 300 by default. A shorter time makes
    more and smaller files."""
    buffer_mib: NotRequired[int]
    """Size of the buffer, 1 to 128 MiB, at least 64 for Parquet; 64 by default."""
    retry_seconds: NotRequired[int]
    """How many seconds delivery to an Iceberg table is retried, 0 to 7,200; 300 by default. Parquet is always retried
    for a day."""
    backup: NotRequired[LakeBackup]
    """Which original records are kept; those that failed by default. `all` requires `exact_positions` if a column
    contains positions."""
    failed_days: NotRequired[int]
    """How many days original records stay, with exact positions; 14 by default, as long as failed records in Kafka."""
    from_start: NotRequired[bool]
    """Whether a new delivery starts with the oldest record of the topic; true by default."""
    maintenance: NotRequired[LakeMaintenance]
    """What maintains Iceberg tables; by default Glue where the region has table optimizers, and Athena elsewhere."""
    iceberg_snapshot_days: NotRequired[int]
    """How many days old snapshots of Iceberg tables can be read; 5 by default. Requires maintenance by Glue: Athena's
    VACUUM always keeps five days."""
    max_scan_gib: NotRequired[int]
    """How much one query may read before it is cancelled; 100 GiB by default."""
    result_days: NotRequired[int]
    """How many days query results stay; 30 by default."""
    access_log_days: NotRequired[int]
    """How many days the access log of the buckets stays; 90 by default."""
    log_retention_days: NotRequired[int]
    """How many days the log group of the delivery keeps events; 90 by default."""
    transitions: NotRequired[list[TransitionArgs]]
    """Objects of the lake that move to a cheaper class at a certain age; none by default."""
