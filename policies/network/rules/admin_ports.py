"""Security groups and administration ports."""

from dataclasses import dataclass

from ...aws.network import security_groups as openings
from ...rule import Resource, Results, Rule, Scope, Severity, knob


@dataclass(frozen=True)
class Knobs:
    """Settings of the rule."""

    ports: tuple[str, ...] = knob(
        ("22", "3389"), "Ports of remote administration. The default is SSH and Remote Desktop."
    )


def check(resource: Resource, knobs: Knobs) -> Results:
    """A finding on each address block that opens an administration port to the internet."""
    ports = [int(port) for port in knobs.ports if port.isdecimal()]
    return openings.to_the_world(
        openings.inward(resource),
        lambda opening: any(opening.covers(port) for port in ports),
        "opens an administration port to the internet",
    )


RULE = Rule(
    id="admin-ports",
    title="Security groups do not open administration ports to the internet",
    description="Attackers constantly try stolen and guessed credentials on SSH and Remote Desktop.",
    severity=Severity.HIGH,
    types=(openings.GROUP, openings.DEFAULT_GROUP, openings.GROUP_RULE, openings.INGRESS_RULE),
    remediation="Allow only known addresses or security groups, or use Session Manager and open no port",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53",
    check=check,
    controls=("D9",),
    scope=Scope.STACK,
    knobs=Knobs,
)
