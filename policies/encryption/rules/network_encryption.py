"""Encryption of all traffic inside a VPC."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Resource, Results, Rule, Scope, Severity, parameter

_CONTROL = aws.EC2_VPC_ENCRYPTION_CONTROL


@dataclass(frozen=True)
class Parameters:
    """What a user may set."""

    required: bool = parameter(
        default=False,
        description="Whether every VPC must have encryption controls: AWS charges for them by the VPC and the hour, "
        "and they refuse instance types that cannot encrypt.",
    )
    monitor_only: bool = parameter(
        default=False, description="Whether controls that only watch will do, as in the weeks before they enforce."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on controls that let plain text through, and on a VPC without any where they are required."""
    if resource.type == _CONTROL:
        right = {"enforce", "monitor"} if parameters.monitor_only else {"enforce"}
        yield from require(resource["mode"], lambda known: known.text in right, "lets plain text through")
    elif parameters.required and not any(resource.used_by(_CONTROL)):
        yield Finding("", "has no encryption controls")


RULE = Rule(
    id="network-encryption",
    title="Encryption controls of a VPC enforce",
    description="In enforce mode AWS places nothing in the VPC whose traffic its hosts do not encrypt.",
    severity=Severity.LOW,
    types=(_CONTROL, aws.EC2_VPC),
    remediation="Add a VpcEncryptionControl, watch it, then set mode to enforce",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html",
    check=check,
    controls=("C15",),
    parameters=Parameters,
    scope=Scope.STACK,
)
