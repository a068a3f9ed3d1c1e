"""Network access lists and ports of administrators."""

from ...aws import types as aws
from ...aws.network import security_groups
from ...rule import Resource, Results, Rule, Severity

_PORTS = (22, 3389)


def check(resource: Resource) -> Results:
    """A finding on each entry that admits the world to SSH or Remote Desktop, whatever earlier entries deny."""
    return security_groups.open_to_world(
        security_groups.acl_ingress_of(resource),
        lambda opening: any(opening.covers(port) for port in _PORTS),
        "admits the world to a port of administrators",
    )


RULE = Rule(
    id="access-list-admin-ports",
    title="Network access lists keep the world from ports of administrators",
    description="The list of a subnet holds where a security group was opened by mistake.",
    severity=Severity.MEDIUM,
    types=(aws.EC2_NETWORK_ACL, aws.EC2_NETWORK_ACL_RULE),
    remediation="Name the addresses that may come, or admit only ports that the subnet serves",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
    check=check,
    controls=("D14",),
)
