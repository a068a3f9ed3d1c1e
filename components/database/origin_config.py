"""Part of the configuration of `Database`: where its users and its data come from."""

from dataclasses import dataclass
from datetime import datetime

import pulumi

from ..aws.regions import AVAILABILITY_ZONES
from ..core.arguments import Arguments
from . import limits

_SOURCES = ("snapshot", "cluster", "cluster_resource_id")


@dataclass(frozen=True, kw_only=True)
class RestoreConfig:
    """Source of a new cluster's data: exactly one of the first three is set."""

    snapshot: pulumi.Input[str] | None
    cluster: pulumi.Input[str] | None
    cluster_resource_id: pulumi.Input[str] | None
    to_time: pulumi.Input[str] | None
    """None for the latest restorable time."""
    clone: bool


@dataclass(frozen=True, kw_only=True)
class PrimaryConfig:
    """The primary cluster of a global database, which is made around it."""

    master_password: pulumi.Input[str]
    write_forwarding: bool


@dataclass(frozen=True, kw_only=True)
class SecondaryConfig:
    """A cluster that joins a global database, whose users and data are the primary's."""

    global_cluster_identifier: pulumi.Input[str]
    primary_region: str
    write_forwarding: bool


def resolve_restore(arguments: Arguments) -> RestoreConfig | None:
    """The source of the data; None for a new, empty database."""
    restore = arguments.nested("restore")
    if restore is None:
        return None
    sources = [source for source in _SOURCES if restore.is_set(source)]
    if len(sources) != 1:
        raise arguments.error("restore", sources, f"it requires exactly one source: {', '.join(_SOURCES)}")
    (source,) = sources
    restore.requires("to_time", source != "snapshot", "a snapshot is of one point in time")
    clone = restore.boolean("clone", default=False)
    if clone:
        restore.requires("clone", source == "cluster", "only an existing cluster can be cloned")
        restore.requires("to_time", condition=False, message="a clone has the current state of its source")
    if isinstance(restore.input("to_time"), str):
        message = "it must be a point in time in UTC, such as 2026-03-07T23:45:00Z"
        restore.string("to_time", predicate=_is_point_in_time, message=message)
    return RestoreConfig(
        snapshot=restore.input("snapshot"),
        cluster=restore.input("cluster"),
        cluster_resource_id=restore.input("cluster_resource_id"),
        to_time=restore.input("to_time"),
        clone=clone,
    )


def _is_point_in_time(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - only the form is checked
    except ValueError:
        return False
    return True


def resolve_global(arguments: Arguments, version: str, instance_class: str) -> PrimaryConfig | SecondaryConfig | None:
    """The role of the cluster in a global database; None outside of one."""
    primary = arguments.boolean("global_cluster", default=False)
    secondary = arguments.is_set("global_cluster_identifier")
    arguments.requires("primary_region", secondary, "it has no effect without global_cluster_identifier")
    forwarding = _write_forwarding(arguments, version, member=primary or secondary)
    if arguments.is_set("master_password") and not primary:
        message = "AWS generates and stores the password, except for the primary of a global database"
        raise arguments.error("master_password", arguments.input("master_password"), message)
    if not primary and not secondary:
        return None
    if limits.is_burstable(instance_class):
        raise arguments.error("instance_class", instance_class, "global databases do not support T classes")
    if secondary:
        return _secondary(arguments, write_forwarding=forwarding)
    return PrimaryConfig(master_password=_master_password(arguments), write_forwarding=forwarding)


def _write_forwarding(arguments: Arguments, version: str, *, member: bool) -> bool:
    forwarding = arguments.boolean("write_forwarding", default=False)
    if forwarding:
        arguments.requires("write_forwarding", member, "only members of a global database forward writes")
        supported = limits.supports(version, limits.WRITE_FORWARDING_SINCE)
        arguments.requires("write_forwarding", supported, f"Aurora PostgreSQL {version} does not support it")
    return forwarding


def _master_password(arguments: Arguments) -> pulumi.Input[str]:
    arguments.required("master_password", "AWS does not manage the password of a global database, so it is required")
    password = arguments.input("master_password")
    if isinstance(password, str) and not limits.is_password(password):
        message = 'it must be 8 to 41 printable characters without / " @'
        raise arguments.error("master_password", arguments.input("master_password"), message)
    return password


def _secondary(arguments: Arguments, *, write_forwarding: bool) -> SecondaryConfig:
    region = arguments.string("region")
    if arguments.boolean("global_cluster", default=False):
        message = "global_cluster_identifier makes the cluster a secondary"
        raise arguments.error("global_cluster", value=True, message=message)
    message = "a secondary has the users and data of its primary"
    arguments.requires("restore", condition=False, message=message)
    message = "Aurora does not scale the readers of a secondary"
    arguments.requires("reader_scaling", condition=False, message=message)
    others = [other for other in AVAILABILITY_ZONES if other != region]
    if not arguments.is_set("primary_region"):
        message = "a secondary requires it, because storage is encrypted"
        raise arguments.error("primary_region", None, message, others)
    return SecondaryConfig(
        global_cluster_identifier=arguments.input("global_cluster_identifier"),
        primary_region=arguments.one_of("primary_region", others, hint=f"as the primary of a secondary in {region}"),
        write_forwarding=write_forwarding,
    )
