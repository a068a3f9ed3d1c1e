"""The capacity of a table or an index: provisioned and scaled, or on demand with a maximum."""

from dataclasses import dataclass

from ..core.arguments import Arguments
from . import limits

_TARGET_PERCENT = 70
"""AWS's own default (Amazon DynamoDB developer guide, DynamoDB auto scaling)."""


@dataclass(frozen=True, kw_only=True)
class ScalingConfig:
    """Bounds and target of provisioned capacity."""

    min_units: int
    max_units: int
    target_percent: int


@dataclass(frozen=True, kw_only=True)
class CapacityConfig:
    """Provisioned capacity of a table or index."""

    read: ScalingConfig
    write: ScalingConfig


@dataclass(frozen=True, kw_only=True)
class ThroughputConfig:
    """Reads and writes per second: a maximum on demand, or warm throughput."""

    read: int | None
    write: int | None


def resolve_capacity(arguments: Arguments) -> CapacityConfig | None:
    """Provisioned capacity of a table or index; None on demand."""
    capacity = arguments.nested("provisioned")
    if capacity is None:
        return None
    return CapacityConfig(read=_scaling(capacity, "read"), write=_scaling(capacity, "write"))


def _scaling(capacity: Arguments, argument: str) -> ScalingConfig:
    capacity.required(argument)
    scaling = capacity.nested(argument)
    assert scaling is not None
    minimum = scaling.integer("min_units", 1, limits.MAX_UNITS)
    return ScalingConfig(
        min_units=minimum,
        max_units=scaling.integer("max_units", minimum, limits.MAX_UNITS, hint="and at least min_units"),
        target_percent=scaling.integer(
            "target_percent", limits.MIN_TARGET_PERCENT, limits.MAX_TARGET_PERCENT, _TARGET_PERCENT
        ),
    )


def resolve_caps(arguments: Arguments, provisioned: CapacityConfig | None) -> ThroughputConfig | None:
    """Maximum throughput of a table or index on demand."""
    message = "it has no effect with provisioned capacity, which has its own bounds"
    arguments.requires("caps", provisioned is None, message)
    caps = arguments.nested("caps")
    if caps is None:
        return None
    if not (caps.is_set("read_units") or caps.is_set("write_units")):
        raise arguments.error("caps", {}, "it must have read_units, write_units, or both")
    return ThroughputConfig(
        read=caps.integer("read_units", 1, limits.MAX_UNITS, None),
        write=caps.integer("write_units", 1, limits.MAX_UNITS, None),
    )


def resolve_warm_throughput(arguments: Arguments) -> ThroughputConfig | None:
    """Throughput that is available at once."""
    warm = arguments.nested("warm_throughput")
    if warm is None:
        return None
    if not (warm.is_set("reads_per_second") or warm.is_set("writes_per_second")):
        message = "it must have reads_per_second, writes_per_second, or both"
        raise arguments.error("warm_throughput", {}, message)
    hint = "since every on-demand table has the minimum"
    return ThroughputConfig(
        read=warm.integer("reads_per_second", limits.MIN_WARM_READS, limits.MAX_UNITS, None, hint=hint),
        write=warm.integer("writes_per_second", limits.MIN_WARM_WRITES, limits.MAX_UNITS, None, hint=hint),
    )
