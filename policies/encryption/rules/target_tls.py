"""TLS between load balancers and targets."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter

_WITHOUT_PROTOCOL = {"lambda", "alb"}
"""Function targets have no protocol. A load balancer as target terminates TLS itself and accepts only TCP."""
_ENCRYPTED = {"HTTPS", "TLS", "QUIC"}


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    plain_inside: bool = parameter(
        default=True,
        description=(
            "Whether traffic to targets may be unencrypted inside the network. Load balancers do not verify the "
            "certificates of targets, and AWS already encrypts traffic between many instance types."
        ),
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on targets without TLS if TLS is required, and on unencrypted health checks of TLS targets."""
    kind, protocol = resource["targetType"], resource["protocol"]
    if kind.unknown or protocol.unknown:
        yield NotEvaluated(kind.path if kind.unknown else protocol.path)
        return
    if kind.text in _WITHOUT_PROTOCOL or protocol.text == "GENEVE":
        return
    if not parameters.plain_inside:
        yield from require(protocol, lambda known: known.text in _ENCRYPTED, "is not a TLS protocol")
    if protocol.text in _ENCRYPTED or not parameters.plain_inside:
        yield from require(resource["healthCheck"]["protocol"], _is_encrypted_check, "sends health checks unencrypted")


def _is_encrypted_check(probe: Value) -> bool:
    return probe.text in {"HTTPS", "TCP"}  # the default is HTTP; a TCP check sends no data


RULE = Rule(
    id="target-tls",
    title="Load balancers use TLS to connect to targets",
    description="A network that requires encryption on every hop also needs it between load balancer and target.",
    severity=Severity.MEDIUM,
    types=(aws.LB_TARGET_GROUP,),
    remediation="Set protocol and healthCheck.protocol to HTTPS",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-21",
    check=check,
    controls=("C8",),
    parameters=Parameters,
)
