"""RDS Proxy: proxies, endpoints and targets."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _proxy(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    host = f"{name}.proxy-{context.text(12, salt='dns')}.{context.account.region}.rds.{context.account.dns_suffix}"
    return {
        "id": name,
        "arn": context.arn("rds", f"db-proxy:prx-0{context.hex(16)}"),
        "endpoint": host,
        "defaultAuthScheme": "NONE",
        "endpointNetworkType": "IPV4",
        "idleClientTimeout": 1800,
        "targetConnectionNetworkType": "IPV4",
    }


def _endpoint(context: ResourceContext) -> Mapping[str, Any]:
    proxy, name = context.get("dbProxyName"), context.get("dbProxyEndpointName")
    domain = f"{context.account.region}.rds.{context.account.dns_suffix}"
    host = f"{name}.endpoint.proxy-{context.text(12, salt='dns')}.{domain}"
    return {
        "id": f"{proxy}/{name}",
        "arn": context.arn("rds", f"db-proxy-endpoint:prx-endpoint-0{context.hex(16)}"),
        "endpoint": host,
        "vpcId": context.id("vpc"),
    }


def _default_target_group(context: ResourceContext) -> Mapping[str, Any]:
    return {
        "id": context.get("dbProxyName"),
        "arn": context.arn("rds", f"target-group:prx-tg-0{context.hex(16)}"),
        "name": "default",
        "connectionPoolConfig": {
            "connectionBorrowTimeout": 120,
            "maxConnectionsPercent": 100,
            "maxIdleConnectionsPercent": 50,
        },
    }


def _target(context: ResourceContext) -> Mapping[str, Any]:
    cluster = context.get("dbClusterIdentifier")
    resource = cluster or context.get("dbInstanceIdentifier")
    kind = "TRACKED_CLUSTER" if cluster else "RDS_INSTANCE"
    return {
        "id": f"{context.get('dbProxyName')}/{context.get('targetGroupName')}/{kind}/{resource}",
        "rdsResourceId": resource,
        "trackedClusterId": cluster or "",
        "type": kind,
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:rds/proxy:Proxy",
        _proxy,
        cloudformation_type="AWS::RDS::DBProxy",
        name_property="name",
        max_name_length=63,
        force_new=("engineFamily", "endpointNetworkType", "targetConnectionNetworkType", "vpcSubnetIds"),
        defaults={"debugLogging": False, "requireTls": False},
    ),
    ResourceType(
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        _default_target_group,
        cloudformation_type="AWS::RDS::DBProxyTargetGroup",
        force_new=("dbProxyName",),
    ),
    ResourceType(
        "aws:rds/proxyEndpoint:ProxyEndpoint",
        _endpoint,
        cloudformation_type="AWS::RDS::DBProxyEndpoint",
        name_property="dbProxyEndpointName",
        max_name_length=63,
        force_new=("dbProxyName", "targetRole", "vpcSubnetIds"),
        defaults={"targetRole": "READ_WRITE"},
    ),
    ResourceType(
        "aws:rds/proxyTarget:ProxyTarget",
        _target,
        force_new=("dbProxyName", "targetGroupName", "dbClusterIdentifier", "dbInstanceIdentifier"),
    ),
)
