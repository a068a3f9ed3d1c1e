"""The door of `Database`: its arguments, one by one and against each other."""

import re
from collections.abc import Mapping
from datetime import datetime

import pulumi

from ..aws import published
from ..aws.regions import AVAILABILITY_ZONES
from ..core.door import Door
from ..database_proxy.args import ProxyArgs
from ..database_proxy.limits import MAX_BORROW_SECONDS, MAX_IDLE_CLIENT_SECONDS
from ..plan.capacity import MIN_ACU
from . import limits as aurora
from .args import (
    BACKUP_DAYS,
    COOLDOWN_SECONDS,
    DATABASE_NAME,
    ENGINE_VERSION,
    MASTER_USER,
    MONITORING_SECONDS,
    SERVERLESS,
    AuroraStorage,
    CaCertificate,
    DatabaseArgs,
    DatabaseInsights,
    DatabaseLog,
    DatabaseNetwork,
    DatabaseParameterApply,
    DatabaseParameterArgs,
    DatabaseRestoreArgs,
    ReaderMetric,
    ReaderScalingArgs,
)
from .props import is_secondary, zones

LOG_DAYS = 90

GUESSED_FIRST = ("admin", "administrator", "master", "postgres", "root", "sa")
"""Names that anybody tries first (Security Hub RDS.24)."""

TAKEN_NAMES = ("postgres", "rdsadmin", "template0", "template1")
"""Databases and users that Aurora makes for itself (Aurora user guide, Aurora PostgreSQL security)."""

GUARDED_PARAMETERS: Mapping[str, str] = {
    "rds.force_ssl": "clients without TLS would send orders in plain text: it is always 1",
}
"""Parameters that are not the caller's, with the reason."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
_USER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}")
"""Naming constraints of Aurora PostgreSQL: 63 characters for a database, 16 for the master user (Aurora user guide,
quotas and constraints)."""

_SNAPSHOT = re.compile(r"[A-Za-z](-?[A-Za-z0-9]){0,62}")
"""RDS API, CreateDBClusterSnapshot."""

_PARAMETER = re.compile(r"[a-z][a-z0-9_.]*")
_PASSWORD = re.compile(r"""[ !#-.0-?A-~]{8,41}""")
"""RDS API, CreateDBCluster: 8 to 41 printable characters, three of them excepted."""


def check(name: str, args: DatabaseArgs) -> None:
    """Refuse arguments that AWS would refuse later, or that do not mean what they seem to.

    Raises:
        ArgumentError: an argument cannot be used.
    """
    door = Door("Database", name, args, DatabaseArgs)
    door.cell()
    _check_subnets(door)
    version = _engine(door, args)
    _capacity(door, args, version)
    readers = _instances(door, args)
    _scaling(door, readers)
    _database(door)
    _insight(door)
    _backups(door)
    _restore(door, args)
    _proxy(door, args)
    _global(door, args, version)


def _engine(door: Door, args: DatabaseArgs) -> str:
    every = published.aurora_versions()
    version = door.one_of("engine_version", [*aurora.majors(every), *every], ENGINE_VERSION, why="on Serverless v2")
    for flag in ("allow_major_version_upgrade", "apply_immediately"):
        door.flag(flag, default=False)
    door.flag("auto_minor_version_upgrade", default=True)
    door.choice("network_type", DatabaseNetwork, DatabaseNetwork.IPV4)
    door.choice("ca_certificate", CaCertificate, CaCertificate.RSA_2048)
    storage = door.choice("storage", AuroraStorage, AuroraStorage.STANDARD)
    if storage is AuroraStorage.IO_OPTIMIZED and not aurora.has(version, aurora.IO_OPTIMIZED_SINCE):
        raise door.refuse("storage", storage.value, f"Aurora PostgreSQL {version} has no I/O-Optimized storage")
    if door.flag("data_api", default=False):
        since = aurora.has(version, aurora.DATA_API_SINCE)
        door.only_with("data_api", since, f"Aurora PostgreSQL {version} has no Data API")
        door.only_with("data_api", not _is_burstable(args), "instances of T classes have no Data API")
    return version


def _capacity(door: Door, args: DatabaseArgs, version: str) -> None:
    region = args["region"]
    kind = door.one_of("instance_class", published.aurora_classes(region), SERVERLESS, why=f"in {region}")
    mode = door.choice("insights", DatabaseInsights, DatabaseInsights.STANDARD)
    if kind != SERVERLESS:
        for argument in ("min_acu", "max_acu", "pause_seconds"):
            door.only_with(argument, condition=False, limit=f"instances of {kind} do not scale by ACU")
        return
    most = aurora.most_acu(version)
    low = door.number("min_acu", 0, most, step=aurora.ACU_STEP)
    high = door.number("max_acu", aurora.LEAST_MAX_ACU, most, step=aurora.ACU_STEP)
    if low > high:
        raise door.refuse("min_acu", low, f"it must not be more than max_acu, which is {high:g}")
    if mode is not DatabaseInsights.OFF and low < MIN_ACU:
        raise door.refuse("min_acu", low, f"insights want {MIN_ACU:g} ACU at least; below that set insights to off")
    if low == 0 and not aurora.has(version, aurora.AUTO_PAUSE_SINCE):
        raise door.refuse("min_acu", 0, f"Aurora PostgreSQL {version} cannot pause: 0.5 is the least")
    door.only_with("pause_seconds", low == 0, "only instances with min_acu 0 pause")
    door.whole("pause_seconds", *aurora.PAUSE_SECONDS, aurora.PAUSE_SECONDS[0])


def _instances(door: Door, args: DatabaseArgs) -> int:
    alone = door.flag("without_standby", default=False) or door.flag("disposable", default=False)
    why = "" if alone else "so that a zone may fail (without_standby allows none)"
    readers = door.whole("readers", 0 if alone else 1, aurora.MAX_READERS, 1, why=why)
    named = door.items("availability_zones", 1 if door.given("availability_zones") else 0)
    for index, zone in enumerate(named):
        if not isinstance(zone, str) or not re.fullmatch(f"{args['region']}[a-z]", zone):
            raise door.refuse(f"availability_zones[{index}]", zone, f"it is no zone of {args['region']}")
    door.unique("availability_zones", named)
    if not isinstance(args["subnet_ids"], pulumi.Output):
        subnets = len(door.items("subnet_ids"))
        if len(named) > subnets:
            raise door.refuse("availability_zones", named, f"there are {subnets} subnets, one a zone")
    if readers and len(zones(args)) == 1:
        raise door.refuse("availability_zones", named, "writer and reader must stand in different zones")
    return readers


def _scaling(door: Door, readers: int) -> None:
    if not door.given("reader_scaling"):
        return
    scaling = door.inside("reader_scaling", ReaderScalingArgs)
    if not readers:
        raise door.refuse("readers", readers, "reader_scaling measures readers, so one must always stand")
    least = scaling.whole("min_readers", readers, aurora.MAX_READERS, readers, why="those that always stand among them")
    scaling.whole("max_readers", max(least, 1), aurora.MAX_READERS, why="no fewer than min_readers")
    if scaling.choice("metric", ReaderMetric, ReaderMetric.CPU) is ReaderMetric.CPU:
        scaling.number("target", 1, 100)
    else:
        scaling.number("target", 1, aurora.MAX_CONNECTIONS)
    for cooldown in ("scale_in_seconds", "scale_out_seconds"):
        scaling.whole(cooldown, 0, aurora.DAY_SECONDS, COOLDOWN_SECONDS)


def _database(door: Door) -> None:
    limit = "it must begin with a letter and have 63 letters, digits and underscores at most, and not be Aurora's own"
    door.text(
        "database_name",
        DATABASE_NAME,
        fits=lambda text: bool(_NAME.fullmatch(text)) and text.lower() not in TAKEN_NAMES,
        limit=limit,
    )
    door.text(
        "master_user",
        MASTER_USER,
        fits=lambda text: bool(_USER.fullmatch(text)) and text.lower() not in (*GUESSED_FIRST, *TAKEN_NAMES),
        limit="it must begin with a letter, have 16 letters, digits and underscores at most, and not be guessed first",
    )
    names: list[str] = []
    for index, _ in enumerate(door.items("cluster_parameters")):
        parameter = door.inside("cluster_parameters", DatabaseParameterArgs, index)
        name = parameter.text("name", fits=lambda text: bool(_PARAMETER.fullmatch(text)), limit="it is no parameter")
        if name in GUARDED_PARAMETERS:
            raise parameter.refuse("name", name, GUARDED_PARAMETERS[name])
        parameter.choice("apply", DatabaseParameterApply, DatabaseParameterApply.IMMEDIATE)
        names.append(name)
    door.unique("cluster_parameters", names)


def _insight(door: Door) -> None:
    mode = door.choice("insights", DatabaseInsights, DatabaseInsights.STANDARD)
    door.only_with("insights_days", mode is not DatabaseInsights.OFF, "insights are off")
    default = aurora.ADVANCED_INSIGHTS_DAYS if mode is DatabaseInsights.ADVANCED else aurora.INSIGHTS_DAYS[0]
    days = door.whole("insights_days", aurora.INSIGHTS_DAYS[0], aurora.INSIGHTS_DAYS[-1], default)
    if mode is DatabaseInsights.ADVANCED and days != default:
        raise door.refuse("insights_days", days, f"the advanced mode keeps insights for {default} days")
    if days not in aurora.INSIGHTS_DAYS:
        raise door.refuse("insights_days", days, "AWS has other periods", map(str, aurora.INSIGHTS_DAYS))
    seconds = door.whole("monitoring_seconds", 0, aurora.MONITORING_SECONDS[-1], MONITORING_SECONDS)
    if seconds not in aurora.MONITORING_SECONDS:
        every = map(str, aurora.MONITORING_SECONDS)
        raise door.refuse("monitoring_seconds", seconds, "AWS has other intervals", every)
    exports = door.items("log_exports")
    for index, log in enumerate(exports):
        if log not in list(DatabaseLog):
            raise door.refuse(f"log_exports[{index}]", log, "that is none of its values", list(DatabaseLog))
    door.unique("log_exports", exports)
    _check_log_days(door)


def _backups(door: Door) -> None:
    door.whole("backup_retention_days", 1, 35, BACKUP_DAYS)  # RDS API, CreateDBCluster
    least = aurora.LEAST_WINDOW_MINUTES
    days = aurora.backup_windows(door.text("backup_window")) if door.given("backup_window") else []
    if door.given("backup_window") and (not days or days[0].minutes < least):
        limit = f"it must be such as 02:00-02:30, in UTC and {least} minutes at least"
        raise door.refuse("backup_window", door.text("backup_window"), limit)
    text = door.text("maintenance_window")
    week = aurora.maintenance_window(text)
    if door.given("maintenance_window") and (week is None or week.minutes < least):
        limit = f"it must be such as sun:03:00-sun:03:30, in UTC and {least} minutes at least"
        raise door.refuse("maintenance_window", text, limit)
    if week and any(aurora.overlap(day, week) for day in days):
        raise door.refuse("maintenance_window", text, "it meets the backup window, which AWS refuses")
    door.text(
        "final_snapshot_name",
        fits=lambda name: _SNAPSHOT.fullmatch(name) is not None,
        limit="it must begin with a letter and have 63 letters, digits and single hyphens at most",
    )


def _restore(door: Door, args: DatabaseArgs) -> None:
    if not door.given("restore"):
        return
    restore = door.inside("restore", DatabaseRestoreArgs)
    sources = [source for source in ("snapshot", "cluster", "cluster_resource_id") if restore.given(source)]
    if len(sources) != 1:
        raise door.refuse("restore", sources, "exactly one source is restored: snapshot, cluster, cluster_resource_id")
    (source,) = sources
    restore.only_with("to_time", source != "snapshot", "a snapshot is of one moment")
    clone = restore.flag("clone", default=False)
    if clone:
        restore.only_with("clone", source == "cluster", "only a cluster that stands can be cloned")
        restore.only_with("to_time", condition=False, limit="a clone shows its source as it stands")
    _moment(restore, args.get("restore", {}).get("to_time"))


def _moment(restore: Door, value: pulumi.Input[str] | None) -> None:
    if isinstance(value, str):
        limit = "it must be a moment in UTC such as 2026-03-07T23:45:00Z"
        restore.text("to_time", fits=_is_moment, limit=limit)


def _is_moment(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - only its form is looked at
    except ValueError:
        return False
    return True


def _proxy(door: Door, args: DatabaseArgs) -> None:
    if not door.given("proxy"):
        return
    _check_pool(door.inside("proxy", ProxyArgs))
    if args.get("min_acu") == 0:
        raise door.refuse("min_acu", 0, "a proxy keeps connections open, so that no instance would ever pause")


def _global(door: Door, args: DatabaseArgs, version: str) -> None:
    primary, secondary = door.flag("global_cluster", default=False), is_secondary(args)
    door.only_with(
        "primary_region", secondary, "only a secondary (global_cluster_identifier) has its primary elsewhere"
    )
    if door.flag("write_forwarding", default=False):
        door.only_with("write_forwarding", primary or secondary, "only members of a global database forward writes")
        since = aurora.has(version, aurora.WRITE_FORWARDING_SINCE)
        door.only_with("write_forwarding", since, f"Aurora PostgreSQL {version} does not forward writes")
    if args.get("master_password") is not None and not primary:
        limit = "AWS makes and keeps the password of a cluster that is not the primary of a global database"
        raise door.refuse("master_password", "(hidden)", limit)
    if not primary and not secondary:
        return
    if _is_burstable(args):
        raise door.refuse("instance_class", args.get("instance_class"), "global databases have no T classes")
    if primary:
        _primary(door, args)
    if secondary:
        _secondary(door, args)


def _primary(door: Door, args: DatabaseArgs) -> None:
    password = args.get("master_password")
    if password is None:
        raise door.refuse("master_password", None, "AWS keeps no password for a global database, so it is required")
    if isinstance(password, str) and not _PASSWORD.fullmatch(password):
        raise door.refuse("master_password", "(hidden)", 'it must be 8 to 41 printable characters without / " @')


def _secondary(door: Door, args: DatabaseArgs) -> None:
    why = "a secondary takes users and data from its primary"
    if args.get("global_cluster"):
        door.only_with("global_cluster", condition=False, limit="global_cluster_identifier makes it a secondary")
    door.only_with("restore", condition=False, limit=why)
    door.only_with("reader_scaling", condition=False, limit="Aurora does not scale the readers of a secondary")
    others = [region for region in AVAILABILITY_ZONES if region != args["region"]]
    if not door.given("primary_region"):
        raise door.refuse("primary_region", None, "a secondary must know it, since storage is encrypted", others)
    door.one_of("primary_region", others, why=f"as the primary of a secondary in {args['region']}")


def _is_burstable(args: DatabaseArgs) -> bool:
    return args.get("instance_class", SERVERLESS).startswith("db.t")


def _check_pool(door: Door) -> None:
    """Check what `ProxyArgs` names, at the door of whatever takes it."""
    users = door.items("database_users", 1, limit="without users no client could sign in through the proxy")
    for index, user in enumerate(users):
        if not aurora.is_user_name(user):
            raise door.refuse(f"database_users[{index}]", user, "it must be the name of one database user")
    door.unique("database_users", users)
    door.whole("idle_client_seconds", 1, MAX_IDLE_CLIENT_SECONDS, 1800)
    most = door.whole("max_connections_percent", 1, 100, 90)
    door.whole("max_idle_connections_percent", 0, most, most // 2, why="the share that the proxy may use")
    door.whole("borrow_seconds", 0, MAX_BORROW_SECONDS, 30)
    door.text("init_query")
    door.flag("reader_endpoint", default=False)
    door.flag("debug_logging", default=False)


def _check_subnets(door: Door) -> None:
    """Check that there are subnets in two zones at least, which RDS asks for clusters and proxies alike."""
    door.items("subnet_ids", 2, limit="RDS requires subnets in at least two zones")


def _check_log_days(door: Door) -> None:
    """Check how long logs are kept, at the door of whatever keeps them."""
    kept = published.log_retention_days()
    days = door.whole("log_retention_days", kept[0], kept[-1], LOG_DAYS)
    if days not in kept:
        raise door.refuse("log_retention_days", days, "CloudWatch Logs has other periods", map(str, kept))
