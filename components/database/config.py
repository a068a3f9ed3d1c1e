"""The configuration of `Database`: its arguments with their defaults, validated one by one and against each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pulumi

from ..aws import published
from ..aws.windows import is_daily, is_weekly, overlap
from ..core.arguments import Arguments
from ..database_proxy.args import ProxyArgs
from ..database_proxy.config import check_subnets, resolve_proxy
from . import limits
from .args import (
    AuroraStorage,
    CaCertificate,
    DatabaseArgs,
    DatabaseInsights,
    DatabaseLog,
    DatabaseNetwork,
    DatabaseParameterApply,
)
from .capacity_config import (
    AcuConfig,
    ReaderScalingConfig,
    resolve_acu,
    resolve_readers,
    resolve_scaling,
    resolve_zones,
)
from .origin_config import PrimaryConfig, RestoreConfig, SecondaryConfig, resolve_global, resolve_restore

ENGINE_VERSION: Final = "17.6"
BACKUP_DAYS: Final = 14

_GUARDED_PARAMETERS: Mapping[str, str] = {
    "rds.force_ssl": "it is always 1: clients without TLS would send orders in plain text",
}
"""Parameters that cannot be set, with the reason."""


@dataclass(frozen=True, kw_only=True)
class ParameterConfig:
    """One parameter of the cluster's parameter group."""

    name: str
    value: pulumi.Input[str]
    apply: DatabaseParameterApply


@dataclass(frozen=True, kw_only=True)
class InsightsConfig:
    """Insights into statements."""

    mode: DatabaseInsights
    days: int | None
    """None where insights are off."""


@dataclass(frozen=True, kw_only=True)
class BackupsConfig:
    """Backups, and the windows of work on the cluster."""

    retention_days: int
    window: str | None
    maintenance_window: str | None
    final_snapshot_name: str | None
    """None for `<cluster>-final`."""


@dataclass(frozen=True, kw_only=True)
class DatabaseConfig:
    """The resolved arguments of `Database`."""

    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    log_key_arn: pulumi.Input[str]
    availability_zones: tuple[str, ...]
    engine_version: str
    keeps_engine_version: bool
    """Whether an update leaves the minor version to which AWS has upgraded."""
    auto_minor_version_upgrade: bool
    allow_major_version_upgrade: bool
    apply_immediately: bool
    instance_class: str
    acu: AcuConfig | None
    """None for provisioned instances."""
    storage: AuroraStorage
    readers: int
    reader_scaling: ReaderScalingConfig | None
    database_name: str
    master_user: str
    cluster_parameters: tuple[ParameterConfig, ...]
    data_api: bool
    network_type: DatabaseNetwork | None
    ca_certificate: CaCertificate | None
    proxy: ProxyArgs | None
    """Arguments of the proxy, validated; `DatabaseProxy` resolves them."""
    insights: InsightsConfig
    monitoring_seconds: int
    log_exports: tuple[DatabaseLog, ...]
    log_retention_days: int
    backups: BackupsConfig
    restore: RestoreConfig | None
    global_database: PrimaryConfig | SecondaryConfig | None


def resolve(name: str, args: DatabaseArgs) -> DatabaseConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no database could be made from them.
    """
    arguments = Arguments("Database", name, args, DatabaseArgs)
    arguments.cell()
    check_subnets(arguments)
    version = _engine_version(arguments)
    instance_class = _instance_class(arguments)
    insights = _insights(arguments)
    readers = resolve_readers(arguments)
    upgrades = arguments.boolean("auto_minor_version_upgrade", default=True)
    acu = resolve_acu(arguments, instance_class, version, insights.mode)
    return DatabaseConfig(
        subnet_ids=arguments.input("subnet_ids"),
        security_group_id=arguments.input("security_group_id"),
        key_arn=arguments.input("key_arn"),
        log_key_arn=arguments.input("log_key_arn"),
        availability_zones=resolve_zones(arguments, readers),
        engine_version=version,
        keeps_engine_version=upgrades and not arguments.is_set("engine_version"),
        auto_minor_version_upgrade=upgrades,
        allow_major_version_upgrade=arguments.boolean("allow_major_version_upgrade", default=False),
        apply_immediately=arguments.boolean("apply_immediately", default=False),
        instance_class=instance_class,
        acu=acu,
        storage=_storage(arguments, version),
        readers=readers,
        reader_scaling=resolve_scaling(arguments, readers),
        database_name=_database_name(arguments),
        master_user=_master_user(arguments),
        cluster_parameters=_parameters(arguments),
        data_api=_data_api(arguments, version, instance_class),
        network_type=arguments.enum("network_type", DatabaseNetwork, None),
        ca_certificate=arguments.enum("ca_certificate", CaCertificate, None),
        proxy=_proxy(arguments, acu),
        insights=insights,
        monitoring_seconds=arguments.one_of_numbers("monitoring_seconds", limits.MONITORING_SECONDS, 60),
        log_exports=_log_exports(arguments),
        log_retention_days=arguments.log_retention_days(90),
        backups=_backups(arguments),
        restore=resolve_restore(arguments),
        global_database=resolve_global(arguments, version, instance_class),
    )


def _engine_version(arguments: Arguments) -> str:
    versions = published.aurora_versions()
    choices = [*limits.majors(versions), *versions]
    return arguments.one_of("engine_version", choices, ENGINE_VERSION, hint="on Serverless v2")


def _instance_class(arguments: Arguments) -> str:
    region = arguments.string("region")
    return arguments.one_of("instance_class", published.aurora_classes(region), limits.SERVERLESS, hint=f"in {region}")


def _storage(arguments: Arguments, version: str) -> AuroraStorage:
    storage = arguments.enum("storage", AuroraStorage, AuroraStorage.STANDARD)
    if storage is AuroraStorage.IO_OPTIMIZED:
        supported = limits.supports(version, limits.IO_OPTIMIZED_SINCE)
        arguments.requires("storage", supported, f"Aurora PostgreSQL {version} does not support I/O-Optimized storage")
    return storage


def _data_api(arguments: Arguments, version: str, instance_class: str) -> bool:
    data_api = arguments.boolean("data_api", default=False)
    if data_api:
        supported = limits.supports(version, limits.DATA_API_SINCE)
        arguments.requires("data_api", supported, f"Aurora PostgreSQL {version} does not support it")
        arguments.requires("data_api", not limits.is_burstable(instance_class), "T classes do not support it")
    return data_api


def _database_name(arguments: Arguments) -> str:
    message = (
        "it must begin with a letter, have at most 63 letters, digits and underscores, and not be reserved by Aurora"
    )
    return arguments.string("database_name", "orders", predicate=limits.is_database_name, message=message)


def _master_user(arguments: Arguments) -> str:
    message = (
        "it must begin with a letter, have at most 16 letters, digits and underscores, and not be reserved or easy to "
        "guess"
    )
    return arguments.string("master_user", "cell_master", predicate=limits.is_master_user, message=message)


def _parameters(arguments: Arguments) -> tuple[ParameterConfig, ...]:
    parameters = tuple(_parameter(parameter) for parameter in arguments.nested_items("cluster_parameters"))
    arguments.unique("cluster_parameters", [parameter.name for parameter in parameters])
    return parameters


def _parameter(parameter: Arguments) -> ParameterConfig:
    message = "parameters of Aurora have lower case names such as work_mem"
    name = parameter.string("name", predicate=limits.is_parameter, message=message)
    if name in _GUARDED_PARAMETERS:
        raise parameter.error("name", name, _GUARDED_PARAMETERS[name])
    return ParameterConfig(
        name=name,
        value=parameter.input("value"),
        apply=parameter.enum("apply", DatabaseParameterApply, DatabaseParameterApply.IMMEDIATE),
    )


def _proxy(arguments: Arguments, acu: AcuConfig | None) -> ProxyArgs | None:
    proxy = arguments.nested("proxy")
    if proxy is None:
        return None
    resolve_proxy(proxy)
    if acu is not None and acu.minimum == 0:
        message = "with a proxy no instance would ever pause, because the proxy keeps connections open"
        raise arguments.error("min_acu", acu.minimum, message)
    return arguments.input("proxy")


def _insights(arguments: Arguments) -> InsightsConfig:
    mode = arguments.enum("insights", DatabaseInsights, DatabaseInsights.STANDARD)
    if mode is DatabaseInsights.OFF:
        arguments.requires("insights_days", condition=False, message="insights are off")
        return InsightsConfig(mode=mode, days=None)
    if mode is DatabaseInsights.ADVANCED:
        days = limits.ADVANCED_INSIGHTS_DAYS
        message = f"the advanced mode keeps insights for {days} days"
        return InsightsConfig(mode=mode, days=arguments.one_of_numbers("insights_days", (days,), days, message=message))
    return InsightsConfig(mode=mode, days=arguments.one_of_numbers("insights_days", limits.INSIGHTS_DAYS, 7))


def _log_exports(arguments: Arguments) -> tuple[DatabaseLog, ...]:
    if not arguments.is_set("log_exports"):
        return (DatabaseLog.POSTGRESQL,)
    return arguments.enums("log_exports", DatabaseLog)


def _backups(arguments: Arguments) -> BackupsConfig:
    minutes = limits.MIN_WINDOW_MINUTES
    daily = arguments.string(
        "backup_window",
        None,
        predicate=lambda text: is_daily(text, minutes),
        message=f"it must be in UTC and at least {minutes} minutes, such as 02:00-02:30",
    )
    weekly = arguments.string(
        "maintenance_window",
        None,
        predicate=lambda text: is_weekly(text, minutes),
        message=f"it must be in UTC and at least {minutes} minutes, such as sun:03:00-sun:03:30",
    )
    if weekly and daily and overlap(weekly, daily):
        raise arguments.error("maintenance_window", weekly, f"it overlaps the backup window {daily}")
    message = "it must begin with a letter and have at most 63 letters, digits and single hyphens"
    return BackupsConfig(
        retention_days=arguments.integer("backup_retention_days", 1, limits.MAX_BACKUP_DAYS, BACKUP_DAYS),
        window=daily,
        maintenance_window=weekly,
        final_snapshot_name=arguments.string(
            "final_snapshot_name", None, predicate=limits.is_snapshot_name, message=message
        ),
    )
