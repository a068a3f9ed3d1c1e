"""Ports that the world comes to."""

from dataclasses import dataclass

from ...aws.network import security_groups as openings
from ...rule import Resource, Results, Rule, Scope, Severity, knob


@dataclass(frozen=True)
class Knobs:
    """Settings of the rule."""

    ports: tuple[str, ...] = knob(("443",), "Ports on which the whole world may come in: HTTPS by default.")


def check(resource: Resource, knobs: Knobs) -> Results:
    """A finding on each address block through which the world comes to other ports than those it may."""
    ports = {int(port) for port in knobs.ports if port.isdecimal()}
    return openings.to_the_world(
        openings.inward(resource),
        lambda opening: _beyond(opening, ports),
        "lets the world come to ports that it should not",
    )


def _beyond(opening: openings.Opening, allowed: set[int]) -> bool:
    ports = opening.ports
    return ports is not None and not allowed.issuperset(range(ports[0], ports[1] + 1))


RULE = Rule(
    id="world-ports",
    title="The world comes in by HTTPS only",
    description="Whatever listens on another port was not built to meet strangers, databases and brokers least.",
    severity=Severity.CRITICAL,
    types=(openings.GROUP, openings.DEFAULT_GROUP, openings.GROUP_RULE, openings.INGRESS_RULE),
    remediation="Name the addresses or the security group that may come, or open no port but 443",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
    check=check,
    controls=("D10",),
    scope=Scope.STACK,
    knobs=Knobs,
)
