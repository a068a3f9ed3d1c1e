"""From the arguments of `Database` to properties of its cluster and instances."""

from typing import Any

import pulumi

from ..aws.regions import AVAILABILITY_ZONES
from . import limits as aurora
from .args import (
    BACKUP_DAYS,
    COOLDOWN_SECONDS,
    DATABASE_NAME,
    MASTER_USER,
    SERVERLESS,
    AuroraStorage,
    CaCertificate,
    DatabaseArgs,
    DatabaseInsights,
    DatabaseLog,
    DatabaseParameterApply,
    DatabaseRestoreArgs,
    ReaderMetric,
    ReaderScalingArgs,
)


def is_secondary(args: DatabaseArgs) -> bool:
    """Whether the cluster joins a global database that another one leads."""
    return args.get("global_cluster_identifier") is not None


def is_serverless(args: DatabaseArgs) -> bool:
    """Whether instances scale by ACU."""
    return args.get("instance_class", SERVERLESS) == SERVERLESS


def capacity(args: DatabaseArgs) -> dict[str, Any] | None:
    """Range of ACU and when to pause."""
    if not is_serverless(args):
        return None
    found: dict[str, Any] = {"min_capacity": args.get("min_acu"), "max_capacity": args.get("max_acu")}
    if args.get("min_acu") == 0:
        found["seconds_until_auto_pause"] = args.get("pause_seconds", aurora.PAUSE_SECONDS[0])
    return found


def storage_type(args: DatabaseArgs) -> str | None:
    """Nothing for standard storage, since AWS answers nothing for it."""
    io_optimized = AuroraStorage(args.get("storage", AuroraStorage.STANDARD)) is AuroraStorage.IO_OPTIMIZED
    return AuroraStorage.IO_OPTIMIZED.value if io_optimized else None


def insights_mode(args: DatabaseArgs) -> str:
    """The mode of Database Insights, which is standard without any insights too."""
    return "advanced" if _insights(args) is DatabaseInsights.ADVANCED else "standard"


def insights(args: DatabaseArgs) -> dict[str, Any]:
    """Performance Insights: the same on the cluster and its instances, since AWS refuses instances that contradict."""
    mode = _insights(args)
    if mode is DatabaseInsights.OFF:
        return {"performance_insights_enabled": False}
    days = aurora.ADVANCED_INSIGHTS_DAYS if mode is DatabaseInsights.ADVANCED else aurora.INSIGHTS_DAYS[0]
    return {
        "performance_insights_enabled": True,
        "performance_insights_kms_key_id": args["key_arn"],
        "performance_insights_retention_period": args.get("insights_days", days),
    }


def _insights(args: DatabaseArgs) -> DatabaseInsights:
    return DatabaseInsights(args.get("insights", DatabaseInsights.STANDARD))


def logs(args: DatabaseArgs) -> list[DatabaseLog]:
    """Logs that go to CloudWatch Logs."""
    return [DatabaseLog(log) for log in args.get("log_exports", [DatabaseLog.POSTGRESQL])]


def parameters(args: DatabaseArgs) -> list[dict[str, Any]]:
    """The parameter group's content: forced TLS, then the component's own with the caller's over them."""
    values: dict[str, dict[str, Any]] = {
        name: {"name": name, "value": value}
        for name, value in (("log_min_duration_statement", "1000"), ("log_connections", "1"))
    }
    for parameter in args.get("cluster_parameters", []):
        apply = DatabaseParameterApply(parameter.get("apply", DatabaseParameterApply.IMMEDIATE))
        name = parameter["name"]
        values[name] = {"name": name, "value": parameter["value"], "apply_method": apply.value}
    return [{"name": "rds.force_ssl", "value": "1"}, *values.values()]


def origin(args: DatabaseArgs) -> dict[str, Any]:
    """Where users and data come from: from here, from a backup, or from the primary of a global database."""
    if is_secondary(args):
        return {
            "global_cluster_identifier": args.get("global_cluster_identifier"),
            "source_region": args.get("primary_region"),  # AWS asks for it where storage is encrypted
            "enable_global_write_forwarding": args.get("write_forwarding", False),
        }
    found: dict[str, Any] = {
        "database_name": args.get("database_name", DATABASE_NAME),
        "master_username": args.get("master_user", MASTER_USER),
    }
    if args.get("global_cluster", False):
        found["master_password"] = pulumi.Output.secret(args.get("master_password"))
        found["enable_global_write_forwarding"] = args.get("write_forwarding", False)
    else:
        found |= {"manage_master_user_password": True, "master_user_secret_kms_key_id": args["key_arn"]}
    return found | _restored(args.get("restore"))


def _restored(restore: DatabaseRestoreArgs | None) -> dict[str, Any]:
    if restore is None:
        return {}
    if "snapshot" in restore:
        return {"snapshot_identifier": restore["snapshot"]}
    point: dict[str, Any] = {
        "source_cluster_identifier": restore.get("cluster"),
        "source_cluster_resource_id": restore.get("cluster_resource_id"),
        "restore_type": "copy-on-write" if restore.get("clone", False) else "full-copy",
    }
    when = {"restore_to_time": restore["to_time"]} if "to_time" in restore else {"use_latest_restorable_time": True}
    return {"restore_to_point_in_time": point | when}


def backups(args: DatabaseArgs) -> dict[str, Any]:
    """Backups and the windows of work on the cluster."""
    return {
        "backup_retention_period": args.get("backup_retention_days", BACKUP_DAYS),
        "preferred_backup_window": args.get("backup_window"),
        "preferred_maintenance_window": args.get("maintenance_window"),
        "copy_tags_to_snapshot": True,
    }


def instance(args: DatabaseArgs) -> dict[str, Any]:
    """What all instances share, beside insights and monitoring."""
    authority = args.get("ca_certificate")
    return {
        "instance_class": args.get("instance_class", SERVERLESS),
        "publicly_accessible": False,
        "auto_minor_version_upgrade": args.get("auto_minor_version_upgrade", True),
        "apply_immediately": args.get("apply_immediately", False),
        "preferred_maintenance_window": args.get("maintenance_window"),
        "ca_cert_identifier": CaCertificate(authority).value if authority else None,
        "copy_tags_to_snapshot": True,
    }


def tracking(scaling: ReaderScalingArgs) -> dict[str, Any]:
    """How reader scaling follows the load."""
    metric = ReaderMetric(scaling.get("metric", ReaderMetric.CPU))
    return {
        "predefined_metric_specification": {"predefined_metric_type": metric.value},
        "target_value": scaling["target"],
        "scale_in_cooldown": scaling.get("scale_in_seconds", COOLDOWN_SECONDS),
        "scale_out_cooldown": scaling.get("scale_out_seconds", COOLDOWN_SECONDS),
    }


def zones(args: DatabaseArgs) -> list[str]:
    """The zones of the instances: those given, or as many of the cell's as there are subnets."""
    subnets = args["subnet_ids"]
    every = list(AVAILABILITY_ZONES[args["region"]])
    return args.get("availability_zones") or (every[: len(subnets)] if isinstance(subnets, list) else every)
