"""Block Public Access of VPCs in a region."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity

_BLOCKING = {"block-bidirectional", "block-ingress"}


def check(resource: Resource) -> Results:
    """A finding on options that allow inbound traffic through internet gateways."""
    mode = resource["internetGatewayBlockMode"]
    return require(mode, lambda known: known.text in _BLOCKING, "allows inbound traffic through internet gateways")


RULE = Rule(
    id="block-public-access",
    title="VPC Block Public Access blocks internet gateway traffic",
    description=(
        "One setting closes every VPC of a region to inbound traffic from the internet. Exclusions open what must stay "
        "public."
    ),
    severity=Severity.MEDIUM,
    types=(aws.EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS,),
    remediation="Set internetGatewayBlockMode to block-ingress or block-bidirectional",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172",
    check=check,
    controls=("D17",),
)
