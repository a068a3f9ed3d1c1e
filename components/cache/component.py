"""Valkey: newest positions of couriers and what each of them carries."""

from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.names import CACHE
from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import allow, document
from ..plan.traffic import CACHE_PORT
from .args import CacheArgs, CacheEviction, CacheKind
from .config import ENGINE_VERSION, LOG_DAYS, SNAPSHOT_DAYS, check
from .users import CacheUserArgs, access_string


class Cache(Component):
    """ElastiCache for Valkey: a cluster of nodes, or serverless between limits.

    TLS and IAM sign-in only; the default user cannot do anything; data and snapshots under the cell's key. Nodes are a
    cluster even with one shard, so that growing needs no new endpoint, with a replica in another zone that takes over,
    and with slow and engine logs. Clients of a serverless cache also sign `ResourceType=ServerlessCache`, and it leaves
    no final snapshot: its daily ones stay for their days.
    """

    endpoint: pulumi.Output[str]
    """Host and port of the cluster, `host:6379`."""
    cache_arn: pulumi.Output[str]
    """The replication group or serverless cache, for policies."""
    cache_name: pulumi.Output[str]
    """Its name, which clients sign."""
    user_arns: pulumi.Output[dict[str, str]]
    """User name to ARN, for policies."""
    user_names: dict[str, str]
    """User name to the name that it signs in with."""

    def __init__(
        self,
        name: str,
        args: CacheArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        check(name, args)
        super().__init__(name, args, opts, transforms)
        users = {user["name"]: self._user(user) for user in args["users"]}
        group = self._user_group(list(users.values()))
        if CacheKind(args.get("kind", CacheKind.NODES)) is CacheKind.NODES:
            self._make_cluster(args, group)
        else:
            self._make_serverless(args, group)
        self.user_arns = pulumi.Output.all(**{user: resource.arn for user, resource in users.items()})
        self.user_names = {user: self.user_name(user) for user in users}
        self._finish()

    def user_name(self, user: str) -> str:
        """The name that a user signs in with: its id, as IAM sign-in demands (ElastiCache user guide, IAM limits)."""
        return self._physical(user, CACHE)

    def connect_policy(self, user: str) -> pulumi.Output[str]:
        """A policy document that lets its holder sign in to this cache as one user."""
        resources = [self.cache_arn, self.user_arns.apply(lambda arns: arns[user])]
        return document([allow("SignIn", ["elasticache:Connect"], resources)])

    def _user(self, user: CacheUserArgs) -> aws.elasticache.User:
        name = self.user_name(user["name"])
        return self._child(
            f"user-{user['name']}",
            aws.elasticache.User,
            {
                "user_id": name,
                "user_name": name,
                "engine": "valkey",
                "access_string": access_string(user),
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
                "retention_in_days": args.get("log_retention_days", LOG_DAYS),
                "kms_key_id": args.get("log_key_arn"),
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

    def _parameters(self, args: CacheArgs) -> aws.elasticache.ParameterGroup:
        """Its name ends in the family: a new major version gets its group before the cluster leaves the old one."""
        family = f"valkey{_version(args).split('.')[0]}"
        chosen = {
            "cluster-enabled": "yes",
            "maxmemory-policy": CacheEviction(args.get("eviction", CacheEviction.VOLATILE_TTL)).value,
            **args.get("parameters", {}),
        }
        return self._child(
            "parameters",
            aws.elasticache.ParameterGroup,
            {
                "name": self._physical(f"cache-{family}"),
                "description": self._description(),
                "family": family,
                "parameters": [{"name": name, "value": value} for name, value in sorted(chosen.items())],
            },
        )

    def _make_cluster(self, args: CacheArgs, group: aws.elasticache.UserGroup) -> None:
        subnets = self._child(
            "subnets",
            aws.elasticache.SubnetGroup,
            {
                "name": self._physical("cache"),
                "description": self._description(),
                "subnet_ids": args["subnet_ids"],
            },
        )
        replicas = args.get("replicas", 1)
        cluster = self._child(
            "cluster",
            aws.elasticache.ReplicationGroup,
            {
                "replication_group_id": self._physical("cache", CACHE),
                "description": self._description(),
                "engine": "valkey",
                "engine_version": _version(args),
                "node_type": args.get("node_type"),
                "num_node_groups": args.get("shards", 1),
                "replicas_per_node_group": replicas,
                # A cluster must have it, also where no replica is there to take over (API, CreateReplicationGroup).
                "automatic_failover_enabled": True,
                "multi_az_enabled": replicas > 0,
                "data_tiering_enabled": args.get("data_tiering", False),
                "parameter_group_name": self._parameters(args).name,
                "subnet_group_name": subnets.name,
                "security_group_ids": [args["security_group_id"]],
                "port": CACHE_PORT,
                "at_rest_encryption_enabled": True,
                "kms_key_id": args["key_arn"],
                "transit_encryption_enabled": True,
                "transit_encryption_mode": "required",
                "user_group_ids": [group.user_group_id],
                "auto_minor_version_upgrade": True,
                "snapshot_retention_limit": args.get("snapshot_retention_days", SNAPSHOT_DAYS),
                "final_snapshot_identifier": None if self._disposable else self._physical("cache-final"),
                "log_delivery_configurations": self._logs(args),
                "durability": args.get("durability"),
                "maintenance_window": args.get("maintenance_window"),
                "snapshot_window": args.get("snapshot_window"),
                "notification_topic_arn": args.get("notification_topic_arn"),
            },
            self._stateful(),
            data_class=DataClass.PERSONAL,
        )
        self.endpoint = cluster.configuration_endpoint_address.apply(lambda host: f"{host}:{CACHE_PORT}")
        self.cache_arn = cluster.arn
        self.cache_name = cluster.replication_group_id

    def _make_serverless(self, args: CacheArgs, group: aws.elasticache.UserGroup) -> None:
        cache = self._child(
            "serverless",
            aws.elasticache.ServerlessCache,
            {
                "name": self._physical("cache", CACHE),
                "description": self._description(),
                "engine": "valkey",
                "major_engine_version": _version(args).split(".")[0],
                "cache_usage_limits": _usage_limits(args),
                "subnet_ids": args["subnet_ids"],
                "security_group_ids": [args["security_group_id"]],
                "kms_key_id": args["key_arn"],
                "user_group_id": group.user_group_id,
                "snapshot_retention_limit": args.get("snapshot_retention_days", SNAPSHOT_DAYS),
                "daily_snapshot_time": args.get("snapshot_time", "02:00"),
            },
            self._stateful(),
            data_class=DataClass.PERSONAL,
        )
        self.endpoint = cache.endpoints.apply(lambda found: f"{found[0].address}:{found[0].port}")
        self.cache_arn = cache.arn
        self.cache_name = cache.name

    def _description(self) -> str:
        return f"cache of cell {self._cell['cell']}"


def _version(args: CacheArgs) -> str:
    return args.get("engine_version", ENGINE_VERSION)


def _usage_limits(args: CacheArgs) -> dict[str, Any]:
    """The limits that were given; a minimum that was not is none."""
    limits = args.get("limits")
    if limits is None:
        return {}

    def bounds(unit: str) -> dict[str, int]:
        found = {side: limits.get(f"{side[:3]}_{unit}") for side in ("maximum", "minimum")}
        return {side: int(value) for side, value in found.items() if isinstance(value, int)}

    return {
        "data_storage": {"unit": "GB", **bounds("storage_gb")},
        "ecpu_per_seconds": [bounds("ecpu_per_second")],
    }
