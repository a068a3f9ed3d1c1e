"""Part of the configuration of `Database`: its instances, where they are and how they scale."""

import re
from dataclasses import dataclass

from ..aws.regions import AVAILABILITY_ZONES
from ..core.arguments import Arguments
from . import limits
from .args import DatabaseInsights, ReaderMetric


@dataclass(frozen=True, kw_only=True)
class AcuConfig:
    """Capacity of a serverless instance in ACU."""

    minimum: float
    maximum: float
    pause_seconds: int | None
    """None where instances never pause."""


@dataclass(frozen=True, kw_only=True)
class ReaderScalingConfig:
    """Readers that are added and removed with the load."""

    min_readers: int
    max_readers: int
    metric: ReaderMetric
    target: float
    scale_in_seconds: int
    scale_out_seconds: int


def resolve_acu(
    arguments: Arguments, instance_class: str, version: str, insights: DatabaseInsights
) -> AcuConfig | None:
    """The range of a serverless instance; None for a provisioned one."""
    if instance_class != limits.SERVERLESS:
        for argument in ("min_acu", "max_acu", "pause_seconds"):
            message = f"instances of {instance_class} do not scale by ACU"
            arguments.requires(argument, condition=False, message=message)
        return None
    for argument in ("min_acu", "max_acu"):
        arguments.required(argument, f"instances of {limits.SERVERLESS} require it")
    highest = limits.max_acu(version)
    minimum = arguments.float_("min_acu", 0, highest, step=limits.ACU_STEP)
    maximum = arguments.float_("max_acu", limits.MIN_MAX_ACU, highest, step=limits.ACU_STEP)
    if minimum > maximum:
        raise arguments.error("min_acu", minimum, f"it must not be more than max_acu, which is {maximum:g}")
    if insights is not DatabaseInsights.OFF and minimum < limits.MIN_INSIGHTS_ACU:
        message = f"insights require at least {limits.MIN_INSIGHTS_ACU:g} ACU; set insights to off for less"
        raise arguments.error("min_acu", minimum, message)
    pauses = minimum == 0
    if pauses and not limits.supports(version, limits.AUTO_PAUSE_SINCE):
        message = f"Aurora PostgreSQL {version} cannot pause; the minimum is {limits.ACU_STEP:g}"
        raise arguments.error("min_acu", minimum, message)
    arguments.requires("pause_seconds", pauses, "it has no effect unless min_acu is 0")
    bounds = (limits.MIN_PAUSE_SECONDS, limits.MAX_PAUSE_SECONDS)
    pause_seconds = arguments.integer("pause_seconds", *bounds, limits.MIN_PAUSE_SECONDS)
    return AcuConfig(minimum=minimum, maximum=maximum, pause_seconds=pause_seconds if pauses else None)


def resolve_readers(arguments: Arguments) -> int:
    """The number of permanent readers; none only where the caller accepts the loss of a zone."""
    alone = arguments.boolean("without_standby", default=False) or arguments.is_disposable()
    hint = "" if alone else "so that the database survives the loss of a zone (without_standby allows 0)"
    return arguments.integer("readers", 0 if alone else 1, limits.MAX_READERS, 1, hint=hint)


def resolve_zones(arguments: Arguments, readers: int) -> tuple[str, ...]:
    """The zones of the instances: those given, or as many of the region's as there are subnets."""
    region = arguments.string("region")
    subnets = arguments.input("subnet_ids")
    count = len(subnets) if isinstance(subnets, list | tuple) else None
    given = arguments.list_of("availability_zones", 1) if arguments.is_set("availability_zones") else []
    for index, zone in enumerate(given):
        if not re.fullmatch(f"{region}[a-z]", zone):
            raise arguments.error(f"availability_zones[{index}]", zone, f"it is not a zone of {region}")
    arguments.unique("availability_zones", given)
    if count is not None and len(given) > count:
        raise arguments.error("availability_zones", given, f"there are {count} subnets, one in each zone")
    zones = tuple(given) or AVAILABILITY_ZONES[region][:count]
    if readers and len(zones) == 1:
        raise arguments.error("availability_zones", given, "the writer and its readers must be in different zones")
    return zones


def resolve_scaling(arguments: Arguments, readers: int) -> ReaderScalingConfig | None:
    """How readers are added and removed; None without `reader_scaling`."""
    scaling = arguments.nested("reader_scaling")
    if scaling is None:
        return None
    if not readers:
        raise arguments.error("readers", readers, "reader_scaling requires at least one permanent reader")
    min_readers = scaling.integer("min_readers", readers, limits.MAX_READERS, readers, hint="permanent ones included")
    metric = scaling.enum("metric", ReaderMetric, ReaderMetric.CPU)
    max_target = 100 if metric is ReaderMetric.CPU else limits.MAX_CONNECTIONS
    return ReaderScalingConfig(
        min_readers=min_readers,
        max_readers=scaling.integer("max_readers", min_readers, limits.MAX_READERS, hint="at least min_readers"),
        metric=metric,
        target=scaling.float_("target", 1, max_target),
        # The defaults are Application Auto Scaling's own for Aurora replicas.
        scale_in_seconds=scaling.integer("scale_in_seconds", 0, limits.MAX_COOLDOWN_SECONDS, 300),
        scale_out_seconds=scaling.integer("scale_out_seconds", 0, limits.MAX_COOLDOWN_SECONDS, 300),
    )
