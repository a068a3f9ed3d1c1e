"""Network access lists and ports of administrators."""

from ...aws.network import security_groups as openings
from ...rule import Resource, Results, Rule, Severity

_PORTS = (22, 3389)


def check(resource: Resource) -> Results:
    """A finding on each entry that admits the world to SSH or Remote Desktop, whatever earlier entries deny."""
    return openings.to_the_world(
        openings.admitted(resource),
        lambda opening: any(opening.covers(port) for port in _PORTS),
        "admits the world to a port of administrators",
    )


RULE = Rule(
    id="access-list-admin-ports",
    title="Network access lists keep the world from ports of administrators",
    description="The list of a subnet holds where a security group was opened by mistake.",
    severity=Severity.MEDIUM,
    types=(openings.ACCESS_LIST, openings.ACCESS_LIST_RULE),
    remediation="Name the addresses that may come, or admit only ports that the subnet serves",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
    check=check,
    controls=("D14",),
)
