"""Flow logs of VPCs."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, Resource, Results, Rule, Scope, Severity

_FLOW_LOG = aws.EC2_FLOW_LOG


def check(resource: Resource) -> Results:
    """A finding on a VPC without a flow log that includes rejected traffic."""
    kept = [log["trafficType"] for log in resource.used_by(_FLOW_LOG, by="vpcId")]
    return require_one(
        kept, lambda known: known.text in {"ALL", "REJECT"}, Finding("", "has no flow log of rejected traffic")
    )


RULE = Rule(
    id="network-flow-logs",
    title="VPCs have flow logs enabled",
    description="After a breach, only the flow log shows where traffic came from and where it went.",
    severity=Severity.MEDIUM,
    types=(aws.EC2_VPC,),
    remediation="Add an aws.ec2.FlowLog with vpcId and trafficType ALL or REJECT",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
    check=check,
    controls=("E1",),
    scope=Scope.STACK,
)
