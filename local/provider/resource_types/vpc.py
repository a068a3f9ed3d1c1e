"""Rules of security groups, which are in module `vpc` of the SDK."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _rule(context: ResourceContext) -> Mapping[str, Any]:
    rule = context.id("sgr")
    return {"id": rule, "securityGroupRuleId": rule, "arn": context.arn("ec2", f"security-group-rule/{rule}")}


RESOURCE_TYPES = (
    ResourceType(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        _rule,
        cloudformation_type="AWS::EC2::SecurityGroupIngress",
        force_new=("securityGroupId",),
    ),
    ResourceType(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        _rule,
        cloudformation_type="AWS::EC2::SecurityGroupEgress",
        force_new=("securityGroupId",),
    ),
)
