"""Aurora: clusters, their instances and groups."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import BASE32, Made, Shape

_PORTS = {"aurora-postgresql": 5432, "aurora-mysql": 3306, "postgres": 5432, "mysql": 3306}
_MANAGED_BY = {"description": "Managed by Pulumi"}


def _subnet_group(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {
        "id": name,
        "arn": made.arn("rds", f"subgrp:{name}"),
        "supportedNetworkTypes": ["IPV4"],
        "vpcId": made.id("vpc"),
        **_MANAGED_BY,
    }


def _cluster_parameter_group(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {"id": name, "arn": made.arn("rds", f"cluster-pg:{name}"), **_MANAGED_BY}


def _parameter_group(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {"id": name, "arn": made.arn("rds", f"pg:{name}"), **_MANAGED_BY}


def _cluster(made: Made) -> Mapping[str, Any]:
    name = made.get("clusterIdentifier")
    place = f"{_host_part(made)}.{made.account.region}.rds.{made.account.dns_suffix}"
    version = f"{made.get('engineVersion', '16.4')}"
    zones = [f"{made.account.region}{letter}" for letter in "abc"]
    return {
        "id": name,
        "arn": made.arn("rds", f"cluster:{name}"),
        "clusterResourceId": f"cluster-{made.text(26, BASE32)}",
        "endpoint": f"{name}.cluster-{place}",
        "readerEndpoint": f"{name}.cluster-ro-{place}",
        "port": _PORTS.get(made.get("engine"), 3306),
        "hostedZoneId": f"Z{made.text(13, salt='zone').upper()}",
        "availabilityZones": zones,
        "backupRetentionPeriod": 1,
        "databaseInsightsMode": "standard",
        "dbClusterParameterGroupName": f"default.{made.get('engine')}{version.split('.', 1)[0]}",
        "dbSubnetGroupName": "default",
        "engineLifecycleSupport": "open-source-rds-extended-support",
        "engineVersion": version,
        "engineVersionActual": version,
        "masterUserSecrets": _master_secrets(made),
        "networkType": "IPV4",
        "preferredBackupWindow": "03:00-03:30",
        "preferredMaintenanceWindow": "sun:05:00-sun:05:30",
        "caCertificateIdentifier": "rds-ca-rsa2048-g1",
    }


def _master_secrets(made: Made) -> list[dict[str, Any]]:
    """The secret that RDS makes for the master user when asked to manage its password."""
    if not made.get("manageMasterUserPassword"):
        return []
    secret = f"secret:rds!cluster-{made.uuid('secret')}-{made.text(6, salt='secret')}"
    key = made.get("masterUserSecretKmsKeyId") or made.arn("kms", f"key/{made.uuid('secret key')}")
    return [{"secretArn": made.arn("secretsmanager", secret), "secretStatus": "active", "kmsKeyId": key}]


def _instance(made: Made) -> Mapping[str, Any]:
    name, version = made.get("identifier"), f"{made.get('engineVersion', '16.4')}"
    return {
        "id": name,
        "arn": made.arn("rds", f"db:{name}"),
        "dbiResourceId": f"db-{made.text(26, BASE32)}",
        "endpoint": f"{name}.{_host_part(made)}.{made.account.region}.rds.{made.account.dns_suffix}",
        "port": _PORTS.get(made.get("engine"), 3306),
        "availabilityZone": f"{made.account.region}{'abc'[made.number(0, 2, 'zone')]}",
        "caCertIdentifier": "rds-ca-rsa2048-g1",
        "dbParameterGroupName": f"default.{made.get('engine')}{version.split('.', 1)[0]}",
        "engineVersion": version,
        "engineVersionActual": version,
        "networkType": "IPV4",
        "preferredBackupWindow": "03:00-03:30",
        "preferredMaintenanceWindow": "sun:05:00-sun:05:30",
        "storageEncrypted": True,
        # The first instance writes, and AWS promotes by tier: 0 stands for it here.
        "writer": int(made.get("promotionTier", 0)) == 0,
    }


def _global_cluster(made: Made) -> Mapping[str, Any]:
    name, source = f"{made.get('globalClusterIdentifier')}", made.get("sourceDbClusterIdentifier")
    members = [{"dbClusterArn": source, "isWriter": True}] if source else []
    return {
        "id": name,
        "arn": made.arn("rds", f"global-cluster:{name}", region=""),
        "endpoint": f"{name}.global-{made.text(12, salt='dns')}.global.rds.{made.account.dns_suffix}",
        "engine": "aurora-postgresql",
        "engineLifecycleSupport": "open-source-rds-extended-support",
        "globalClusterMembers": members,
        "globalClusterResourceId": f"cluster-{made.hex(16)}",
        "storageEncrypted": bool(source),
    }


def _host_part(made: Made) -> str:
    """The part of an RDS host name that is the same for one account and region."""
    return Made(made.account, "", {}, {}, f"{made.account.id}/{made.account.region}").text(12)


SHAPES = (
    Shape("aws:rds/subnetGroup:SubnetGroup", _subnet_group, published="AWS::RDS::DBSubnetGroup", named="name"),
    Shape(
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        _cluster_parameter_group,
        published="AWS::RDS::DBClusterParameterGroup",
        unlike=("parameters",),
        named="name",
        replaces=("family", "description"),
    ),
    Shape(
        "aws:rds/parameterGroup:ParameterGroup",
        _parameter_group,
        published="AWS::RDS::DBParameterGroup",
        unlike=("parameters",),
        named="name",
        replaces=("family", "description"),
    ),
    Shape(
        "aws:rds/cluster:Cluster",
        _cluster,
        published="AWS::RDS::DBCluster",
        named="clusterIdentifier",
        longest_name=63,
        replaces=stateful("aws:rds/cluster:Cluster"),
        defaults={"engineMode": "provisioned", "deletionProtection": False, "skipFinalSnapshot": False},
    ),
    Shape(
        "aws:rds/clusterInstance:ClusterInstance",
        _instance,
        published="AWS::RDS::DBInstance",
        named="identifier",
        longest_name=63,
        replaces=("availabilityZone", "clusterIdentifier", "customIamInstanceProfile", "dbSubnetGroupName", "engine"),
        defaults={"promotionTier": 0, "autoMinorVersionUpgrade": True, "monitoringInterval": 0},
    ),
    Shape(
        "aws:rds/globalCluster:GlobalCluster",
        _global_cluster,
        published="AWS::RDS::GlobalCluster",
        named="globalClusterIdentifier",
        longest_name=63,
        replaces=stateful("aws:rds/globalCluster:GlobalCluster"),
        defaults={"deletionProtection": False, "forceDestroy": False},
    ),
)
