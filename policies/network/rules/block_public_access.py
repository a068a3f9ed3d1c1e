"""The region's switch for internet gateways."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity

_BLOCKING = {"block-bidirectional", "block-ingress"}


def check(resource: Resource) -> Results:
    """A finding on options that let internet gateways carry traffic inwards."""
    mode = resource["internetGatewayBlockMode"]
    return require(mode, lambda known: known.text in _BLOCKING, "lets traffic in through internet gateways")


RULE = Rule(
    id="block-public-access",
    title="VPCs of the region block public access",
    description="One setting closes every VPC of a region to the internet; what must be open is excluded by name.",
    severity=Severity.MEDIUM,
    types=(aws.EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS,),
    remediation="Set internetGatewayBlockMode to block-ingress or block-bidirectional",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172",
    check=check,
    controls=("D17",),
)
