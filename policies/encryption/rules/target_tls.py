"""The way from a load balancer to its targets."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter

_ELSEWHERE = {"lambda", "alb"}
"""A function is called and has no protocol; a load balancer behind this one ends TLS itself (TCP is all it takes)."""
_ENCRYPTED = {"HTTPS", "TLS", "QUIC"}


@dataclass(frozen=True)
class Parameters:
    """What a user may set."""

    plain_inside: bool = parameter(
        default=True,
        description="Whether targets may be spoken to in plain text inside the network: certificates in every task, "
        "which load balancers do not verify, buy little where AWS's hosts encrypt between instances.",
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on targets in plain text where that is refused, and on TLS targets that are probed in plain text."""
    kind, protocol = resource["targetType"], resource["protocol"]
    if kind.unknown or protocol.unknown:
        yield NotEvaluated(kind.path if kind.unknown else protocol.path)
        return
    if kind.text in _ELSEWHERE or protocol.text == "GENEVE":
        return
    if not parameters.plain_inside:
        yield from require(protocol, lambda known: known.text in _ENCRYPTED, "speaks plain text")
    if protocol.text in _ENCRYPTED or not parameters.plain_inside:
        yield from require(resource["healthCheck"]["protocol"], _says_nothing_aloud, "probes in plain text")


def _says_nothing_aloud(probe: Value) -> bool:
    return probe.text in {"HTTPS", "TCP"}  # left out it is HTTP; TCP opens a connection and sends nothing


RULE = Rule(
    id="target-tls",
    title="Load balancers speak TLS to their targets",
    description="Where a network asks for encryption on every hop, the hop behind the load balancer is one of them.",
    severity=Severity.MEDIUM,
    types=(aws.LB_TARGET_GROUP,),
    remediation="Set protocol and healthCheck.protocol to HTTPS",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-21",
    check=check,
    controls=("C8",),
    parameters=Parameters,
)
