"""Aurora PostgreSQL: the system of record for orders."""

from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.names import DATABASE
from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.errors import ArgumentError
from ..core.iam import allow, database_user_arn, document, trust
from ..database_proxy.component import DatabaseProxy
from ..plan.traffic import DATABASE_PORT
from . import limits as aurora
from . import props
from .args import (
    DATABASE_NAME,
    ENGINE,
    ENGINE_VERSION,
    MASTER_USER,
    MONITORING_SECONDS,
    SECRET_DAYS,
    DatabaseArgs,
    DatabaseLog,
)
from .config import LOG_DAYS, check

_SAID_ONCE = ["globalClusterIdentifier", "replicationSourceIdentifier", "restoreToPointInTime", "snapshotIdentifier"]
"""Inputs of a cluster that AWS looks at when it is made. Afterwards AWS itself changes some of them (a switchover of a
global database), and the others would replace the cluster when their argument is taken away."""


class Database(Component):
    """Aurora PostgreSQL, Serverless v2 by default, with a writer and readers in different zones.

    Services sign in with their roles over TLS, which is forced; the master user's password is made, kept and rotated by
    AWS and only migrations read it. Backups go back to any second of 14 days; deletion is refused and leaves a snapshot
    unless the cell is disposable.
    """

    host: pulumi.Output[str]
    """Endpoint of the writer."""
    reader_host: pulumi.Output[str]
    """Endpoint that spreads connections over the readers."""
    proxy_host: pulumi.Output[str] | None
    """Endpoint of the proxy; None without one."""
    proxy_reader_host: pulumi.Output[str] | None
    """Endpoint of the proxy for reads; None without a proxy that has one."""
    port: int
    """Its port."""
    database_name: str
    """The database with the orders."""
    master_user: str
    """The master user's name."""
    master_secret_arn: pulumi.Output[str]
    """Secret with the master user's name and password, as JSON; empty for a secondary of a global database."""
    cluster_id: pulumi.Output[str]
    """The cluster's identifier, the dimension of its metrics."""
    cluster_arn: pulumi.Output[str]
    """The cluster's ARN."""
    resource_id: pulumi.Output[str]
    """The cluster's resource id, which IAM sign-in names."""
    global_cluster_id: pulumi.Output[str]
    """The global database that it is a member of, which others join; empty when it is in none."""

    def __init__(
        self,
        name: str,
        args: DatabaseArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        check(name, args)
        super().__init__(name, args, opts, transforms)
        self._identifier = self._physical("orders", DATABASE)
        self.port = DATABASE_PORT
        self.database_name = args.get("database_name", DATABASE_NAME)
        self.master_user = args.get("master_user", MASTER_USER)
        cluster = self._cluster(args)
        instances = self._instances(args, cluster)
        self._reader_scaling(args, cluster, instances)
        self._proxy = self._make_proxy(args, cluster, instances)
        self.host = cluster.endpoint
        self.reader_host = cluster.reader_endpoint
        self.proxy_host = self._proxy.host if self._proxy else None
        self.proxy_reader_host = self._proxy.reader_host if self._proxy else None
        self.master_secret_arn = self._master_secret(args, cluster)
        self.cluster_id = cluster.cluster_identifier
        self.cluster_arn = cluster.arn
        self.resource_id = cluster.cluster_resource_id
        self.global_cluster_id = self._global_cluster(args, cluster)
        self._master_key_arn = args["key_arn"]
        self._secondary = props.is_secondary(args)
        self._finish()

    @property
    def proxy(self) -> DatabaseProxy | None:
        """The proxy, when there is one."""
        return self._proxy

    def user_arn(self, user: str) -> pulumi.Output[str]:
        """What a role must be allowed to `rds-db:connect` to, so as to sign in as a user.

        Raises:
            ArgumentError: it is not the name of one user.
        """
        self._check_user(user)
        return database_user_arn(self._cell, self.resource_id, user)

    def proxy_user_arn(self, user: str) -> pulumi.Output[str]:
        """The same for signing in through the proxy.

        Raises:
            ArgumentError: there is no proxy, or it lets nobody of that name through.
        """
        self._check_user(user)
        if self._proxy is None:
            raise self._refuse("proxy", None, f"{user} can sign in through a proxy only where there is one")
        if user not in self._proxy.database_users:
            raise self._refuse("user", user, "the proxy does not let it through", self._proxy.database_users)
        return database_user_arn(self._cell, self._proxy.resource_id, user)

    def connect_policy(self, user: str, *, through_proxy: bool = False) -> pulumi.Output[str]:
        """A policy document that lets its holder sign in as one database user, at the cluster or through the proxy.

        Raises:
            ArgumentError: as `user_arn` and `proxy_user_arn`.
        """
        arn = self.proxy_user_arn(user) if through_proxy else self.user_arn(user)
        return document([allow("SignIn", ["rds-db:connect"], arn)])

    def master_secret_policy(self) -> pulumi.Output[str]:
        """A policy document that lets its holder read the master user's password: for migrations and nobody else.

        Raises:
            ArgumentError: the cluster is a secondary, whose users are the primary's.
        """
        if self._secondary:
            raise self._refuse("global_cluster_identifier", "given", "a secondary has no master user of its own")
        by_secrets = {"StringEquals": {"kms:ViaService": f"secretsmanager.{self._cell['region']}.amazonaws.com"}}
        return document(
            [
                allow("MasterSecret", ["secretsmanager:GetSecretValue"], self.master_secret_arn),
                allow("MasterSecretKey", ["kms:Decrypt"], self._master_key_arn, by_secrets),
            ]
        )

    def _check_user(self, user: str) -> None:
        if not aurora.is_user_name(user):
            raise self._refuse("user", user, "it must be the name of one database user")

    def _refuse(self, argument: str, value: object, limit: str, choices: list[str] | None = None) -> ArgumentError:
        return ArgumentError(f"Database {self._component_name!r}", argument, value, limit, choices or ())

    def _cluster(self, args: DatabaseArgs) -> aws.rds.Cluster:
        subnets = self._child(
            "subnets",
            aws.rds.SubnetGroup,
            {
                "name": self._identifier,
                "description": f"database of cell {self._cell['cell']}",
                "subnet_ids": args["subnet_ids"],
            },
        )
        parameters = self._parameters(args)
        logs = self._log_groups(args)
        return self._child(
            "cluster",
            aws.rds.Cluster,
            {
                "cluster_identifier": self._identifier,
                "engine": ENGINE,
                "engine_mode": "provisioned",  # AWS's name for the mode of Serverless v2 too
                "engine_version": args.get("engine_version", ENGINE_VERSION),
                "allow_major_version_upgrade": args.get("allow_major_version_upgrade", False),
                "apply_immediately": args.get("apply_immediately", False),
                "serverlessv2_scaling_configuration": props.capacity(args),
                "storage_type": props.storage_type(args),
                "port": self.port,
                "network_type": args.get("network_type"),
                "db_subnet_group_name": subnets.name,
                "db_cluster_parameter_group_name": parameters.name,
                "vpc_security_group_ids": [args["security_group_id"]],
                "iam_database_authentication_enabled": True,
                "enable_http_endpoint": args.get("data_api", False),
                "storage_encrypted": True,
                "kms_key_id": args["key_arn"],
                "enabled_cloudwatch_logs_exports": [log.value for log in props.logs(args)],
                "database_insights_mode": props.insights_mode(args),
                **props.insights(args),
                **props.origin(args),
                **props.backups(args),
                **self._ending(args),
            },
            self._stateful(depends_on=logs, ignore_changes=_SAID_ONCE),
            data_class=DataClass.ORDERS,
        )

    def _ending(self, args: DatabaseArgs) -> dict[str, Any]:
        """What deletion needs and leaves."""
        final = args.get("final_snapshot_name", f"{self._identifier}-final")
        return {
            "deletion_protection": not self._disposable,
            "delete_automated_backups": self._disposable,
            "skip_final_snapshot": self._disposable,
            "final_snapshot_identifier": None if self._disposable else final,
        }

    def _parameters(self, args: DatabaseArgs) -> aws.rds.ClusterParameterGroup:
        version = args.get("engine_version", ENGINE_VERSION)
        return self._child(
            "parameters",
            aws.rds.ClusterParameterGroup,
            {
                # The major version in the name, so that a group of the next one can be made while this one is in use.
                "name": f"{self._identifier}-{aurora.major(version)}",
                "family": aurora.family(version),
                "description": f"database of cell {self._cell['cell']}",
                "parameters": props.parameters(args),
            },
        )

    def _log_groups(self, args: DatabaseArgs) -> list[pulumi.Resource]:
        return [
            self._child(
                "log-group" if log is DatabaseLog.POSTGRESQL else f"{log}-log-group",
                aws.cloudwatch.LogGroup,
                {
                    # RDS writes to this name and no other; made here so that it has a key and an end.
                    "name": f"/aws/rds/cluster/{self._identifier}/{log}",
                    "retention_in_days": args.get("log_retention_days", LOG_DAYS),
                    "kms_key_id": args["log_key_arn"],
                },
                data_class=DataClass.LOGS,
            )
            for log in props.logs(args)
        ]

    def _monitoring_role(self, seconds: int) -> dict[str, Any]:
        """How instances report their operating system's figures, with a role made for it."""
        if not seconds:
            return {"monitoring_interval": 0}
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
        return {"monitoring_interval": seconds, "monitoring_role_arn": role.arn}

    def _instances(self, args: DatabaseArgs, cluster: aws.rds.Cluster) -> list[aws.rds.ClusterInstance]:
        zones = props.zones(args)
        shared = {
            "cluster_identifier": cluster.cluster_identifier,
            "engine": ENGINE,
            "engine_version": cluster.engine_version,
            **props.instance(args),
            **props.insights(args),
            **self._monitoring_role(args.get("monitoring_seconds", MONITORING_SECONDS)),
        }
        return [
            self._child(
                f"instance-{index}",
                aws.rds.ClusterInstance,
                shared
                | {
                    "identifier": self._physical(f"orders-{index}", DATABASE),
                    "availability_zone": aurora.instance_zone(zones, index),
                    "promotion_tier": aurora.promotion_tier(index),
                },
                data_class=DataClass.ORDERS,
            )
            for index in range(1 + args.get("readers", 1))
        ]

    def _reader_scaling(
        self, args: DatabaseArgs, cluster: aws.rds.Cluster, instances: list[aws.rds.ClusterInstance]
    ) -> None:
        scaling = args.get("reader_scaling")
        if scaling is None:
            return
        place = {
            "service_namespace": "rds",
            "scalable_dimension": "rds:cluster:ReadReplicaCount",
            "resource_id": pulumi.Output.concat("cluster:", cluster.cluster_identifier),
        }
        target = self._child(
            "reader-scaling",
            aws.appautoscaling.Target,
            place
            | {
                "min_capacity": scaling.get("min_readers", args.get("readers", 1)),
                "max_capacity": scaling["max_readers"],
            },
            pulumi.ResourceOptions(depends_on=instances),  # readers that come at the same time would be counted as new
        )
        self._child(
            "reader-scaling-policy",
            aws.appautoscaling.Policy,
            place
            | {
                "name": self._physical("orders-readers"),
                "policy_type": "TargetTrackingScaling",
                "target_tracking_scaling_policy_configuration": props.tracking(scaling),
            },
            pulumi.ResourceOptions(depends_on=[target]),
        )

    def _make_proxy(
        self, args: DatabaseArgs, cluster: aws.rds.Cluster, instances: list[aws.rds.ClusterInstance]
    ) -> DatabaseProxy | None:
        options = args.get("proxy")
        if options is None:
            return None
        # The cluster's name by way of its instances: a proxy takes a cluster only once an instance of it is available.
        ready = pulumi.Output.all(cluster.cluster_identifier, *[instance.arn for instance in instances])
        return self._component(
            "proxy",
            DatabaseProxy,
            {
                "subnet_ids": args["subnet_ids"],
                "cluster_identifier": ready.apply(lambda known: str(known[0])),
                "cluster_resource_id": cluster.cluster_resource_id,
                "log_key_arn": args["log_key_arn"],
                "log_retention_days": args.get("log_retention_days", LOG_DAYS),
                **options,
            },
        )

    def _global_cluster(self, args: DatabaseArgs, cluster: aws.rds.Cluster) -> pulumi.Output[str]:
        """The global database around this cluster; made from it, so that one that stands can become the primary."""
        if not args.get("global_cluster", False):
            return pulumi.Output.from_input(args.get("global_cluster_identifier", ""))
        made = self._child(
            "global-cluster",
            aws.rds.GlobalCluster,
            {
                "global_cluster_identifier": self._physical("orders-global", DATABASE),
                "source_db_cluster_identifier": cluster.arn,
                "force_destroy": True,  # takes the members out before it goes; they stay
                "deletion_protection": not self._disposable,
            },
            self._stateful(),
            data_class=DataClass.ORDERS,
        )
        return made.global_cluster_identifier

    def _master_secret(self, args: DatabaseArgs, cluster: aws.rds.Cluster) -> pulumi.Output[str]:
        """AWS's own secret, or one like it where AWS keeps none."""
        if props.is_secondary(args):
            return pulumi.Output.from_input("")
        if not args.get("global_cluster", False):
            return cluster.master_user_secrets.apply(lambda secrets: secrets[0].secret_arn or "")
        secret = self._child(
            "master-secret",
            aws.secretsmanager.Secret,
            {
                "name": f"{self._cell['cell']}/database/{self.master_user}",
                "description": f"master user of the database of cell {self._cell['cell']}",
                "kms_key_id": args["key_arn"],
                "recovery_window_in_days": 0 if self._disposable else SECRET_DAYS,
            },
            self._stateful(),
            data_class=DataClass.ORDERS,
        )
        login = {"username": self.master_user, "password": args.get("master_password")}
        version = self._child(
            "master-secret-version",
            aws.secretsmanager.SecretVersion,
            {"secret_id": secret.id, "secret_string": pulumi.Output.secret(pulumi.Output.json_dumps(login))},
        )
        return version.secret_arn
