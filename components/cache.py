"""Valkey: newest positions of couriers and what each of them carries."""

from typing import NotRequired

import pulumi
import pulumi_aws as aws

from .component import CellArgs, Component, DataClass, Transforms, refuse
from .plan.names import CACHE
from .plan.traffic import CACHE_PORT

ENGINE_VERSION = "8.1"
LOG_DAYS = 90
SNAPSHOT_DAYS = 7


class CacheArgs(CellArgs):
    """Arguments of `Cache`."""

    subnet_ids: pulumi.Input[list[str]]
    """Subnets of the nodes, in different zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the nodes."""
    key_arn: pulumi.Input[str]
    """Key that encrypts nodes and snapshots."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the logs."""
    users: list[str]
    """Users that functions sign in as with their roles; each may use all keys, but no administrative command."""
    node_type: str
    """Type of a node, such as `cache.t4g.small`."""
    shards: NotRequired[int]
    """Shards of the cluster; one by default."""
    replicas: NotRequired[int]
    """Replicas of each shard, in other zones; one by default."""


class Cache(Component):
    """ElastiCache for Valkey in cluster mode.

    TLS and IAM sign-in only; the default user cannot do anything. Cluster mode even with one shard, so that growing
    needs no new endpoint. At least one replica in another zone, with automatic failover.
    """

    endpoint: pulumi.Output[str]
    """Host and port of the cluster, `host:6379`."""
    cache_arn: pulumi.Output[str]
    """The replication group, for policies."""
    cache_name: pulumi.Output[str]
    """The replication group's id, which clients sign."""
    user_arns: pulumi.Output[dict[str, str]]
    """User name to ARN, for policies."""

    def __init__(
        self,
        name: str,
        args: CacheArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        users = {user: self._user(user) for user in args["users"]}
        group = self._user_group(list(users.values()))
        cluster = self._cluster(args, group)
        self.endpoint = cluster.configuration_endpoint_address.apply(lambda host: f"{host}:{CACHE_PORT}")
        self.cache_arn = cluster.arn
        self.cache_name = cluster.replication_group_id
        self.user_arns = pulumi.Output.all(**{user: resource.arn for user, resource in users.items()})
        self._finish()

    def user_name(self, user: str) -> str:
        """The name that a user signs in with: its id, as IAM sign-in demands (ElastiCache user guide, IAM limits)."""
        return self._physical(user, CACHE)

    def _user(self, user: str) -> aws.elasticache.User:
        return self._child(
            f"user-{user}",
            aws.elasticache.User,
            {
                "user_id": self.user_name(user),
                "user_name": self.user_name(user),
                "engine": "valkey",
                "access_string": "on ~* &* +@all -@admin -@dangerous +info +cluster",
                "authentication_mode": {"type": "iam"},
            },
        )

    def _user_group(self, users: list[aws.elasticache.User]) -> aws.elasticache.UserGroup:
        """Only these users; on Valkey a group without a user named `default` shuts that user out (user guide, RBAC)."""
        return self._child(
            "users",
            aws.elasticache.UserGroup,
            {
                "user_group_id": self._physical("cache", CACHE),
                "engine": "valkey",
                "user_ids": [user.user_id for user in users],
            },
        )

    def _logs(self, args: CacheArgs) -> list[dict[str, object]]:
        group = self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                "name": f"/citycell/{self._cell['cell']}/cache",
                "retention_in_days": LOG_DAYS,
                "kms_key_id": args["log_key_arn"],
            },
            data_class=DataClass.LOGS,
        )
        return [
            {
                "destination": group.name,
                "destination_type": "cloudwatch-logs",
                "log_format": "json",
                "log_type": kind,
            }
            for kind in ("slow-log", "engine-log")
        ]

    def _cluster(self, args: CacheArgs, group: aws.elasticache.UserGroup) -> aws.elasticache.ReplicationGroup:
        subnets = self._child(
            "subnets",
            aws.elasticache.SubnetGroup,
            {
                "name": self._physical("cache"),
                "description": f"cache of cell {self._cell['cell']}",
                "subnet_ids": args["subnet_ids"],
            },
        )
        parameters = self._child(
            "parameters",
            aws.elasticache.ParameterGroup,
            {
                "name": self._physical("cache"),
                "description": f"cache of cell {self._cell['cell']}",
                "family": "valkey8",
                "parameters": [
                    {"name": "cluster-enabled", "value": "yes"},
                    # Positions expire by themselves; a full cache must drop old ones rather than refuse new ones.
                    {"name": "maxmemory-policy", "value": "volatile-ttl"},
                ],
            },
        )
        return self._child(
            "cluster",
            aws.elasticache.ReplicationGroup,
            {
                "replication_group_id": self._physical("cache", CACHE),
                "description": f"cache of cell {self._cell['cell']}",
                "engine": "valkey",
                "engine_version": ENGINE_VERSION,
                "node_type": args["node_type"],
                "num_node_groups": args.get("shards", 1),
                "replicas_per_node_group": args.get("replicas", 1),
                "automatic_failover_enabled": True,
                "multi_az_enabled": True,
                "parameter_group_name": parameters.name,
                "subnet_group_name": subnets.name,
                "security_group_ids": [args["security_group_id"]],
                "port": CACHE_PORT,
                "at_rest_encryption_enabled": True,
                "kms_key_id": args["key_arn"],
                "transit_encryption_enabled": True,
                "transit_encryption_mode": "required",
                "user_group_ids": [group.user_group_id],
                "auto_minor_version_upgrade": True,
                "snapshot_retention_limit": SNAPSHOT_DAYS,
                "final_snapshot_identifier": None if self._disposable else self._physical("cache-final"),
                "log_delivery_configurations": self._logs(args),
            },
            self._stateful(),
            data_class=DataClass.PERSONAL,
        )


def _check(name: str, args: CacheArgs) -> None:
    shards, replicas = args.get("shards", 1), args.get("replicas", 1)
    if not 1 <= shards <= 500:  # noqa: PLR2004 - shards a cluster (ElastiCache quotas)
        raise refuse("Cache", name, "shards", shards, "it must be between 1 and 500")
    if not 1 <= replicas <= 5:  # noqa: PLR2004 - replicas a shard (ElastiCache quotas)
        raise refuse("Cache", name, "replicas", replicas, "it must be between 1 and 5, so that a zone may fail")
    if not args["users"]:
        raise refuse("Cache", name, "users", args["users"], "nobody could sign in")
    if not args["node_type"].startswith("cache."):
        raise refuse("Cache", name, "node_type", args["node_type"], "it must be a type such as cache.t4g.small")
