"""Rules of security groups, which the SDK keeps in a module of their own."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _rule(made: Made) -> Mapping[str, Any]:
    rule = made.id("sgr")
    return {"id": rule, "securityGroupRuleId": rule, "arn": made.arn("ec2", f"security-group-rule/{rule}")}


SHAPES = (
    Shape(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        _rule,
        published="AWS::EC2::SecurityGroupIngress",
        replaces=("securityGroupId",),
    ),
    Shape(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        _rule,
        published="AWS::EC2::SecurityGroupEgress",
        replaces=("securityGroupId",),
    ),
)
