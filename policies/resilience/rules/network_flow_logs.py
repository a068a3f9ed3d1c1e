"""Who spoke to whom in a network."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, Resource, Results, Rule, Scope, Severity

_FLOW_LOG = aws.EC2_FLOW_LOG


def check(resource: Resource) -> Results:
    """A finding on a network without a flow log that keeps at least what was refused."""
    kept = [log["trafficType"] for log in resource.used_by(_FLOW_LOG, by="vpcId")]
    return require_one(
        kept, lambda known: known.text in {"ALL", "REJECT"}, Finding("", "has no flow log of what was refused")
    )


RULE = Rule(
    id="network-flow-logs",
    title="Networks keep a log of their traffic",
    description="After a breach, the flow log is all that tells where packets came from and where they went.",
    severity=Severity.MEDIUM,
    types=(aws.EC2_VPC,),
    remediation="Add an aws.ec2.FlowLog with vpcId and trafficType ALL or REJECT",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
    check=check,
    controls=("E1",),
    scope=Scope.STACK,
)
