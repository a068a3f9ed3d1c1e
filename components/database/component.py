"""Aurora PostgreSQL: the system of record for orders."""

import pulumi
import pulumi_aws as aws

from ..aws.names import DATABASE
from ..core.cell import DataClass, with_suffix
from ..core.component import Component, Props, Transforms
from ..core.iam import database_user_arn, document, trust
from ..core.outputs import json_text
from ..database_proxy.component import DatabaseProxy
from ..database_proxy.policies import sign_in
from . import limits, policies, props
from .args import DatabaseArgs, DatabaseLog
from .config import DatabaseConfig, resolve
from .origin_config import PrimaryConfig, SecondaryConfig


class Database(Component):
    """Aurora PostgreSQL, Serverless v2 by default, with a writer and readers in different zones.

    Services sign in with their IAM roles over TLS, which is required. AWS generates, stores and rotates the master
    user's password, which only migrations read. The database can be restored to any second of the last 14 days. Unless
    the cell is disposable, it is protected from deletion and leaves a final snapshot.
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
    """Port of all endpoints."""
    database_name: str
    """The database with the orders."""
    master_user: str
    """The master user's name."""
    master_secret_arn: pulumi.Output[str] | None
    """Secret with the master user's name and password, as JSON; None for a secondary of a global database."""
    cluster_id: pulumi.Output[str]
    """The cluster's identifier, the dimension of its metrics."""
    cluster_arn: pulumi.Output[str]
    """The cluster's ARN."""
    resource_id: pulumi.Output[str]
    """The cluster's resource id, which IAM sign-in uses."""
    global_cluster_id: pulumi.Output[str] | None
    """The global database that the cluster is a member of, and that others can join; None outside of one."""

    def __init__(
        self,
        name: str,
        args: DatabaseArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._identifier = self._physical("orders", DATABASE)
        self._key_arn = config.key_arn
        self.port = limits.PORT
        self.database_name = config.database_name
        self.master_user = config.master_user
        cluster = self._make_cluster(config)
        instances = self._make_instances(config, cluster)
        self._make_reader_scaling(config, cluster, instances)
        self._proxy = self._make_proxy(config, cluster, instances)
        self.host = cluster.endpoint
        self.reader_host = cluster.reader_endpoint
        self.proxy_host = self._proxy.host if self._proxy else None
        self.proxy_reader_host = self._proxy.reader_host if self._proxy else None
        self.master_secret_arn = self._make_master_secret(config, cluster)
        self.cluster_id = cluster.cluster_identifier
        self.cluster_arn = cluster.arn
        self.resource_id = cluster.cluster_resource_id
        self.global_cluster_id = self._make_global_cluster(config, cluster)
        self._finish()

    @property
    def proxy(self) -> DatabaseProxy | None:
        """The proxy; None without one."""
        return self._proxy

    def user_arn(self, user: str) -> pulumi.Output[str]:
        """The ARN of a database user, on which a role needs `rds-db:connect` to sign in to the cluster.

        Raises:
            ArgumentError: it is not the name of one user.
        """
        self._check_user(user)
        return database_user_arn(self._cell, self.resource_id, user)

    def proxy_user_arn(self, user: str) -> pulumi.Output[str]:
        """The ARN of a database user, on which a role needs `rds-db:connect` to sign in to the proxy.

        Raises:
            ArgumentError: there is no proxy, or the user is not one of its `database_users`.
        """
        self._check_user(user)
        if self._proxy is None:
            raise self._error("proxy", None, f"{user} cannot sign in through a proxy, because the database has none")
        if user not in self._proxy.database_users:
            raise self._error("user", user, "it is not a user of the proxy", self._proxy.database_users)
        return database_user_arn(self._cell, self._proxy.resource_id, user)

    def connect_policy(self, user: str, *, through_proxy: bool = False) -> pulumi.Output[str]:
        """A policy document that lets its holder sign in as one database user, to the cluster or through the proxy.

        Raises:
            ArgumentError: as `user_arn` and `proxy_user_arn`.
        """
        return document([sign_in(self.proxy_user_arn(user) if through_proxy else self.user_arn(user))])

    def master_secret_policy(self) -> pulumi.Output[str]:
        """A policy document that lets its holder read the master user's password: for migrations only.

        Raises:
            ArgumentError: the cluster is a secondary, whose users are the primary's.
        """
        if self.master_secret_arn is None:
            raise self._error("global_cluster_identifier", "given", "a secondary has no master user of its own")
        return document(policies.master_secret(self.master_secret_arn, self._key_arn, self._cell["region"]))

    def _check_user(self, user: str) -> None:
        if not limits.is_user_name(user):
            raise self._error("user", user, "it must be the name of one database user")

    def _make_cluster(self, config: DatabaseConfig) -> aws.rds.Cluster:
        return self._child(
            "cluster",
            aws.rds.Cluster,
            {
                "cluster_identifier": self._identifier,
                "db_subnet_group_name": self._make_subnets(config).name,
                "db_cluster_parameter_group_name": self._make_parameters(config).name,
                **props.cluster(config),
                **props.deletion(config.backups, self._identifier, disposable=self._disposable),
            },
            self._stateful(depends_on=self._make_log_groups(config), ignore_changes=props.unsent(config)),
            data_class=DataClass.ORDERS,
        )

    def _make_subnets(self, config: DatabaseConfig) -> aws.rds.SubnetGroup:
        subnets = {"name": self._identifier, "description": self._description(), "subnet_ids": config.subnet_ids}
        return self._child("subnets", aws.rds.SubnetGroup, subnets)

    def _make_parameters(self, config: DatabaseConfig) -> aws.rds.ClusterParameterGroup:
        """Its name ends in the major version, so that the next one's group can be made while this one is in use."""
        return self._child(
            "parameters",
            aws.rds.ClusterParameterGroup,
            {
                "name": f"{self._identifier}-{limits.major(config.engine_version)}",
                "family": limits.family(config.engine_version),
                "description": self._description(),
                "parameters": props.parameters(config),
            },
        )

    def _make_log_groups(self, config: DatabaseConfig) -> list[pulumi.Resource]:
        """The log groups. RDS always logs to these names; made here, they have a key and a retention period."""
        return [
            self._make_log_group(
                f"/aws/rds/cluster/{self._identifier}/{log}",
                config.log_retention_days,
                config.log_key_arn,
                role="log-group" if log is DatabaseLog.POSTGRESQL else f"{log}-log-group",
                is_full_name=True,
            )
            for log in config.log_exports
        ]

    def _make_instances(self, config: DatabaseConfig, cluster: aws.rds.Cluster) -> list[aws.rds.ClusterInstance]:
        monitoring, policies_first = self._make_monitoring(config.monitoring_seconds)
        shared = {
            "cluster_identifier": cluster.cluster_identifier,
            "engine_version": cluster.engine_version,
            **props.instance(config),
            **monitoring,
        }
        return [
            self._child(
                f"instance-{index}",
                aws.rds.ClusterInstance,
                shared
                | {
                    "identifier": self._physical(f"orders-{index}", DATABASE),
                    "availability_zone": limits.instance_zone(config.availability_zones, index),
                    "promotion_tier": limits.promotion_tier(index),
                },
                # RDS checks the permissions of the monitoring role when an instance is created.
                pulumi.ResourceOptions(depends_on=policies_first),
                data_class=DataClass.ORDERS,
            )
            for index in range(1 + config.readers)
        ]

    def _make_monitoring(self, seconds: int) -> tuple[Props, list[pulumi.Resource]]:
        """Enhanced monitoring of the instances with its role, and what must exist before the role is used."""
        if not seconds:
            return {"monitoring_interval": 0}, []
        name = self._physical("database-monitoring")
        trusted = trust("monitoring.rds.amazonaws.com", self._cell["account_id"])
        role = self._child("monitoring-role", aws.iam.Role, {"name": name, "assume_role_policy": trusted})
        attachment = {"role": role.name, "policy_arn": policies.MONITORING_ARN}
        attached = self._child("monitoring-policy", aws.iam.RolePolicyAttachment, attachment)
        return {"monitoring_interval": seconds, "monitoring_role_arn": role.arn}, [attached]

    def _make_reader_scaling(
        self, config: DatabaseConfig, cluster: aws.rds.Cluster, instances: list[aws.rds.ClusterInstance]
    ) -> None:
        scaling = config.reader_scaling
        if scaling is None:
            return
        readers = props.reader_count(cluster.cluster_identifier)
        bounds = {"min_capacity": scaling.min_readers, "max_capacity": scaling.max_readers}
        # Otherwise scaling would add readers for permanent ones that are still being created.
        opts = pulumi.ResourceOptions(depends_on=instances)
        target = self._child("reader-scaling", aws.appautoscaling.Target, readers | bounds, opts)
        policy = {"name": self._physical("orders-readers"), **props.target_tracking(scaling)}
        opts = pulumi.ResourceOptions(depends_on=[target])
        self._child("reader-scaling-policy", aws.appautoscaling.Policy, readers | policy, opts)

    def _make_proxy(
        self, config: DatabaseConfig, cluster: aws.rds.Cluster, instances: list[aws.rds.ClusterInstance]
    ) -> DatabaseProxy | None:
        if config.proxy is None:
            return None
        # The identifier waits for the instances: a proxy accepts a cluster only when one of them is available.
        ready = pulumi.Output.all(cluster.cluster_identifier, *[instance.arn for instance in instances])
        return self._component(
            "proxy",
            DatabaseProxy,
            {
                "subnet_ids": config.subnet_ids,
                "cluster_identifier": ready.apply(lambda known: str(known[0])),
                "cluster_resource_id": cluster.cluster_resource_id,
                "log_key_arn": config.log_key_arn,
                "log_retention_days": config.log_retention_days,
                **config.proxy,
            },
        )

    def _make_global_cluster(self, config: DatabaseConfig, cluster: aws.rds.Cluster) -> pulumi.Output[str] | None:
        """The global database around this cluster, made from it, so that an existing cluster can become a primary."""
        member = config.global_database
        if member is None:
            return None
        if isinstance(member, SecondaryConfig):
            return pulumi.Output.from_input(member.global_cluster_identifier)
        return self._child(
            "global-cluster",
            aws.rds.GlobalCluster,
            {
                "global_cluster_identifier": self._physical("orders-global", DATABASE),
                "source_db_cluster_identifier": cluster.arn,
                "force_destroy": True,  # detaches the members before deletion, and keeps them
                "deletion_protection": not self._disposable,
            },
            self._stateful(),
            data_class=DataClass.ORDERS,
        ).global_cluster_identifier

    def _make_master_secret(self, config: DatabaseConfig, cluster: aws.rds.Cluster) -> pulumi.Output[str] | None:
        """The secret that AWS manages, or one like it for the primary of a global database."""
        match config.global_database:
            case None:
                return cluster.master_user_secrets.apply(lambda secrets: secrets[0].secret_arn or "")
            case SecondaryConfig():
                return None
            case PrimaryConfig(master_password=password):
                return self._make_own_secret(config, password)

    def _make_own_secret(self, config: DatabaseConfig, password: pulumi.Input[str]) -> pulumi.Output[str]:
        secret = self._child(
            "master-secret",
            aws.secretsmanager.Secret,
            {
                "name": with_suffix(self._cell, f"{self._cell['cell']}/database/{config.master_user}"),
                "description": f"master user of the database of cell {self._cell['cell']}",
                "kms_key_id": config.key_arn,
                "recovery_window_in_days": 0 if self._disposable else limits.SECRET_RECOVERY_DAYS,
            },
            self._stateful(),
            data_class=DataClass.ORDERS,
        )
        login = json_text({"username": config.master_user, "password": password})
        return self._child(
            "master-secret-version",
            aws.secretsmanager.SecretVersion,
            {"secret_id": secret.id, "secret_string": pulumi.Output.secret(login)},
        ).secret_arn

    def _description(self) -> str:
        return f"database of cell {self._cell['cell']}"
