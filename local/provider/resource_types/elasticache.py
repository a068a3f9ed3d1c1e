"""ElastiCache: replication groups, serverless caches and users."""

from collections.abc import Mapping
from typing import Any

from .. import parameter_groups
from ..replacement import stateful
from ..resource_type import ResourceContext, ResourceType


def _subnet_group(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {
        "id": name,
        "arn": context.arn("elasticache", f"subnetgroup:{name}"),
        "description": "Managed by Pulumi",
        "vpcId": context.id("vpc"),
    }


def _parameter_group(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {"id": name, "arn": context.arn("elasticache", f"parametergroup:{name}"), "description": "Managed by Pulumi"}


def _user(context: ResourceContext) -> Mapping[str, Any]:
    user = context.get("userId")
    return {
        "id": user,
        "arn": context.arn("elasticache", f"user:{user}"),
        "authenticationMode": {"type": "no-password-required" if context.get("noPasswordRequired") else "password"},
    }


def _user_group(context: ResourceContext) -> Mapping[str, Any]:
    group = context.get("userGroupId")
    return {"id": group, "arn": context.arn("elasticache", f"usergroup:{group}")}


def _replication_group(context: ResourceContext) -> Mapping[str, Any]:
    group = context.get("replicationGroupId")
    groups = context.get("numNodeGroups")
    clustered = (
        groups is not None
        or "cluster.on" in f"{context.get('parameterGroupName')}"
        or context.get("clusterMode") == "enabled"
    )
    shards = int(groups or 1)
    replicas = int(context.get("replicasPerNodeGroup", int(context.get("numCacheClusters", 1)) - 1))
    domain = f"{group}.{context.text(6, salt='dns')}"
    place = f"{_short(context.account.region)}.cache.{context.account.dns_suffix}"
    nodes = [
        f"{group}-{shard:04d}-{node:03d}" if clustered else f"{group}-{node:03d}"
        for shard in range(1, shards + 1)
        for node in range(1, replicas + 2)
    ]
    encrypted = bool(context.get("transitEncryptionEnabled"))
    return {
        "id": group,
        "arn": context.arn("elasticache", f"replicationgroup:{group}"),
        "engine": "redis",
        "engineVersionActual": f"{context.get('engineVersion', '7.1')}",
        "engineVersion": f"{context.get('engineVersion', '7.1')}",
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


def _serverless_cache(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    domain = f"{_short(context.account.region)}.cache.{context.account.dns_suffix}"
    host = f"{name}-{context.text(6, salt='dns')}.serverless.{domain}"
    return {
        "id": name,
        "arn": context.arn("elasticache", f"serverlesscache:{name}"),
        "createTime": context.retained("createTime", context.now()),
        "dailySnapshotTime": "00:00",
        "description": "",
        "endpoints": [{"address": host, "port": 6379}],
        "fullEngineVersion": f"{context.get('majorEngineVersion', '8')}.1",
        "majorEngineVersion": "8",
        "networkType": "ipv4",
        # Reads from replicas use another port (ElastiCache user guide, Read from replicas).
        "readerEndpoints": [{"address": host, "port": 6380}],
        "snapshotRetentionLimit": 0,
        "status": "available",
    }


def _short(region: str) -> str:
    """The short form of a region in host names: `euw1` for `eu-west-1`."""
    area, *words, number = region.split("-")
    return f"{area}{''.join(word[0] for word in words)}{number}"


RESOURCE_TYPES = (
    ResourceType(
        "aws:elasticache/subnetGroup:SubnetGroup",
        _subnet_group,
        cloudformation_type="AWS::ElastiCache::SubnetGroup",
        name_property="name",
    ),
    ResourceType(
        "aws:elasticache/parameterGroup:ParameterGroup",
        _parameter_group,
        cloudformation_type="AWS::ElastiCache::ParameterGroup",
        name_property="name",
        force_new=("family", "description"),
        read=parameter_groups.read,
    ),
    ResourceType(
        "aws:elasticache/user:User",
        _user,
        cloudformation_type="AWS::ElastiCache::User",
        force_new=("userId", "userName"),
    ),
    ResourceType(
        "aws:elasticache/userGroup:UserGroup",
        _user_group,
        cloudformation_type="AWS::ElastiCache::UserGroup",
        force_new=("userGroupId",),
    ),
    ResourceType(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        _replication_group,
        cloudformation_type="AWS::ElastiCache::ReplicationGroup",
        name_property="replicationGroupId",
        max_name_length=40,
        force_new=stateful("aws:elasticache/replicationGroup:ReplicationGroup"),
        defaults={"port": 6379},
    ),
    ResourceType(
        "aws:elasticache/serverlessCache:ServerlessCache",
        _serverless_cache,
        cloudformation_type="AWS::ElastiCache::ServerlessCache",
        name_property="name",
        max_name_length=40,
        force_new=stateful("aws:elasticache/serverlessCache:ServerlessCache"),
    ),
)
