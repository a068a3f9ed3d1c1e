"""Inputs of the children of `Tables`, from its configuration: nothing here makes a resource."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from ..core.component import Props
from .args import AttributeType
from .capacity import CapacityConfig, ScalingConfig, ThroughputConfig
from .config import IndexConfig, LocalIndexConfig, ProjectionConfig, TableConfig


def table_props(table: TableConfig) -> Props:
    """Inputs of a table that follow from its arguments alone."""
    ttl = table.ttl_attribute
    return {
        "billing_mode": "PAY_PER_REQUEST" if table.provisioned is None else "PROVISIONED",
        "table_class": table.table_class.value,
        "hash_key": table.partition_key,
        "range_key": table.sort_key,
        "attributes": _attributes(table),
        "global_secondary_indexes": _indexes(table),
        "local_secondary_indexes": [_local_index(index) for index in table.local_indexes],
        "ttl": {"attribute_name": ttl, "enabled": True} if ttl else None,
        "stream_enabled": True if table.stream else None,
        "stream_view_type": table.stream.value if table.stream else None,
        "point_in_time_recovery": {"enabled": True, "recovery_period_in_days": table.recovery_days},
        "global_table_witness": {"region_name": table.replication.witness} if table.replication.witness else None,
        **_capacity(table),
    }


def scaled_inputs(table: TableConfig) -> list[str]:
    """Inputs that scaling changes, which an update must not reset: of the table and of each of its indexes.

    The engine takes an ignored input of an index from the same place of the list in the state. `_indexes` keeps places.
    """
    if not table.keeps_capacity:
        return []
    indexes = [f"globalSecondaryIndexes[{number}]" for number in range(len(table.indexes))]
    scaled = [f"{index}.{name}" for index in indexes for name in ("readCapacity", "writeCapacity")]
    return ["read_capacity", "write_capacity", *scaled]


def replicas(table: TableConfig, key_arns: Mapping[str, pulumi.Input[str]], *, disposable: bool) -> list[Props] | None:
    """The replicas of a table, each with the key of its region."""
    return [
        {
            "region_name": region,
            "kms_key_arn": key_arns[region],
            "consistency_mode": table.replication.consistency.value,
            "point_in_time_recovery": True,
            "deletion_protection_enabled": not disposable,
            "propagate_tags": True,
        }
        for region in table.replication.regions
    ] or None


@dataclass(frozen=True, kw_only=True)
class ScalableDimension:
    """The reads or the writes of a table or an index, which Application Auto Scaling adjusts."""

    role: str
    """Role of the table or index: `orders`, or `orders/by-customer`."""
    index: str | None
    """The index; None for the table."""
    operation: str
    """`read` or `write`."""
    scaling: ScalingConfig

    @property
    def dimension(self) -> str:
        """Its name in Application Auto Scaling (RegisterScalableTarget, ScalableDimension)."""
        return f"dynamodb:{'index' if self.index else 'table'}:{self.operation.capitalize()}CapacityUnits"

    def resource_id(self, table: pulumi.Input[str]) -> pulumi.Output[str]:
        """What scales, as Application Auto Scaling names it."""
        return pulumi.Output.concat("table/", table, f"/index/{self.index}" if self.index else "")

    def tracking(self) -> Props:
        """The policy: keep utilization at the target (PredefinedMetricSpecification)."""
        metric = f"DynamoDB{self.operation.capitalize()}CapacityUtilization"
        return {
            "predefined_metric_specification": {"predefined_metric_type": metric},
            "target_value": self.scaling.target_percent,
        }


def scalable_dimensions(table: TableConfig) -> Iterator[ScalableDimension]:
    """What scales of a table and its indexes: nothing on demand."""
    yield from _dimensions(table.name, None, table.provisioned)
    for index in table.indexes:
        yield from _dimensions(f"{table.name}/{index.name}", index.name, index.provisioned)


def _dimensions(role: str, index: str | None, capacity: CapacityConfig | None) -> Iterator[ScalableDimension]:
    if capacity is not None:
        yield ScalableDimension(role=role, index=index, operation="read", scaling=capacity.read)
        yield ScalableDimension(role=role, index=index, operation="write", scaling=capacity.write)


def _attributes(table: TableConfig) -> list[dict[str, str]]:
    """Every key attribute of the table and its indexes once, with its type."""
    keys = [table.partition_key, table.sort_key]
    for index in table.indexes:
        keys += [index.partition_key, index.sort_key]
    keys += [index.sort_key for index in table.local_indexes]
    types = table.attribute_types
    return [{"name": key, "type": types.get(key, AttributeType.STRING).value} for key in dict.fromkeys(keys) if key]


def _indexes(table: TableConfig) -> list[Props]:
    """The indexes in the order in which a refresh returns them, whatever their capacity is by then.

    They are a set to the provider, whose items are sorted by their attributes in alphabetical order: the keys and the
    name come before the capacity (`setRules.Less` in cty/set_internals.go of go-cty; pulumi-aws issue 2856 shows
    indexes that move). Unverified on AWS.
    """
    return sorted((_index(index) for index in table.indexes), key=_place)


def _place(index: Props) -> str:
    return json.dumps([index["key_schemas"], index["name"]], sort_keys=True, ensure_ascii=False)


def _index(index: IndexConfig) -> Props:
    keys = [{"attribute_name": index.partition_key, "key_type": "HASH"}]
    if index.sort_key is not None:
        keys.append({"attribute_name": index.sort_key, "key_type": "RANGE"})
    return {"name": index.name, "key_schemas": keys, **_projection(index.projection), **_capacity(index)}


def _local_index(index: LocalIndexConfig) -> Props:
    return {"name": index.name, "range_key": index.sort_key, **_projection(index.projection)}


def _projection(projection: ProjectionConfig) -> Props:
    props: Props = {"projection_type": projection.kind.value}
    if projection.attributes:
        props["non_key_attributes"] = list(projection.attributes)
    return props


def _capacity(part: TableConfig | IndexConfig) -> Props:
    """Capacity of a table or an index: its maximum on demand or its provisioned minimum, and its warm throughput."""
    props: Props = {}
    if part.provisioned is not None:
        props["read_capacity"] = part.provisioned.read.min_units
        props["write_capacity"] = part.provisioned.write.min_units
    if part.caps is not None:
        props["on_demand_throughput"] = _throughput(part.caps, "max_{}_request_units")
    if part.warm_throughput is not None:
        props["warm_throughput"] = _throughput(part.warm_throughput, "{}_units_per_second")
    return props


def _throughput(throughput: ThroughputConfig, name: str) -> Props:
    """Only the numbers that are set."""
    values = {"read": throughput.read, "write": throughput.write}
    return {name.format(operation): value for operation, value in values.items() if value is not None}
