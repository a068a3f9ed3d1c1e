"""Security groups and network ACLs."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _group(context: ResourceContext) -> Mapping[str, Any]:
    group = context.id("sg")
    return {
        "id": group,
        "arn": context.arn("ec2", f"security-group/{group}"),
        "ownerId": context.account.id,
        "description": "Managed by Pulumi",
    }


def _default_group(context: ResourceContext) -> Mapping[str, Any]:
    return {**_group(context), "description": "default VPC security group", "name": "default"}


def _acl(context: ResourceContext) -> Mapping[str, Any]:
    acl = context.id("acl")
    return {"id": acl, "arn": context.arn("ec2", f"network-acl/{acl}"), "ownerId": context.account.id}


def _default_acl(context: ResourceContext) -> Mapping[str, Any]:
    acl = context.get("defaultNetworkAclId")
    return {
        "id": acl,
        "arn": context.arn("ec2", f"network-acl/{acl}"),
        "ownerId": context.account.id,
        "vpcId": context.id("vpc"),
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:ec2/securityGroup:SecurityGroup",
        _group,
        cloudformation_type="AWS::EC2::SecurityGroup",
        name_property="name",
        force_new=("description", "vpcId"),
    ),
    ResourceType("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", _default_group, force_new=("vpcId",)),
    ResourceType(
        "aws:ec2/networkAcl:NetworkAcl", _acl, cloudformation_type="AWS::EC2::NetworkAcl", force_new=("vpcId",)
    ),
    ResourceType("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", _default_acl, force_new=("defaultNetworkAclId",)),
)
