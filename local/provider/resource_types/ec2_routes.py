"""Route tables, routes and associations."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _route_table(context: ResourceContext) -> Mapping[str, Any]:
    table = context.id("rtb")
    return {"id": table, "arn": context.arn("ec2", f"route-table/{table}"), "ownerId": context.account.id}


def _route(context: ResourceContext) -> Mapping[str, Any]:
    return {
        "id": f"r-{context.get('routeTableId')}{context.number(10**9, 2**32)}",
        "origin": "CreateRoute",
        "state": "active",
    }


def _route_table_association(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.id("rtbassoc")}


def _endpoint_association(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": f"a-{context.get('vpcEndpointId')}{context.number(10**9, 2**32)}"}


RESOURCE_TYPES = (
    ResourceType(
        "aws:ec2/routeTable:RouteTable",
        _route_table,
        cloudformation_type="AWS::EC2::RouteTable",
        force_new=("vpcId",),
    ),
    ResourceType(
        "aws:ec2/route:Route",
        _route,
        cloudformation_type="AWS::EC2::Route",
        force_new=("routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"),
    ),
    ResourceType(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        _route_table_association,
        cloudformation_type="AWS::EC2::SubnetRouteTableAssociation",
        force_new=("subnetId", "gatewayId"),
    ),
    ResourceType(
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
        _endpoint_association,
        force_new=("routeTableId", "vpcEndpointId"),
    ),
)
