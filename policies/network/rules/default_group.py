"""Default security groups."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a default security group with ingress or egress rules."""
    for direction in ("ingress", "egress"):
        yield from require(
            resource[direction], lambda known: not any(known.elements()), "is not empty, so it allows traffic"
        )


RULE = Rule(
    id="default-group",
    title="Default security groups allow no traffic",
    description=(
        "A resource without an explicit security group gets the default one, which must not open anything by accident."
    ),
    severity=Severity.HIGH,
    types=(aws.EC2_DEFAULT_SECURITY_GROUP,),
    remediation="Remove ingress and egress, and use custom security groups instead",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
    check=check,
    controls=("D13",),
)
