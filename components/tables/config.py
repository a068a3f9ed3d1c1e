"""The configuration of `Tables`: its arguments with their defaults, validated."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi

from ..core.arguments import Arguments
from ..core.cell import DataClass
from . import limits
from .args import (
    AttributeType,
    Projection,
    StreamView,
    TableClass,
    TableConsistency,
    TableInsights,
    TablesArgs,
)
from .capacity import CapacityConfig, ThroughputConfig, resolve_capacity, resolve_caps, resolve_warm_throughput
from .replication import ReplicationConfig, resolve_replication

_ATTRIBUTE = f"it must be the name of an attribute, 1 to {limits.MAX_KEY_NAME} characters"


@dataclass(frozen=True, kw_only=True)
class ProjectionConfig:
    """The attributes that an index contains besides keys."""

    kind: Projection
    attributes: tuple[str, ...]
    """Names of attributes; empty unless the kind is `INCLUDE`."""


@dataclass(frozen=True, kw_only=True)
class IndexConfig:
    """A global secondary index."""

    name: str
    partition_key: str
    sort_key: str | None
    projection: ProjectionConfig
    caps: ThroughputConfig | None
    provisioned: CapacityConfig | None
    """None on demand; the table's by default."""
    warm_throughput: ThroughputConfig | None


@dataclass(frozen=True, kw_only=True)
class LocalIndexConfig:
    """A local secondary index."""

    name: str
    sort_key: str
    projection: ProjectionConfig


@dataclass(frozen=True, kw_only=True)
class TableConfig:
    """One table."""

    name: str
    partition_key: str
    sort_key: str | None
    attribute_types: Mapping[str, AttributeType]
    indexes: tuple[IndexConfig, ...]
    local_indexes: tuple[LocalIndexConfig, ...]
    ttl_attribute: str | None
    caps: ThroughputConfig | None
    provisioned: CapacityConfig | None
    """None on demand."""
    keeps_capacity: bool
    """Whether an update leaves the capacity as scaling has set it."""
    warm_throughput: ThroughputConfig | None
    recovery_days: int
    stream: StreamView | None
    """None without a stream. Replicas with eventual consistency have a stream with both images."""
    table_class: TableClass
    insights: TableInsights | None
    replication: ReplicationConfig

    @property
    def index_names(self) -> list[str]:
        """Names of all its indexes."""
        return [index.name for index in (*self.indexes, *self.local_indexes)]


@dataclass(frozen=True, kw_only=True)
class TablesConfig:
    """What `Tables` is made from."""

    key_arn: pulumi.Input[str]
    replica_key_arns: Mapping[str, pulumi.Input[str]]
    data_class: DataClass
    tables: tuple[TableConfig, ...]


def resolve(name: str, args: TablesArgs) -> TablesConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: DynamoDB would not accept one of the tables.
    """
    arguments = Arguments("Tables", name, args, TablesArgs)
    arguments.cell()
    keys = arguments.mapping("replica_key_arns")
    region = arguments.string("region")
    tables = tuple(_table(table, region, list(keys)) for table in arguments.nested_items("tables", 1))
    arguments.unique("tables", [table.name for table in tables])
    return TablesConfig(
        key_arn=arguments.input("key_arn"),
        replica_key_arns=keys,
        data_class=arguments.enum("data_class", DataClass, DataClass.PERSONAL),
        tables=tables,
    )


def _table(table: Arguments, region: str, key_regions: Sequence[str]) -> TableConfig:
    name = _table_name(table)
    partition_key = _attribute(table, "partition_key")
    sort_key = _sort_key(table, partition_key)
    ttl_attribute = _attribute(table, "ttl_attribute") if table.is_set("ttl_attribute") else None
    provisioned = resolve_capacity(table)
    caps = resolve_caps(table, provisioned)
    indexes = _indexes(table, provisioned)
    local_indexes = _local_indexes(table)
    _check_indexes(table, indexes, local_indexes)
    replication = resolve_replication(table, region, key_regions)
    return TableConfig(
        name=name,
        partition_key=partition_key,
        sort_key=sort_key,
        attribute_types=_attribute_types(table, partition_key, sort_key, indexes, local_indexes),
        indexes=indexes,
        local_indexes=local_indexes,
        ttl_attribute=ttl_attribute,
        caps=caps,
        provisioned=provisioned,
        keeps_capacity=_keeps_capacity(table, provisioned),
        warm_throughput=resolve_warm_throughput(table),
        recovery_days=table.integer("recovery_days", 1, limits.MAX_RECOVERY_DAYS, limits.MAX_RECOVERY_DAYS),
        stream=_stream(table, replication),
        table_class=table.enum("table_class", TableClass, TableClass.STANDARD),
        insights=table.enum("insights", TableInsights, None),
        replication=replication,
    )


def _keeps_capacity(table: Arguments, provisioned: CapacityConfig | None) -> bool:
    table.requires("reset_capacity", provisioned is not None, "it has no effect, since the table is on demand")
    return provisioned is not None and not table.boolean("reset_capacity", default=False)


def _table_name(table: Arguments) -> str:
    message = "it must be letters, digits, dots, hyphens and underscores, 255 at most with the cell's name"
    return table.string("name", predicate=_is_table_name, message=message)


def _is_table_name(text: str) -> bool:
    return re.fullmatch(limits.TABLE_NAME, text) is not None


def _attribute(arguments: Arguments, argument: str) -> str:
    return arguments.string(argument, predicate=_is_attribute, message=_ATTRIBUTE)


def _is_attribute(text: str) -> bool:
    return 0 < len(text) <= limits.MAX_KEY_NAME


def _sort_key(arguments: Arguments, partition_key: str) -> str | None:
    if not arguments.is_set("sort_key"):
        return None
    sort_key = _attribute(arguments, "sort_key")
    if sort_key == partition_key:
        raise arguments.error("sort_key", sort_key, "it must be another attribute than the partition key")
    return sort_key


def _attribute_types(
    table: Arguments,
    partition_key: str,
    sort_key: str | None,
    indexes: Sequence[IndexConfig],
    local_indexes: Sequence[LocalIndexConfig],
) -> Mapping[str, AttributeType]:
    keys = {partition_key, sort_key, *(index.sort_key for index in local_indexes)}
    for index in indexes:
        keys |= {index.partition_key, index.sort_key}
    types = table.mapping("attribute_types")
    for attribute in types:
        if attribute not in keys:
            message = "it is not a key, and DynamoDB declares types of keys only"
            raise table.error("attribute_types", attribute, message, sorted(key for key in keys if key))
    return {attribute: AttributeType(kind) for attribute, kind in types.items()}


def _indexes(table: Arguments, provisioned: CapacityConfig | None) -> tuple[IndexConfig, ...]:
    table.list_of("indexes", 0, limits.MAX_GLOBAL_INDEXES)
    readers = table.nested_items("indexes")
    indexes = tuple(_index(reader, provisioned) for reader in readers)
    _check_names(readers, [index.name for index in indexes])
    return indexes


def _index(index: Arguments, provisioned: CapacityConfig | None) -> IndexConfig:
    index.requires("provisioned", provisioned is not None, "it has no effect, since the table is on demand")
    partition_key = _attribute(index, "partition_key")
    return IndexConfig(
        name=_index_name(index),
        partition_key=partition_key,
        sort_key=_sort_key(index, partition_key),
        projection=_projection(index),
        caps=resolve_caps(index, provisioned),
        provisioned=resolve_capacity(index) or provisioned,
        warm_throughput=resolve_warm_throughput(index),
    )


def _local_indexes(table: Arguments) -> tuple[LocalIndexConfig, ...]:
    table.requires("local_indexes", table.is_set("sort_key"), "it requires a sort_key of the table")
    table.list_of("local_indexes", 0, limits.MAX_LOCAL_INDEXES)
    readers = table.nested_items("local_indexes")
    indexes = tuple(_local_index(reader) for reader in readers)
    _check_names(readers, [index.name for index in indexes])
    return indexes


def _local_index(index: Arguments) -> LocalIndexConfig:
    return LocalIndexConfig(
        name=_index_name(index), sort_key=_attribute(index, "sort_key"), projection=_projection(index)
    )


def _check_names(readers: Sequence[Arguments], names: Sequence[str]) -> None:
    for number, (reader, name) in enumerate(zip(readers, names, strict=True)):
        if name in names[:number]:
            raise reader.error("name", name, "each name may appear once")


def _index_name(index: Arguments) -> str:
    message = "it must be 3 to 255 letters, digits, dots, hyphens and underscores"
    return index.string("name", predicate=_is_index_name, message=message)


def _is_index_name(text: str) -> bool:
    return re.fullmatch(limits.NAME_PATTERN, text) is not None


def _projection(index: Arguments) -> ProjectionConfig:
    kind = index.enum("projection", Projection, Projection.ALL)
    named = kind is Projection.INCLUDE
    index.requires("projected", named, "it requires the projection INCLUDE")
    attributes: list[str] = index.list_of("projected", int(named), limits.MAX_PROJECTED)
    index.unique("projected", attributes)
    for number, attribute in enumerate(attributes):
        if not _is_attribute(attribute):
            raise index.error(f"projected[{number}]", attribute, _ATTRIBUTE)
    return ProjectionConfig(kind=kind, attributes=tuple(attributes))


def _check_indexes(table: Arguments, indexes: Sequence[IndexConfig], local_indexes: Sequence[LocalIndexConfig]) -> None:
    """Names differ, and all indexes together do not project too much."""
    both = [*indexes, *local_indexes]
    table.unique("indexes", [index.name for index in both])
    projected = sum(len(index.projection.attributes) for index in both)
    if projected > limits.MAX_PROJECTED_OF_TABLE:
        message = f"all indexes together can list {limits.MAX_PROJECTED_OF_TABLE} attributes"
        raise table.error("indexes", f"{projected} projected attributes", message)


def _stream(table: Arguments, replication: ReplicationConfig) -> StreamView | None:
    """The stream's view; replicas with eventual consistency read the stream and need both images."""
    stream = table.enum("stream", StreamView, None)
    if not replication.regions or replication.consistency is TableConsistency.STRONG:
        return stream
    both = StreamView.NEW_AND_OLD_IMAGES
    if stream not in (None, both):
        raise table.error("stream", stream, "replicas read the stream and need both images", [both])
    return both
