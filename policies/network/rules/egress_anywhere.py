"""Groups that let everything out."""

from ...rule import Resource, Results, Rule, Severity
from .. import openings


def check(resource: Resource) -> Results:
    """A finding on each address block through which every port, or most of them, leads out to the world."""
    return openings.to_the_world(openings.outward(resource), _most_ports, "lets most ports out to the world, or all")


def _most_ports(opening: openings.Opening) -> bool:
    ports = opening.ports
    return ports is not None and ports[1] - ports[0] > openings.LAST_PORT // 2


RULE = Rule(
    id="egress-anywhere",
    title="Not every port leads out to the world",
    description="What broke in needs a way to carry data out; a service needs HTTPS and the ports of its stores.",
    severity=Severity.LOW,
    types=(openings.GROUP, openings.DEFAULT_GROUP, openings.GROUP_RULE, openings.EGRESS_RULE),
    remediation="Name the port, such as 443, or the security group that is called",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    check=check,
    controls=("D11",),
)
