"""Route tables and what is tied to them."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _route_table(made: Made) -> Mapping[str, Any]:
    table = made.id("rtb")
    return {"id": table, "arn": made.arn("ec2", f"route-table/{table}"), "ownerId": made.account.id}


def _route(made: Made) -> Mapping[str, Any]:
    return {
        "id": f"r-{made.get('routeTableId')}{made.number(10**9, 2**32)}",
        "origin": "CreateRoute",
        "state": "active",
    }


def _route_table_association(made: Made) -> Mapping[str, Any]:
    return {"id": made.id("rtbassoc")}


def _endpoint_association(made: Made) -> Mapping[str, Any]:
    return {"id": f"a-{made.get('vpcEndpointId')}{made.number(10**9, 2**32)}"}


SHAPES = (
    Shape(
        "aws:ec2/routeTable:RouteTable",
        _route_table,
        published="AWS::EC2::RouteTable",
        replaces=("vpcId",),
    ),
    Shape(
        "aws:ec2/route:Route",
        _route,
        published="AWS::EC2::Route",
        replaces=("routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"),
    ),
    Shape(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        _route_table_association,
        published="AWS::EC2::SubnetRouteTableAssociation",
        replaces=("subnetId", "gatewayId"),
    ),
    Shape(
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
        _endpoint_association,
        replaces=("routeTableId", "vpcEndpointId"),
    ),
)
