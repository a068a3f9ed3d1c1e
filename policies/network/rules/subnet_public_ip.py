"""Subnets that give public addresses."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a subnet in which whatever starts gets a public address."""
    return require(
        resource["mapPublicIpOnLaunch"], lambda known: not known.true, "gives whatever starts here a public address"
    )


RULE = Rule(
    id="subnet-public-ip",
    title="Subnets give no public address by themselves",
    description="What should be on the internet says so itself; everything else got there by accident.",
    severity=Severity.MEDIUM,
    types=(aws.EC2_SUBNET,),
    remediation="Leave mapPublicIpOnLaunch out, or set it to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
    check=check,
    controls=("D8",),
)
