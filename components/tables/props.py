"""Capacity of tables: caps on demand, or provisioned units that Application Auto Scaling moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pulumi

from .args import IndexArgs, TableArgs, TableCapacityArgs, TableCapsArgs, TableScalingArgs, TableWarmArgs
from .config import TARGET_PERCENT


@dataclass(frozen=True)
class Scaled:
    """One dimension that scales: the reads or the writes of a table or an index."""

    role: str
    """Role of the table or index: `orders`, or `orders/by-customer`."""
    index: str
    """The index; empty for the table."""
    kind: str
    """`read` or `write`."""
    scaling: TableScalingArgs

    @property
    def dimension(self) -> str:
        """Application Auto Scaling's name of it (RegisterScalableTarget, ScalableDimension)."""
        return f"dynamodb:{'index' if self.index else 'table'}:{self.kind.capitalize()}CapacityUnits"

    @property
    def metric(self) -> str:
        """The metric whose value is held (PredefinedMetricSpecification)."""
        return f"DynamoDB{self.kind.capitalize()}CapacityUtilization"

    def resource(self, table: pulumi.Input[str]) -> pulumi.Output[str]:
        """What scales, as Application Auto Scaling names it."""
        return pulumi.Output.concat("table/", table, f"/index/{self.index}" if self.index else "")

    def tracking(self) -> dict[str, Any]:
        """The policy: holding the share of capacity in use."""
        return {
            "predefined_metric_specification": {"predefined_metric_type": self.metric},
            "target_value": self.scaling.get("target_percent", TARGET_PERCENT),
        }


def scaled(table: TableArgs) -> Iterator[Scaled]:
    """All that scales of a table: nothing when it is on demand."""
    for index, capacity in capacities(table).items():
        role = f"{table['name']}/{index}" if index else table["name"]
        yield Scaled(role, index, "read", capacity["read"])
        yield Scaled(role, index, "write", capacity["write"])


def capacities(table: TableArgs) -> dict[str, TableCapacityArgs]:
    """Index to its provisioned capacity, the table itself under an empty name; an index has the table's by default."""
    if "provisioned" not in table:
        return {}
    own = table["provisioned"]
    return {"": own} | {index["name"]: index.get("provisioned", own) for index in table.get("indexes", [])}


def capacity_props(table: TableArgs, part: TableArgs | IndexArgs, index: str = "") -> dict[str, Any]:
    """Inputs of a table or an index: its caps or its least units, and what is warm."""
    props: dict[str, Any] = {}
    if capacity := capacities(table).get(index):
        props["read_capacity"] = capacity["read"]["min_units"]
        props["write_capacity"] = capacity["write"]["min_units"]
    if caps := part.get("caps"):
        props["on_demand_throughput"] = _caps(caps)
    if warm := part.get("warm_throughput"):
        props["warm_throughput"] = _warm(warm)
    return props


def _caps(caps: TableCapsArgs) -> dict[str, int]:
    names = {"max_read_request_units": caps.get("read_units"), "max_write_request_units": caps.get("write_units")}
    return {name: value for name, value in names.items() if value is not None}


def _warm(warm: TableWarmArgs) -> dict[str, int]:
    names = {
        "read_units_per_second": warm.get("reads_per_second"),
        "write_units_per_second": warm.get("writes_per_second"),
    }
    return {name: value for name, value in names.items() if value is not None}
