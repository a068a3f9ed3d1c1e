"""Network ACLs and administration ports."""

from ...aws import types as aws
from ...aws.network import security_groups
from ...rule import Resource, Results, Rule, Severity

_PORTS = (22, 3389)


def check(resource: Resource) -> Results:
    """A finding on each entry that allows SSH or Remote Desktop from the internet; earlier deny entries are ignored."""
    return security_groups.open_to_world(
        security_groups.acl_ingress_of(resource),
        lambda opening: any(opening.covers(port) for port in _PORTS),
        "allows an administration port from the internet",
    )


RULE = Rule(
    id="access-list-admin-ports",
    title="Network ACLs do not open administration ports to the internet",
    description="A network ACL still protects a subnet when a security group is opened by mistake.",
    severity=Severity.MEDIUM,
    types=(aws.EC2_NETWORK_ACL, aws.EC2_NETWORK_ACL_RULE),
    remediation="Allow only known addresses, or only the ports that the subnet serves",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
    check=check,
    controls=("D14",),
)
