"""Public IP addresses in subnets."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a subnet that assigns a public IP address to every instance launched in it."""
    return require(
        resource["mapPublicIpOnLaunch"],
        lambda known: not known.true,
        "gives every resource launched in the subnet a public IP address",
    )


RULE = Rule(
    id="subnet-public-ip",
    title="Subnets do not assign public IP addresses automatically",
    description="A resource that belongs on the internet should request a public IP address itself.",
    severity=Severity.MEDIUM,
    types=(aws.EC2_SUBNET,),
    remediation="Remove mapPublicIpOnLaunch or set it to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
    check=check,
    controls=("D8",),
)
