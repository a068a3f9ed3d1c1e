"""RDS Proxy: connection pooling before a cluster."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _proxy(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    host = f"{name}.proxy-{made.text(12, salt='dns')}.{made.account.region}.rds.{made.account.dns_suffix}"
    return {
        "id": name,
        "arn": made.arn("rds", f"db-proxy:prx-0{made.hex(16)}"),
        "endpoint": host,
        "defaultAuthScheme": "NONE",
        "endpointNetworkType": "IPV4",
        "idleClientTimeout": 1800,
        "targetConnectionNetworkType": "IPV4",
    }


def _endpoint(made: Made) -> Mapping[str, Any]:
    proxy, name = made.get("dbProxyName"), made.get("dbProxyEndpointName")
    host = f"{name}.endpoint.proxy-{made.text(12, salt='dns')}.{made.account.region}.rds.{made.account.dns_suffix}"
    return {
        "id": f"{proxy}/{name}",
        "arn": made.arn("rds", f"db-proxy-endpoint:prx-endpoint-0{made.hex(16)}"),
        "endpoint": host,
        "vpcId": made.id("vpc"),
    }


def _default_target_group(made: Made) -> Mapping[str, Any]:
    return {
        "id": made.get("dbProxyName"),
        "arn": made.arn("rds", f"target-group:prx-tg-0{made.hex(16)}"),
        "name": "default",
        "connectionPoolConfig": {
            "connectionBorrowTimeout": 120,
            "maxConnectionsPercent": 100,
            "maxIdleConnectionsPercent": 50,
        },
    }


def _target(made: Made) -> Mapping[str, Any]:
    cluster = made.get("dbClusterIdentifier")
    resource = cluster or made.get("dbInstanceIdentifier")
    kind = "TRACKED_CLUSTER" if cluster else "RDS_INSTANCE"
    return {
        "id": f"{made.get('dbProxyName')}/{made.get('targetGroupName')}/{kind}/{resource}",
        "rdsResourceId": resource,
        "trackedClusterId": cluster or "",
        "type": kind,
    }


SHAPES = (
    Shape(
        "aws:rds/proxy:Proxy",
        _proxy,
        published="AWS::RDS::DBProxy",
        named="name",
        longest_name=63,
        replaces=("engineFamily", "endpointNetworkType", "targetConnectionNetworkType", "vpcSubnetIds"),
        defaults={"debugLogging": False, "requireTls": False},
    ),
    Shape(
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        _default_target_group,
        published="AWS::RDS::DBProxyTargetGroup",
        replaces=("dbProxyName",),
    ),
    Shape(
        "aws:rds/proxyEndpoint:ProxyEndpoint",
        _endpoint,
        published="AWS::RDS::DBProxyEndpoint",
        named="dbProxyEndpointName",
        longest_name=63,
        replaces=("dbProxyName", "targetRole", "vpcSubnetIds"),
        defaults={"targetRole": "READ_WRITE"},
    ),
    Shape(
        "aws:rds/proxyTarget:ProxyTarget",
        _target,
        replaces=("dbProxyName", "targetGroupName", "dbClusterIdentifier", "dbInstanceIdentifier"),
    ),
)
