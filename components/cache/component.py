"""Valkey: newest positions of couriers, and the orders that each of them carries."""

import pulumi
import pulumi_aws as aws

from ..aws.names import CACHE
from ..aws.parameter_defaults import is_default
from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import allow, document
from . import props
from .args import CacheArgs
from .config import CacheConfig, CacheUserConfig, NodesConfig, ServerlessConfig, resolve
from .limits import PORT, major
from .users import access_string


class Cache(Component):
    """ElastiCache for Valkey: a cluster of nodes, or a serverless cache between limits.

    TLS and IAM sign-in only; the default user has no access; the cell's key encrypts data and snapshots. Nodes run in
    cluster mode even with one shard, so that growth needs no new endpoint. By default each shard has a replica in
    another zone that takes over. Slow and engine logs go to CloudWatch. Clients of a serverless cache also sign
    `ResourceType=ServerlessCache`. A serverless cache leaves no final snapshot; its daily ones are kept for
    `snapshot_retention_days`.
    """

    endpoint: pulumi.Output[str]
    """Host and port, `host:6379`."""
    cache_arn: pulumi.Output[str]
    """The replication group or serverless cache, for policies."""
    cache_name: pulumi.Output[str]
    """Its name, which clients sign."""
    user_arns: pulumi.Output[dict[str, str]]
    """ARN of each user, for policies."""
    user_names: dict[str, str]
    """Name that each user signs in with."""

    def __init__(
        self,
        name: str,
        args: CacheArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        users = {user.name: self._make_user(user) for user in config.users}
        group = self._make_user_group(list(users.values()))
        if isinstance(config.deployment, NodesConfig):
            self._make_cluster(config, config.deployment, group)
        else:
            self._make_serverless(config, config.deployment, group)
        self.user_arns = pulumi.Output.all(**{user: resource.arn for user, resource in users.items()})
        self.user_names = {user: self.user_name(user) for user in users}
        self._finish()

    def user_name(self, user: str) -> str:
        """The name that a user signs in with: its id, as IAM sign-in requires (ElastiCache user guide, IAM limits)."""
        return self._physical(user, CACHE)

    def connect_policy(self, user: str) -> pulumi.Output[str]:
        """A policy document that lets its holder sign in to this cache as one user.

        Raises:
            ArgumentError: the cache has no such user.
        """
        if user not in self.user_names:
            raise self._error("user", user, "the cache has no such user", list(self.user_names))
        resources = [self.cache_arn, self.user_arns.apply(lambda arns: arns[user])]
        return document([allow("SignIn", ["elasticache:Connect"], resources)])

    def _make_user(self, user: CacheUserConfig) -> aws.elasticache.User:
        name = self.user_name(user.name)
        return self._child(
            f"user-{user.name}",
            aws.elasticache.User,
            {
                "user_id": name,
                "user_name": name,
                "engine": "valkey",
                "access_string": access_string(user),
                "authentication_mode": {"type": "iam"},
            },
        )

    def _make_user_group(self, users: list[aws.elasticache.User]) -> aws.elasticache.UserGroup:
        """These users only: on Valkey, a group without a user named `default` denies that user (user guide, RBAC)."""
        return self._child(
            "users",
            aws.elasticache.UserGroup,
            {
                "user_group_id": self._physical("cache", CACHE),
                "engine": "valkey",
                "user_ids": [user.user_id for user in users],
            },
        )

    def _make_cluster(self, config: CacheConfig, nodes: NodesConfig, group: aws.elasticache.UserGroup) -> None:
        logs = self._make_log_group("cache", nodes.log_retention_days, nodes.log_key_arn)
        cluster = self._child(
            "cluster",
            aws.elasticache.ReplicationGroup,
            {
                "replication_group_id": self._physical("cache", CACHE),
                "description": self._description(),
                "engine": "valkey",
                "engine_version": config.engine_version,
                "node_type": nodes.node_type,
                "num_node_groups": nodes.shards,
                "replicas_per_node_group": nodes.replicas,
                # Cluster mode requires it, even without a replica that could take over (API, CreateReplicationGroup).
                "automatic_failover_enabled": True,
                "multi_az_enabled": nodes.replicas > 0,
                "data_tiering_enabled": nodes.data_tiering,
                "parameter_group_name": self._make_parameters(config, nodes).name,
                "subnet_group_name": self._make_subnets(config).name,
                "security_group_ids": [config.security_group_id],
                "port": PORT,
                "at_rest_encryption_enabled": True,
                "kms_key_id": config.key_arn,
                "transit_encryption_enabled": True,
                "transit_encryption_mode": "required",
                "user_group_ids": [group.user_group_id],
                "auto_minor_version_upgrade": True,
                "snapshot_retention_limit": config.snapshot_retention_days,
                "final_snapshot_identifier": None if self._disposable else self._physical("cache-final"),
                "log_delivery_configurations": props.log_deliveries(logs.name),
                "durability": None if nodes.durability is None else nodes.durability.value,
                "maintenance_window": nodes.maintenance_window,
                "snapshot_window": nodes.snapshot_window,
                "notification_topic_arn": nodes.notification_topic_arn,
            },
            # The provider replaces a replication group whose version would be lowered.
            self._stateful(ignore_changes=["engineVersion"] if config.keeps_engine_version else []),
            data_class=DataClass.PERSONAL,
        )
        self.endpoint = cluster.configuration_endpoint_address.apply(lambda host: f"{host}:{PORT}")
        self.cache_arn = cluster.arn
        self.cache_name = cluster.replication_group_id

    def _make_subnets(self, config: CacheConfig) -> aws.elasticache.SubnetGroup:
        return self._child(
            "subnets",
            aws.elasticache.SubnetGroup,
            {
                "name": self._physical("cache"),
                "description": self._description(),
                "subnet_ids": config.subnet_ids,
            },
        )

    def _make_parameters(self, config: CacheConfig, nodes: NodesConfig) -> aws.elasticache.ParameterGroup:
        """The parameter group of a major version.

        Its name ends in the family, so that a new major version gets its group while the cluster still uses the old
        one. A value that is the default is left out, because it would show as a change in every update.
        """
        family = f"valkey{major(config.engine_version)}"
        parameters = {
            "cluster-enabled": "yes",
            "maxmemory-policy": nodes.eviction.value,
            **nodes.parameters,
        }
        return self._child(
            "parameters",
            aws.elasticache.ParameterGroup,
            {
                "name": self._physical(f"cache-{family}"),
                "description": self._description(),
                "family": family,
                "parameters": [
                    {"name": name, "value": value}
                    for name, value in sorted(parameters.items())
                    if not is_default(family, name, value)
                ],
            },
        )

    def _make_serverless(
        self, config: CacheConfig, serverless: ServerlessConfig, group: aws.elasticache.UserGroup
    ) -> None:
        cache = self._child(
            "serverless",
            aws.elasticache.ServerlessCache,
            {
                "name": self._physical("cache", CACHE),
                "description": self._description(),
                "engine": "valkey",
                "major_engine_version": str(major(config.engine_version)),
                "cache_usage_limits": props.usage_limits(serverless),
                "subnet_ids": config.subnet_ids,
                "security_group_ids": [config.security_group_id],
                "kms_key_id": config.key_arn,
                "user_group_id": group.user_group_id,
                "snapshot_retention_limit": config.snapshot_retention_days,
                "daily_snapshot_time": serverless.snapshot_time,
            },
            self._stateful(),
            data_class=DataClass.PERSONAL,
        )
        self.endpoint = cache.endpoints.apply(lambda found: f"{found[0].address}:{found[0].port}")
        self.cache_arn = cache.arn
        self.cache_name = cache.name

    def _description(self) -> str:
        return f"cache of cell {self._cell['cell']}"
