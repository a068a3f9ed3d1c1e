"""What the lake is told, with its defaults and limits."""

import re
from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..aws.published import is_offered
from ..bucket.args import TransitionArgs
from ..bucket.config import transitions
from ..bucket.limits import MAX_LIFECYCLE_DAYS as MAX_DAYS
from ..core.arguments import Arguments
from ..core.cell import CellArgs
from ..core.door import Door
from ..plan import lake_schema
from ..plan.lake_schema import LakeFormat
from . import columns as column_types

TRACE_DAYS = 30
"""How long rows with positions stay, unless an argument says otherwise: long enough to explain a complaint."""

HISTORY_DAYS = 2 * 365
"""How long other rows stay: a forecast knows each season twice."""

MAX_BUFFER_SECONDS = 900
MAX_BUFFER_MIB = 128
"""Buffering hints (Amazon Data Firehose API, BufferingHints)."""

PARQUET_BUFFER_MIB = 64
"""The least buffer when records are converted (Amazon Data Firehose developer guide, "Convert input data format")."""

MAX_RETRY_SECONDS = 7200
"""How long Firehose tries again (Amazon Data Firehose API, RetryOptions)."""

OPTIMIZER = "AWS::Glue::TableOptimizer"

_TOPIC = re.compile(r"[a-zA-Z0-9._-]{1,249}")


class LakeBackup(StrEnum):
    """Which records are kept as they came, beside the tables."""

    FAILED = "failed"
    """Those that could not be delivered, to be looked at and sent again."""
    ALL = "all"
    """All of them: twice the storage, and with the positions that the tables have rounded."""


class LakeMaintenance(StrEnum):
    """Who keeps Iceberg tables small and fast: joins small files, forgets old snapshots, removes orphaned files."""

    GLUE = "glue"
    """The table optimizers of the Glue catalogue, which run when there is something to do."""
    ATHENA = "athena"
    """Queries on a daily schedule, OPTIMIZE and VACUUM: for regions without table optimizers."""
    NONE = "none"
    """Nobody here: for lakes that somebody else's jobs keep."""


class LakeColumnArgs(TypedDict):
    """One column of a topic's table."""

    name: str
    """The field of the record that it holds."""
    type: str
    """Its type in Glue's words: `string`, `bigint`, `double`, `struct<lat:double,lon:double>`, `array<string>`."""
    comment: NotRequired[str]
    """What it means, for those who query it."""


class LakeTopicArgs(TypedDict):
    """One topic that is kept in the lake."""

    topic: str
    """Its name in Kafka; the table is named like it, with underscores."""
    columns: list[LakeColumnArgs]
    """Its columns; new ones at the end, since an Iceberg table knows them by their place."""
    format: NotRequired[LakeFormat]
    """How its records are kept; as an Iceberg table by default."""
    retention_days: NotRequired[int]
    """How long its rows stay; 30 days by default when a column holds positions (they say where people were), else two
    years. Deleted rows can be read in old snapshots or object versions for about a week more."""
    time_column: NotRequired[str]
    """Column that a row's age is counted from, a `double` of seconds since the Unix epoch. Required for Iceberg, whose
    rows are deleted by query; Parquet files expire by their day of arrival."""
    created_topic: NotRequired[pulumi.Input[str]]
    """The topic's name once the topic stands (`Stream.topic_name`), so that delivery begins after it."""


class LakeArgs(CellArgs):
    """Arguments of `Lake`."""

    key_arn: pulumi.Input[str]
    """Key that encrypts the lake and the results of queries."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the delivery's log."""
    cluster_arn: pulumi.Input[str]
    """The MSK cluster, with private connectivity by IAM and a policy that lets Firehose connect. Best an output that is
    known once that policy stands, since Firehose tries the connection when a stream is made."""
    topics: list[LakeTopicArgs]
    """The topics that are kept; `cell_topics()` has those of a cell."""
    transform_arn: NotRequired[pulumi.Input[str]]
    """Function that every record passes on its way, such as `lambdas/round_coordinates`. Required when a column holds
    positions, unless `exact_positions` says that they may stay exact."""
    exact_positions: NotRequired[bool]
    """Whether positions may stay as exact as they were recorded; false by default: where somebody was, to the metre,
    is personal whatever the name beside it."""
    buffer_seconds: NotRequired[int]
    """How long records gather before they are written, 0 to 900; 300 by default. Shorter makes more, smaller files."""
    buffer_mib: NotRequired[int]
    """How much gathers at most before it is written, 1 to 128 MiB, for Parquet 64 at least; 64 by default."""
    retry_seconds: NotRequired[int]
    """How long delivery to an Iceberg table is tried again, 0 to 7,200; 300 by default. Writing Parquet is tried for a
    day, whatever this says."""
    backup: NotRequired[LakeBackup]
    """Which records are kept as they came; those that failed, by default."""
    failed_days: NotRequired[int]
    """How long records kept as they came stay, exact positions and all; 14 days by default, as failed records in Kafka
    do."""
    from_start: NotRequired[bool]
    """Whether a new delivery begins with the oldest record that the topic still has; true by default."""
    maintenance: NotRequired[LakeMaintenance]
    """Who keeps Iceberg tables small; Glue where the region has its optimizers, else Athena."""
    iceberg_snapshot_days: NotRequired[int]
    """How long old snapshots of Iceberg tables can be read, with Glue's maintenance; 5 days by default. Athena's VACUUM
    keeps five days."""
    max_scan_gib: NotRequired[int]
    """What one query may read before it is stopped; 100 GiB by default."""
    result_days: NotRequired[int]
    """How long results of queries stay; 30 days by default."""
    access_log_days: NotRequired[int]
    """How long the log of who read what in the buckets stays; 90 days by default."""
    transitions: NotRequired[list[TransitionArgs]]
    """Objects of the lake that move to a cheaper class when they age; none by default."""


def cell_topics() -> list[LakeTopicArgs]:
    """The topics of a cell, as `plan.lake_schema` lays them out."""
    found: list[LakeTopicArgs] = []
    for topic, columns in lake_schema.COLUMNS.items():
        entry: LakeTopicArgs = {
            "topic": topic.value,
            "columns": [{"name": name, "type": kind} for name, kind in columns.items()],
            "format": lake_schema.FORMATS[topic],
            "retention_days": lake_schema.RETENTION_DAYS[topic],
        }
        if topic in lake_schema.TIME_COLUMN:
            entry["time_column"] = lake_schema.TIME_COLUMN[topic]
        found.append(entry)
    return found


def table_name(topic: str) -> str:
    """A name as Glue and Athena take it: lower case letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]", "_", topic.lower())


def holds_positions(topic: LakeTopicArgs) -> bool:
    """Whether any column says where somebody was."""
    return any(column_types.holds_position(column_types.parse(column["type"])) for column in topic["columns"])


def format_of(topic: LakeTopicArgs) -> LakeFormat:
    """How a topic's records are kept."""
    return LakeFormat(topic.get("format", LakeFormat.ICEBERG))


def retention_of(topic: LakeTopicArgs) -> int:
    """How many days a topic's rows stay."""
    return topic.get("retention_days", TRACE_DAYS if holds_positions(topic) else HISTORY_DAYS)


def maintenance_of(args: LakeArgs) -> LakeMaintenance:
    """Who keeps Iceberg tables small."""
    default = LakeMaintenance.GLUE if is_offered(OPTIMIZER, args["region"]) else LakeMaintenance.ATHENA
    return LakeMaintenance(args.get("maintenance", default))


def check_lake(name: str, args: LakeArgs) -> None:
    """Refuse what AWS would refuse, or what would keep more about people than was asked for."""
    door = Door("Lake", name, args, LakeArgs)
    door.cell()
    for index, _ in enumerate(door.items("topics", 1, limit="a lake keeps at least one topic")):
        _check_topic(door.inside("topics", LakeTopicArgs, index))
    door.unique("topics", [table_name(topic["topic"]) for topic in args["topics"]])
    _check_delivery(door, args)
    _check_privacy(door, args)
    _check_upkeep(door, args)
    for argument, default in (("failed_days", 14), ("result_days", 30), ("access_log_days", 90)):
        door.whole(argument, 1, MAX_DAYS, default)
    door.whole("max_scan_gib", 1, 1 << 20, 100)
    transitions(Arguments("Lake", name, args, LakeArgs))


def _check_topic(door: Door) -> None:
    door.text(
        "topic",
        fits=lambda text: _TOPIC.fullmatch(text) is not None,
        limit="it must be letters, digits, dots, underscores and hyphens, 249 at most",
    )
    types: dict[str, str] = {}
    for index, _ in enumerate(door.items("columns", 1, limit="a table has at least one column")):
        column = door.inside("columns", LakeColumnArgs, index)
        name = column.text(
            "name", fits=column_types.is_column_name, limit="it must be lower case letters, digits and underscores"
        )
        types[name] = _column_type(column)
        column.text("comment", fits=lambda text: len(text) <= 255, limit="Glue takes 255 characters at most")  # noqa: PLR2004 - AWS Glue API, Column
    door.unique("columns", [column["name"] for column in door.items("columns")])
    iceberg = door.choice("format", LakeFormat, LakeFormat.ICEBERG) is LakeFormat.ICEBERG
    door.whole("retention_days", 1, MAX_DAYS, HISTORY_DAYS)
    door.only_with("time_column", iceberg, "Parquet files expire by their day of arrival")
    if iceberg and types.get(door.text("time_column")) != "double":
        doubles = [name for name, kind in types.items() if kind == "double"]
        raise door.refuse("time_column", door.text("time_column") or None, "it must name a column of doubles", doubles)


def _column_type(door: Door) -> str:
    text = door.text("type")
    try:
        column_types.parse(text)
    except ValueError as error:
        raise door.refuse("type", text, str(error)) from None
    return text


def _check_delivery(door: Door, args: LakeArgs) -> None:
    door.whole("buffer_seconds", 0, MAX_BUFFER_SECONDS, 300)
    parquet = any(format_of(topic) is LakeFormat.PARQUET for topic in args["topics"])
    least, why = (PARQUET_BUFFER_MIB, "since a topic is kept as Parquet") if parquet else (1, "")
    door.whole("buffer_mib", least, MAX_BUFFER_MIB, 64, why=why)
    door.whole("retry_seconds", 0, MAX_RETRY_SECONDS, 300)
    door.flag("from_start", default=True)
    transform = args.get("transform_arn")
    if isinstance(transform, str) and f":lambda:{args['region']}:" not in transform:
        raise door.refuse("transform_arn", transform, f"it must be the ARN of a function in {args['region']}")


def _check_privacy(door: Door, args: LakeArgs) -> None:
    exact = door.flag("exact_positions", default=False)
    backup = door.choice("backup", LakeBackup, LakeBackup.FAILED)
    traced = [topic["topic"] for topic in args["topics"] if holds_positions(topic)]
    if traced and not exact and not door.given("transform_arn"):
        limit = (
            f"{traced[0]} holds positions, which the lake keeps rounded: name what rounds them, or set exact_positions"
        )
        raise door.refuse("transform_arn", None, limit)
    if traced and not exact and backup is LakeBackup.ALL:
        raise door.refuse(
            "backup", backup.value, "the copy has positions as they were recorded: set exact_positions too"
        )


def _check_upkeep(door: Door, args: LakeArgs) -> None:
    door.choice("maintenance", LakeMaintenance, LakeMaintenance.NONE)
    glue = maintenance_of(args) is LakeMaintenance.GLUE
    if glue and not is_offered(OPTIMIZER, args["region"]):
        limit = f"{args['region']} has no table optimizers"
        raise door.refuse("maintenance", "glue", limit, [LakeMaintenance.ATHENA, LakeMaintenance.NONE])
    door.only_with("iceberg_snapshot_days", glue, "only Glue's maintenance can be told")
    door.whole("iceberg_snapshot_days", 1, MAX_DAYS, 5)
