"""Network ACLs and administration ports."""

from ...aws.network import security_groups as openings
from ...rule import Resource, Results, Rule, Severity

_PORTS = (22, 3389)


def check(resource: Resource) -> Results:
    """A finding on each entry that allows SSH or Remote Desktop from the internet; earlier deny entries are ignored."""
    return openings.to_the_world(
        openings.admitted(resource),
        lambda opening: any(opening.covers(port) for port in _PORTS),
        "allows an administration port from the internet",
    )


RULE = Rule(
    id="access-list-admin-ports",
    title="Network ACLs do not open administration ports to the internet",
    description="A network ACL still protects a subnet when a security group is opened by mistake.",
    severity=Severity.MEDIUM,
    types=(openings.ACCESS_LIST, openings.ACCESS_LIST_RULE),
    remediation="Allow only known addresses, or only the ports that the subnet serves",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
    check=check,
    controls=("D14",),
)
