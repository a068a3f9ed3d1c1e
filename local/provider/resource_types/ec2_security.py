"""Security groups and network ACLs."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _group(made: Made) -> Mapping[str, Any]:
    group = made.id("sg")
    return {
        "id": group,
        "arn": made.arn("ec2", f"security-group/{group}"),
        "ownerId": made.account.id,
        "description": "Managed by Pulumi",
    }


def _default_group(made: Made) -> Mapping[str, Any]:
    return {**_group(made), "description": "default VPC security group", "name": "default"}


def _acl(made: Made) -> Mapping[str, Any]:
    acl = made.id("acl")
    return {"id": acl, "arn": made.arn("ec2", f"network-acl/{acl}"), "ownerId": made.account.id}


def _default_acl(made: Made) -> Mapping[str, Any]:
    acl = made.get("defaultNetworkAclId")
    return {
        "id": acl,
        "arn": made.arn("ec2", f"network-acl/{acl}"),
        "ownerId": made.account.id,
        "vpcId": made.id("vpc"),
    }


SHAPES = (
    Shape(
        "aws:ec2/securityGroup:SecurityGroup",
        _group,
        published="AWS::EC2::SecurityGroup",
        named="name",
        replaces=("description", "vpcId"),
    ),
    Shape("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", _default_group, replaces=("vpcId",)),
    Shape("aws:ec2/networkAcl:NetworkAcl", _acl, published="AWS::EC2::NetworkAcl", replaces=("vpcId",)),
    Shape("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", _default_acl, replaces=("defaultNetworkAclId",)),
)
