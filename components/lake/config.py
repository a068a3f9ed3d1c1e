"""The configuration of `Lake`: its arguments with their defaults, validated."""

import re
from dataclasses import dataclass

import pulumi

from ..aws.published import is_offered
from ..bucket.config import TransitionConfig, transitions
from ..bucket.limits import MAX_LIFECYCLE_DAYS
from ..core.arguments import Arguments
from ..plan.lake_schema import LakeFormat
from . import limits
from .args import LakeArgs, LakeBackup, LakeMaintenance
from .columns import ColumnType, holds_position, is_column_name, parse

_TRACE_DAYS = 30
"""Default retention of rows with positions: long enough to explain a complaint."""

_HISTORY_DAYS = 2 * 365
"""Default retention of other rows: a forecast sees each season twice."""


@dataclass(frozen=True, kw_only=True)
class ColumnConfig:
    """One column of a table."""

    name: str
    type_name: str
    """Its type in Glue's notation."""
    type: ColumnType
    comment: str | None


@dataclass(frozen=True, kw_only=True)
class LakeTopicConfig:
    """One topic and its table."""

    topic: str
    table: str
    source_topic: pulumi.Input[str]
    """The topic's name; where it is an output, the topic exists once it is known."""
    columns: tuple[ColumnConfig, ...]
    format: LakeFormat
    retention_days: int
    time_column: str | None
    """None for Parquet."""

    @property
    def holds_positions(self) -> bool:
        """Whether a column shows where a person was."""
        return any(holds_position(column.type) for column in self.columns)


@dataclass(frozen=True, kw_only=True)
class DeliveryConfig:
    """How Firehose delivers every topic."""

    cluster_arn: pulumi.Input[str]
    transform_arn: pulumi.Input[str] | None
    buffer_seconds: int
    buffer_mib: int
    retry_seconds: int
    backup: LakeBackup
    from_start: bool
    log_key_arn: pulumi.Input[str]
    log_retention_days: int


@dataclass(frozen=True, kw_only=True)
class LakeConfig:
    """What `Lake` is made from."""

    key_arn: pulumi.Input[str]
    topics: tuple[LakeTopicConfig, ...]
    delivery: DeliveryConfig
    maintenance: LakeMaintenance
    iceberg_snapshot_days: int
    max_scan_gib: int
    failed_days: int
    result_days: int
    access_log_days: int
    transitions: tuple[TransitionConfig, ...]

    @property
    def iceberg_topics(self) -> list[LakeTopicConfig]:
        """Topics that are stored as Iceberg tables."""
        return [topic for topic in self.topics if topic.format is LakeFormat.ICEBERG]


def table_name(topic: str) -> str:
    """A name that Glue and Athena accept: lower case letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]", "_", topic.lower())


def resolve(name: str, args: LakeArgs) -> LakeConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: AWS would not accept the lake, or it would store exact positions without `exact_positions`.
    """
    arguments = Arguments("Lake", name, args, LakeArgs)
    arguments.cell()
    readers = arguments.nested_items("topics", 1, message="a lake has at least one topic")
    topics = tuple(_topic(topic) for topic in readers)
    arguments.unique("topics", [topic.table for topic in topics])
    delivery = _delivery(arguments, topics)
    _check_privacy(arguments, topics, delivery.backup)
    return LakeConfig(
        key_arn=arguments.input("key_arn"),
        topics=topics,
        delivery=delivery,
        maintenance=_maintenance(arguments),
        iceberg_snapshot_days=arguments.integer("iceberg_snapshot_days", 1, MAX_LIFECYCLE_DAYS, 5),
        max_scan_gib=arguments.integer("max_scan_gib", 1, limits.MAX_SCAN_GIB, 100),
        failed_days=arguments.integer("failed_days", 1, MAX_LIFECYCLE_DAYS, 14),
        result_days=arguments.integer("result_days", 1, MAX_LIFECYCLE_DAYS, 30),
        access_log_days=arguments.integer("access_log_days", 1, MAX_LIFECYCLE_DAYS, 90),
        transitions=transitions(arguments),
    )


def _topic(topic: Arguments) -> LakeTopicConfig:
    message = "it must be letters, digits, dots, underscores and hyphens, 249 at most"
    name = topic.string("topic", predicate=_is_topic_name, message=message)
    columns = _columns(topic)
    topic_format = topic.enum("format", LakeFormat, LakeFormat.ICEBERG)
    traced = any(holds_position(column.type) for column in columns)
    default_days = _TRACE_DAYS if traced else _HISTORY_DAYS
    return LakeTopicConfig(
        topic=name,
        table=table_name(name),
        source_topic=topic.input("created_topic", name),
        columns=columns,
        format=topic_format,
        retention_days=topic.integer("retention_days", 1, MAX_LIFECYCLE_DAYS, default_days),
        time_column=_time_column(topic, columns, topic_format),
    )


def _is_topic_name(text: str) -> bool:
    return re.fullmatch(limits.TOPIC_NAME, text) is not None


def _columns(topic: Arguments) -> tuple[ColumnConfig, ...]:
    readers = topic.nested_items("columns", 1, message="a table has at least one column")
    columns = tuple(_column(column) for column in readers)
    topic.unique("columns", [column.name for column in columns])
    return columns


def _column(column: Arguments) -> ColumnConfig:
    message = "it must be lower case letters, digits and underscores"
    name = column.string("name", predicate=is_column_name, message=message)
    type_name = column.string("type")
    try:
        column_type = parse(type_name)
    except ValueError as error:
        raise column.error("type", type_name, str(error)) from None
    message = f"Glue accepts at most {limits.MAX_COMMENT} characters"
    comment = column.string("comment", None, predicate=_is_comment, message=message)
    return ColumnConfig(name=name, type_name=type_name, type=column_type, comment=comment)


def _is_comment(text: str) -> bool:
    return len(text) <= limits.MAX_COMMENT


def _time_column(topic: Arguments, columns: tuple[ColumnConfig, ...], topic_format: LakeFormat) -> str | None:
    iceberg = topic_format is LakeFormat.ICEBERG
    topic.requires("time_column", iceberg, "it has no effect on Parquet files, which expire by their day of arrival")
    if not iceberg:
        return None
    doubles = [column.name for column in columns if column.type_name == "double"]
    time_column = topic.string("time_column", None)
    if time_column not in doubles:
        raise topic.error("time_column", time_column, "it must name a column of type double", doubles)
    return time_column


def _delivery(arguments: Arguments, topics: tuple[LakeTopicConfig, ...]) -> DeliveryConfig:
    parquet = any(topic.format is LakeFormat.PARQUET for topic in topics)
    min_buffer_mib = limits.MIN_PARQUET_BUFFER_MIB if parquet else 1
    hint = "since a topic is stored as Parquet" if parquet else ""
    return DeliveryConfig(
        cluster_arn=arguments.input("cluster_arn"),
        transform_arn=_transform_arn(arguments),
        buffer_seconds=arguments.integer("buffer_seconds", 0, limits.MAX_BUFFER_SECONDS, 300),
        buffer_mib=arguments.integer("buffer_mib", min_buffer_mib, limits.MAX_BUFFER_MIB, 64, hint=hint),
        retry_seconds=arguments.integer("retry_seconds", 0, limits.MAX_RETRY_SECONDS, 300),
        backup=arguments.enum("backup", LakeBackup, LakeBackup.FAILED),
        from_start=arguments.boolean("from_start", default=True),
        log_key_arn=arguments.input("log_key_arn"),
        log_retention_days=arguments.log_retention_days(90),
    )


def _transform_arn(arguments: Arguments) -> pulumi.Input[str] | None:
    region = arguments.string("region")
    transform_arn: pulumi.Input[str] | None = arguments.input("transform_arn")
    if isinstance(transform_arn, str) and f":lambda:{region}:" not in transform_arn:
        raise arguments.error("transform_arn", transform_arn, f"it must be the ARN of a function in {region}")
    return transform_arn


def _check_privacy(arguments: Arguments, topics: tuple[LakeTopicConfig, ...], backup: LakeBackup) -> None:
    """Exact positions are stored only on request."""
    traced = [topic.topic for topic in topics if topic.holds_positions]
    if not traced or arguments.boolean("exact_positions", default=False):
        return
    message = f"{traced[0]} has positions: it must be a function that rounds them, unless exact_positions is true"
    arguments.required("transform_arn", message)
    if backup is LakeBackup.ALL:
        raise arguments.error("backup", backup, "original records have exact positions: set exact_positions too")


def _maintenance(arguments: Arguments) -> LakeMaintenance:
    region = arguments.string("region")
    optimized = is_offered(limits.TABLE_OPTIMIZER, region)
    default = LakeMaintenance.GLUE if optimized else LakeMaintenance.ATHENA
    maintenance = arguments.enum("maintenance", LakeMaintenance, default)
    glue = maintenance is LakeMaintenance.GLUE
    if glue and not optimized:
        others = [LakeMaintenance.ATHENA, LakeMaintenance.NONE]
        raise arguments.error("maintenance", maintenance, f"{region} has no table optimizers", others)
    arguments.requires("iceberg_snapshot_days", glue, "it requires maintenance by Glue")
    return maintenance
