"""Aurora PostgreSQL: the system of record for orders."""

from typing import NotRequired

import pulumi
import pulumi_aws as aws

from .component import CellArgs, Component, DataClass, Transforms, refuse
from .iam import trust
from .plan.capacity import MAX_ACU
from .plan.names import DATABASE
from .plan.traffic import DATABASE_PORT

ENGINE_VERSION = "17.6"
FAMILY = "aurora-postgresql17"
DATABASE_NAME = "orders"
MASTER_USER = "cell_master"
"""Neither `postgres` nor `admin`, the first names that anybody tries (Security Hub RDS.24)."""

BACKUP_DAYS = 14
MONITORING_SECONDS = 60
LOG_DAYS = 90


class DatabaseArgs(CellArgs):
    """Arguments of `Database`."""

    subnet_ids: pulumi.Input[list[str]]
    """Subnets of the instances, in different zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the instances."""
    key_arn: pulumi.Input[str]
    """Key that encrypts storage, backups, insights and the master user's secret."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the exported logs."""
    min_acu: float
    """Least capacity in ACU (2 GiB each), in halves."""
    max_acu: float
    """Most capacity in ACU."""
    readers: NotRequired[int]
    """Readers beside the writer, ready to take over; one by default."""


class Database(Component):
    """Aurora PostgreSQL Serverless v2 with a writer and readers in different zones.

    Services sign in with their roles over TLS; the master user's password is made, kept and rotated by AWS and only
    migrations read it. Backups go back 14 days to any second; deletion is refused unless the cell is disposable.
    """

    host: pulumi.Output[str]
    """Endpoint of the writer."""
    port: int
    """Its port."""
    database_name: str
    """The database with the orders."""
    master_user: str
    """The master user's name."""
    master_secret_arn: pulumi.Output[str]
    """Secret with the master user's name and password, as JSON."""
    cluster_id: pulumi.Output[str]
    """The cluster's identifier, the dimension of its metrics."""
    resource_id: pulumi.Output[str]
    """The cluster's resource id, which IAM sign-in names."""

    def __init__(
        self,
        name: str,
        args: DatabaseArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        monitoring = self._monitoring_role()
        cluster = self._cluster(args)
        for index in range(1 + args.get("readers", 1)):
            self._instance(index, cluster, monitoring, args["key_arn"])
        self.host = cluster.endpoint
        self.port = DATABASE_PORT
        self.database_name = DATABASE_NAME
        self.master_user = MASTER_USER
        self.master_secret_arn = cluster.master_user_secrets.apply(lambda secrets: secrets[0].secret_arn or "")
        self.cluster_id = cluster.cluster_identifier
        self.resource_id = cluster.cluster_resource_id
        self._finish()

    def user_arn(self, user: str) -> pulumi.Output[str]:
        """What a role must be allowed to `rds-db:connect` to, so as to sign in as a user."""
        account = pulumi.Output.from_input(self._cell["account_id"])
        return pulumi.Output.concat(
            f"arn:aws:rds-db:{self._cell['region']}:", account, ":dbuser:", self.resource_id, f"/{user}"
        )

    def _monitoring_role(self) -> aws.iam.Role:
        role = self._child(
            "monitoring-role",
            aws.iam.Role,
            {
                "name": self._physical("database-monitoring"),
                "assume_role_policy": trust("monitoring.rds.amazonaws.com", self._cell["account_id"]),
            },
        )
        self._child(
            "monitoring-policy",
            aws.iam.RolePolicyAttachment,
            {
                "role": role.name,
                "policy_arn": "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
            },
        )
        return role

    def _cluster(self, args: DatabaseArgs) -> aws.rds.Cluster:
        identifier = self._physical("orders", DATABASE)
        subnets = self._child(
            "subnets",
            aws.rds.SubnetGroup,
            {
                "name": identifier,
                "description": f"database of cell {self._cell['cell']}",
                "subnet_ids": args["subnet_ids"],
            },
        )
        parameters = self._child(
            "parameters",
            aws.rds.ClusterParameterGroup,
            {
                "name": identifier,
                "family": FAMILY,
                "description": f"database of cell {self._cell['cell']}",
                "parameters": [
                    {"name": "rds.force_ssl", "value": "1"},
                    {"name": "log_min_duration_statement", "value": "1000"},
                    {"name": "log_connections", "value": "1"},
                ],
            },
        )
        logs = self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                # RDS writes to this name and no other; made here so that it has a key and an end.
                "name": f"/aws/rds/cluster/{identifier}/postgresql",
                "retention_in_days": LOG_DAYS,
                "kms_key_id": args["log_key_arn"],
            },
            data_class=DataClass.LOGS,
        )
        return self._child(
            "cluster",
            aws.rds.Cluster,
            {
                "cluster_identifier": identifier,
                "engine": "aurora-postgresql",
                "engine_version": ENGINE_VERSION,
                "engine_mode": "provisioned",  # AWS's name for the mode of Serverless v2
                "serverlessv2_scaling_configuration": {
                    "min_capacity": args["min_acu"],
                    "max_capacity": args["max_acu"],
                },
                "database_name": DATABASE_NAME,
                "port": DATABASE_PORT,
                "master_username": MASTER_USER,
                "manage_master_user_password": True,
                "master_user_secret_kms_key_id": args["key_arn"],
                "iam_database_authentication_enabled": True,
                "storage_encrypted": True,
                "kms_key_id": args["key_arn"],
                "db_subnet_group_name": subnets.name,
                "db_cluster_parameter_group_name": parameters.name,
                "vpc_security_group_ids": [args["security_group_id"]],
                "backup_retention_period": BACKUP_DAYS,
                "copy_tags_to_snapshot": True,
                "deletion_protection": not self._disposable,
                "delete_automated_backups": self._disposable,
                "skip_final_snapshot": self._disposable,
                "final_snapshot_identifier": None if self._disposable else f"{identifier}-final",
                "enabled_cloudwatch_logs_exports": ["postgresql"],
            },
            self._stateful(depends_on=[logs]),
            data_class=DataClass.ORDERS,
        )

    def _instance(
        self, index: int, cluster: aws.rds.Cluster, monitoring: aws.iam.Role, key_arn: pulumi.Input[str]
    ) -> None:
        self._child(
            f"instance-{index}",
            aws.rds.ClusterInstance,
            {
                "identifier": self._physical(f"orders-{index}", DATABASE),
                "cluster_identifier": cluster.cluster_identifier,
                "engine": "aurora-postgresql",
                "engine_version": cluster.engine_version,
                "instance_class": "db.serverless",
                # Readers of tier 0 and 1 keep the writer's capacity, so a takeover does not begin small.
                "promotion_tier": min(index, 1),
                "publicly_accessible": False,
                "auto_minor_version_upgrade": True,
                "copy_tags_to_snapshot": True,
                "performance_insights_enabled": True,
                "performance_insights_kms_key_id": key_arn,
                "monitoring_interval": MONITORING_SECONDS,
                "monitoring_role_arn": monitoring.arn,
            },
            data_class=DataClass.ORDERS,
        )


def _check(name: str, args: DatabaseArgs) -> None:
    low, high = args["min_acu"], args["max_acu"]
    for argument, value in (("min_acu", low), ("max_acu", high)):
        if not 0.5 <= value <= MAX_ACU or value * 2 % 1:  # noqa: PLR2004 - half an ACU is Aurora's step
            raise refuse("Database", name, argument, value, f"it must be between 0.5 and {MAX_ACU:g} in steps of 0.5")
    if low > high:
        raise refuse("Database", name, "min_acu", low, f"it must not be more than max_acu, which is {high}")
    readers = args.get("readers", 1)
    if not 1 <= readers <= 15:  # noqa: PLR2004 - replicas a cluster (Aurora quotas)
        raise refuse("Database", name, "readers", readers, "it must be between 1 and 15, so that a zone may fail")
