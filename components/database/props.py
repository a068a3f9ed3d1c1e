"""Inputs of the children of `Database`, from its configuration: nothing here makes a resource."""

from typing import Final

import pulumi

from ..aws.parameter_defaults import is_default
from ..core.component import Props
from . import limits
from .args import AuroraStorage, DatabaseInsights
from .capacity_config import AcuConfig, ReaderScalingConfig
from .config import BackupsConfig, DatabaseConfig, InsightsConfig
from .origin_config import PrimaryConfig, RestoreConfig, SecondaryConfig

READ_AT_CREATION: Final = [
    "globalClusterIdentifier",
    "replicationSourceIdentifier",
    "restoreToPointInTime",
    "snapshotIdentifier",
]
"""Inputs of a cluster that AWS reads only when it creates it. AWS itself changes some of them later (a switchover of a
global database), and the others would replace the cluster when their argument is removed."""


def unsent(config: DatabaseConfig) -> list[str]:
    """Inputs of a cluster that an update leaves as they are."""
    return [*READ_AT_CREATION, *(["engineVersion"] if config.keeps_engine_version else [])]


def cluster(config: DatabaseConfig) -> Props:
    """Inputs of the cluster, except for names and its dependencies on other children."""
    return {
        "engine": limits.ENGINE,
        "engine_mode": "provisioned",  # AWS uses this mode for Serverless v2 as well
        "engine_version": config.engine_version,
        "allow_major_version_upgrade": config.allow_major_version_upgrade,
        "apply_immediately": config.apply_immediately,
        "serverlessv2_scaling_configuration": None if config.acu is None else _capacity(config.acu),
        # AWS returns no storage type for standard storage.
        "storage_type": None if config.storage is AuroraStorage.STANDARD else config.storage.value,
        "port": limits.PORT,
        "network_type": None if config.network_type is None else config.network_type.value,
        "vpc_security_group_ids": [config.security_group_id],
        "iam_database_authentication_enabled": True,
        "enable_http_endpoint": config.data_api,
        "storage_encrypted": True,
        "kms_key_id": config.key_arn,
        "enabled_cloudwatch_logs_exports": [log.value for log in config.log_exports],
        # The mode is standard without any insights as well.
        "database_insights_mode": "advanced" if config.insights.mode is DatabaseInsights.ADVANCED else "standard",
        "backup_retention_period": config.backups.retention_days,
        "preferred_backup_window": config.backups.window,
        "preferred_maintenance_window": config.backups.maintenance_window,
        "copy_tags_to_snapshot": True,
        **_insights(config.insights, config.key_arn),
        **_origin(config),
    }


def deletion(backups: BackupsConfig, identifier: str, *, disposable: bool) -> Props:
    """What protects the cluster from deletion, and what a deletion leaves behind."""
    snapshot = backups.final_snapshot_name or f"{identifier}-final"
    return {
        "deletion_protection": not disposable,
        "delete_automated_backups": disposable,
        "skip_final_snapshot": disposable,
        "final_snapshot_identifier": None if disposable else snapshot,
    }


def instance(config: DatabaseConfig) -> Props:
    """Inputs that all instances share, except for monitoring and their cluster."""
    return {
        "engine": limits.ENGINE,
        "instance_class": config.instance_class,
        "publicly_accessible": False,
        "auto_minor_version_upgrade": config.auto_minor_version_upgrade,
        "apply_immediately": config.apply_immediately,
        "preferred_maintenance_window": config.backups.maintenance_window,
        "ca_cert_identifier": None if config.ca_certificate is None else config.ca_certificate.value,
        "copy_tags_to_snapshot": True,
        **_insights(config.insights, config.key_arn),
    }


def parameters(config: DatabaseConfig) -> list[Props]:
    """The parameter group: forced TLS, then the component's own parameters, which the caller's override.

    A value that is Aurora's default is left out, because it would show as a change in every update. That includes
    forced TLS from Aurora PostgreSQL 17 on.
    """
    values: dict[str, Props] = {
        name: {"name": name, "value": value}
        for name, value in (("rds.force_ssl", "1"), ("log_min_duration_statement", "1000"), ("log_connections", "1"))
    }
    for parameter in config.cluster_parameters:
        values[parameter.name] = {
            "name": parameter.name,
            "value": parameter.value,
            "apply_method": parameter.apply.value,
        }
    family = limits.family(config.engine_version)
    return [made for name, made in values.items() if not is_default(family, name, made["value"])]


def reader_count(cluster_identifier: pulumi.Output[str]) -> Props:
    """The dimension that reader scaling changes."""
    return {
        "service_namespace": "rds",
        "scalable_dimension": "rds:cluster:ReadReplicaCount",
        "resource_id": pulumi.Output.concat("cluster:", cluster_identifier),
    }


def target_tracking(scaling: ReaderScalingConfig) -> Props:
    """How reader scaling follows the load."""
    return {
        "policy_type": "TargetTrackingScaling",
        "target_tracking_scaling_policy_configuration": {
            "predefined_metric_specification": {"predefined_metric_type": scaling.metric.value},
            "target_value": scaling.target,
            "scale_in_cooldown": scaling.scale_in_seconds,
            "scale_out_cooldown": scaling.scale_out_seconds,
        },
    }


def _capacity(acu: AcuConfig) -> Props:
    capacity: Props = {"min_capacity": acu.minimum, "max_capacity": acu.maximum}
    return capacity if acu.pause_seconds is None else capacity | {"seconds_until_auto_pause": acu.pause_seconds}


def _insights(insights: InsightsConfig, key_arn: pulumi.Input[str]) -> Props:
    """Performance Insights, the same on the cluster and its instances: AWS rejects instances that differ."""
    if insights.days is None:
        return {"performance_insights_enabled": False}
    return {
        "performance_insights_enabled": True,
        "performance_insights_kms_key_id": key_arn,
        "performance_insights_retention_period": insights.days,
    }


def _origin(config: DatabaseConfig) -> Props:
    """Source of users and data: this cluster, a backup, or the primary of a global database."""
    member = config.global_database
    if isinstance(member, SecondaryConfig):
        return {
            "global_cluster_identifier": member.global_cluster_identifier,
            "source_region": member.primary_region,  # AWS requires it where storage is encrypted
            "enable_global_write_forwarding": member.write_forwarding,
        }
    return {
        "database_name": config.database_name,
        "master_username": config.master_user,
        **_password(member, config.key_arn),
        **({} if config.restore is None else _restore(config.restore)),
    }


def _password(primary: PrimaryConfig | None, key_arn: pulumi.Input[str]) -> Props:
    """A password that AWS manages, except in a global database, where it does not."""
    if primary is None:
        return {"manage_master_user_password": True, "master_user_secret_kms_key_id": key_arn}
    return {
        "master_password": pulumi.Output.secret(primary.master_password),
        "enable_global_write_forwarding": primary.write_forwarding,
    }


def _restore(restore: RestoreConfig) -> Props:
    if restore.snapshot is not None:
        return {"snapshot_identifier": restore.snapshot}
    latest = restore.to_time is None
    return {
        "restore_to_point_in_time": {
            "source_cluster_identifier": restore.cluster,
            "source_cluster_resource_id": restore.cluster_resource_id,
            "restore_type": "copy-on-write" if restore.clone else "full-copy",
            **({"use_latest_restorable_time": True} if latest else {"restore_to_time": restore.to_time}),
        }
    }
