"""Valkey and Redis: replication groups and who may use them."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Made, Shape


def _subnet_group(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {
        "id": name,
        "arn": made.arn("elasticache", f"subnetgroup:{name}"),
        "description": "Managed by Pulumi",
        "vpcId": made.id("vpc"),
    }


def _parameter_group(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {"id": name, "arn": made.arn("elasticache", f"parametergroup:{name}"), "description": "Managed by Pulumi"}


def _user(made: Made) -> Mapping[str, Any]:
    user = made.get("userId")
    return {
        "id": user,
        "arn": made.arn("elasticache", f"user:{user}"),
        "authenticationMode": {"type": "no-password-required" if made.get("noPasswordRequired") else "password"},
    }


def _user_group(made: Made) -> Mapping[str, Any]:
    group = made.get("userGroupId")
    return {"id": group, "arn": made.arn("elasticache", f"usergroup:{group}")}


def _replication_group(made: Made) -> Mapping[str, Any]:
    group = made.get("replicationGroupId")
    groups = made.get("numNodeGroups")
    clustered = (
        groups is not None
        or "cluster.on" in f"{made.get('parameterGroupName')}"
        or made.get("clusterMode") == "enabled"
    )
    shards = int(groups or 1)
    replicas = int(made.get("replicasPerNodeGroup", int(made.get("numCacheClusters", 1)) - 1))
    domain = f"{group}.{made.text(6, salt='dns')}"
    place = f"{_short(made.account.region)}.cache.{made.account.dns_suffix}"
    nodes = [
        f"{group}-{shard:04d}-{node:03d}" if clustered else f"{group}-{node:03d}"
        for shard in range(1, shards + 1)
        for node in range(1, replicas + 2)
    ]
    encrypted = bool(made.get("transitEncryptionEnabled"))
    return {
        "id": group,
        "arn": made.arn("elasticache", f"replicationgroup:{group}"),
        "engine": "redis",
        "engineVersionActual": f"{made.get('engineVersion', '7.1')}",
        "engineVersion": f"{made.get('engineVersion', '7.1')}",
        "clusterEnabled": clustered,
        "clusterMode": "enabled" if clustered else "disabled",
        # AWS answers one of the two, and the prefix that clients of encrypted groups must use.
        "configurationEndpointAddress": f"clustercfg.{domain}.{place}" if clustered else "",
        "primaryEndpointAddress": "" if clustered else f"{'master' if encrypted else domain}.{domain}.{place}",
        "readerEndpointAddress": "" if clustered else f"{'replica' if encrypted else domain}.{domain}.{place}",
        "memberClusters": nodes,
        "numNodeGroups": shards,
        "replicasPerNodeGroup": replicas,
        "numCacheClusters": len(nodes),
        "ipDiscovery": "ipv4",
        "networkType": "ipv4",
        "maintenanceWindow": "sun:05:00-sun:06:00",
        "snapshotWindow": "02:00-03:00",
        "transitEncryptionMode": "required" if encrypted else "",
        "autoMinorVersionUpgrade": True,
    }


def _serverless_cache(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    host = f"{name}-{made.text(6, salt='dns')}.serverless.{_short(made.account.region)}.cache.{made.account.dns_suffix}"
    return {
        "id": name,
        "arn": made.arn("elasticache", f"serverlesscache:{name}"),
        "createTime": made.kept("createTime", made.now()),
        "dailySnapshotTime": "00:00",
        "description": "",
        "endpoints": [{"address": host, "port": 6379}],
        "fullEngineVersion": f"{made.get('majorEngineVersion', '8')}.1",
        "majorEngineVersion": "8",
        "networkType": "ipv4",
        # Reads that may be a little old have a port of their own (ElastiCache user guide, Read from replicas).
        "readerEndpoints": [{"address": host, "port": 6380}],
        "snapshotRetentionLimit": 0,
        "status": "available",
    }


def _short(region: str) -> str:
    """`eu-west-1` as `euw1`, as ElastiCache writes regions in its host names."""
    area, *words, number = region.split("-")
    return f"{area}{''.join(word[0] for word in words)}{number}"


SHAPES = (
    Shape(
        "aws:elasticache/subnetGroup:SubnetGroup",
        _subnet_group,
        published="AWS::ElastiCache::SubnetGroup",
        named="name",
    ),
    Shape(
        "aws:elasticache/parameterGroup:ParameterGroup",
        _parameter_group,
        published="AWS::ElastiCache::ParameterGroup",
        named="name",
        replaces=("family", "description"),
    ),
    Shape("aws:elasticache/user:User", _user, published="AWS::ElastiCache::User", replaces=("userId", "userName")),
    Shape(
        "aws:elasticache/userGroup:UserGroup",
        _user_group,
        published="AWS::ElastiCache::UserGroup",
        replaces=("userGroupId",),
    ),
    Shape(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        _replication_group,
        published="AWS::ElastiCache::ReplicationGroup",
        named="replicationGroupId",
        longest_name=40,
        replaces=stateful("aws:elasticache/replicationGroup:ReplicationGroup"),
        defaults={"port": 6379},
    ),
    Shape(
        "aws:elasticache/serverlessCache:ServerlessCache",
        _serverless_cache,
        published="AWS::ElastiCache::ServerlessCache",
        named="name",
        longest_name=40,
        replaces=stateful("aws:elasticache/serverlessCache:ServerlessCache"),
    ),
)
