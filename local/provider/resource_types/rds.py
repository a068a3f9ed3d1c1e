"""Aurora: clusters, instances, subnet groups and parameter groups."""

from collections.abc import Mapping
from typing import Any

from .. import parameter_groups
from ..replacement import stateful
from ..resource_type import BASE32, ResourceContext, ResourceType

_PORTS = {"aurora-postgresql": 5432, "aurora-mysql": 3306, "postgres": 5432, "mysql": 3306}
_MANAGED_BY = {"description": "Managed by Pulumi"}


def _subnet_group(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {
        "id": name,
        "arn": context.arn("rds", f"subgrp:{name}"),
        "supportedNetworkTypes": ["IPV4"],
        "vpcId": context.id("vpc"),
        **_MANAGED_BY,
    }


def _cluster_parameter_group(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {"id": name, "arn": context.arn("rds", f"cluster-pg:{name}"), **_MANAGED_BY}


def _parameter_group(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {"id": name, "arn": context.arn("rds", f"pg:{name}"), **_MANAGED_BY}


def _cluster(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("clusterIdentifier")
    place = f"{_host_part(context)}.{context.account.region}.rds.{context.account.dns_suffix}"
    version = f"{context.get('engineVersion', '16.4')}"
    zones = [f"{context.account.region}{letter}" for letter in "abc"]
    return {
        "id": name,
        "arn": context.arn("rds", f"cluster:{name}"),
        "clusterResourceId": f"cluster-{context.text(26, BASE32)}",
        "endpoint": f"{name}.cluster-{place}",
        "readerEndpoint": f"{name}.cluster-ro-{place}",
        "port": _PORTS.get(context.get("engine"), 3306),
        "hostedZoneId": f"Z{context.text(13, salt='zone').upper()}",
        "availabilityZones": zones,
        "backupRetentionPeriod": 1,
        "databaseInsightsMode": "standard",
        "dbClusterParameterGroupName": f"default.{context.get('engine')}{version.split('.', 1)[0]}",
        "dbSubnetGroupName": "default",
        "engineLifecycleSupport": "open-source-rds-extended-support",
        "engineVersion": version,
        "engineVersionActual": version,
        "masterUserSecrets": _master_secrets(context),
        "networkType": "IPV4",
        "preferredBackupWindow": "03:00-03:30",
        "preferredMaintenanceWindow": "sun:05:00-sun:05:30",
        "caCertificateIdentifier": "rds-ca-rsa2048-g1",
    }


def _master_secrets(context: ResourceContext) -> list[dict[str, Any]]:
    """The secret of the master user, if RDS manages its password."""
    if not context.get("manageMasterUserPassword"):
        return []
    secret = f"secret:rds!cluster-{context.uuid('secret')}-{context.text(6, salt='secret')}"
    key = context.get("masterUserSecretKmsKeyId") or context.arn("kms", f"key/{context.uuid('secret key')}")
    return [{"secretArn": context.arn("secretsmanager", secret), "secretStatus": "active", "kmsKeyId": key}]


def _instance(context: ResourceContext) -> Mapping[str, Any]:
    name, version = context.get("identifier"), f"{context.get('engineVersion', '16.4')}"
    return {
        "id": name,
        "arn": context.arn("rds", f"db:{name}"),
        "dbiResourceId": f"db-{context.text(26, BASE32)}",
        "endpoint": f"{name}.{_host_part(context)}.{context.account.region}.rds.{context.account.dns_suffix}",
        "port": _PORTS.get(context.get("engine"), 3306),
        "availabilityZone": f"{context.account.region}{'abc'[context.number(0, 2, 'zone')]}",
        "caCertIdentifier": "rds-ca-rsa2048-g1",
        "dbParameterGroupName": f"default.{context.get('engine')}{version.split('.', 1)[0]}",
        "engineVersion": version,
        "engineVersionActual": version,
        "networkType": "IPV4",
        "preferredBackupWindow": "03:00-03:30",
        "preferredMaintenanceWindow": "sun:05:00-sun:05:30",
        "storageEncrypted": True,
        # The first instance writes and AWS promotes by tier, so tier 0 is the writer here.
        "writer": int(context.get("promotionTier", 0)) == 0,
    }


def _global_cluster(context: ResourceContext) -> Mapping[str, Any]:
    name, source = f"{context.get('globalClusterIdentifier')}", context.get("sourceDbClusterIdentifier")
    members = [{"dbClusterArn": source, "isWriter": True}] if source else []
    return {
        "id": name,
        "arn": context.arn("rds", f"global-cluster:{name}", region=""),
        "endpoint": f"{name}.global-{context.text(12, salt='dns')}.global.rds.{context.account.dns_suffix}",
        "engine": "aurora-postgresql",
        "engineLifecycleSupport": "open-source-rds-extended-support",
        "globalClusterMembers": members,
        "globalClusterResourceId": f"cluster-{context.hex(16)}",
        "storageEncrypted": bool(source),
    }


def _host_part(context: ResourceContext) -> str:
    """The part of an RDS host name that identifies account and region."""
    return ResourceContext(context.account, "", {}, {}, f"{context.account.id}/{context.account.region}").text(12)


RESOURCE_TYPES = (
    ResourceType(
        "aws:rds/subnetGroup:SubnetGroup",
        _subnet_group,
        cloudformation_type="AWS::RDS::DBSubnetGroup",
        name_property="name",
    ),
    ResourceType(
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        _cluster_parameter_group,
        cloudformation_type="AWS::RDS::DBClusterParameterGroup",
        unchecked=("parameters",),
        name_property="name",
        force_new=("family", "description"),
        read=parameter_groups.read,
    ),
    ResourceType(
        "aws:rds/parameterGroup:ParameterGroup",
        _parameter_group,
        cloudformation_type="AWS::RDS::DBParameterGroup",
        unchecked=("parameters",),
        name_property="name",
        force_new=("family", "description"),
        read=parameter_groups.read,
    ),
    ResourceType(
        "aws:rds/cluster:Cluster",
        _cluster,
        cloudformation_type="AWS::RDS::DBCluster",
        name_property="clusterIdentifier",
        max_name_length=63,
        force_new=stateful("aws:rds/cluster:Cluster"),
        defaults={"engineMode": "provisioned", "deletionProtection": False, "skipFinalSnapshot": False},
    ),
    ResourceType(
        "aws:rds/clusterInstance:ClusterInstance",
        _instance,
        cloudformation_type="AWS::RDS::DBInstance",
        name_property="identifier",
        max_name_length=63,
        force_new=("availabilityZone", "clusterIdentifier", "customIamInstanceProfile", "dbSubnetGroupName", "engine"),
        defaults={"promotionTier": 0, "autoMinorVersionUpgrade": True, "monitoringInterval": 0},
    ),
    ResourceType(
        "aws:rds/globalCluster:GlobalCluster",
        _global_cluster,
        cloudformation_type="AWS::RDS::GlobalCluster",
        name_property="globalClusterIdentifier",
        max_name_length=63,
        force_new=stateful("aws:rds/globalCluster:GlobalCluster"),
        defaults={"deletionProtection": False, "forceDestroy": False},
    ),
)
