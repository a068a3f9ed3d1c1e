"""Default security groups."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a default group that lets anything in or out."""
    for way in ("ingress", "egress"):
        yield from require(resource[way], lambda known: not any(known.elements()), "lets something through")


RULE = Rule(
    id="default-group",
    title="Default security groups let nothing through",
    description="Whatever names no group gets the default one: it must open nothing by accident.",
    severity=Severity.HIGH,
    types=(aws.EC2_DEFAULT_SECURITY_GROUP,),
    remediation="Leave ingress and egress out, and give what needs them groups of their own",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
    check=check,
    controls=("D13",),
)
