"""Ports of administrators."""

from dataclasses import dataclass

from ...aws.network import security_groups as openings
from ...rule import Resource, Results, Rule, Scope, Severity, knob


@dataclass(frozen=True)
class Knobs:
    """Settings of the rule."""

    ports: tuple[str, ...] = knob(("22", "3389"), "Ports of remote administration: SSH and Remote Desktop by default.")


def check(resource: Resource, knobs: Knobs) -> Results:
    """A finding on each address block through which the world comes to a port of administrators."""
    ports = [int(port) for port in knobs.ports if port.isdecimal()]
    return openings.to_the_world(
        openings.inward(resource),
        lambda opening: any(opening.covers(port) for port in ports),
        "lets the world come to a port of administrators",
    )


RULE = Rule(
    id="admin-ports",
    title="The world does not come to ports of administrators",
    description="SSH and Remote Desktop on the internet are tried with stolen and guessed credentials all day.",
    severity=Severity.HIGH,
    types=(openings.GROUP, openings.DEFAULT_GROUP, openings.GROUP_RULE, openings.INGRESS_RULE),
    remediation="Name the addresses or the security group that may come, or use Session Manager and no port at all",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53",
    check=check,
    controls=("D9",),
    scope=Scope.STACK,
    knobs=Knobs,
)
