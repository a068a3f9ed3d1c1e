"""Encryption controls of VPCs."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Resource, Results, Rule, Scope, Severity, parameter

_CONTROL = aws.EC2_VPC_ENCRYPTION_CONTROL


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    required: bool = parameter(
        default=False,
        description=(
            "Whether every VPC must have encryption controls. AWS bills them by VPC and hour, and they reject instance "
            "types that cannot encrypt."
        ),
    )
    monitor_only: bool = parameter(
        default=False, description="Whether monitor mode is accepted, as in the weeks before enforcement."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on encryption controls that do not enforce, and on a VPC without controls where they are required."""
    if resource.type == _CONTROL:
        right = {"enforce", "monitor"} if parameters.monitor_only else {"enforce"}
        yield from require(
            resource["mode"], lambda known: known.text in right, "is not enforce, so unencrypted traffic is allowed"
        )
    elif parameters.required and not any(resource.used_by(_CONTROL)):
        yield Finding("", "has no VPC encryption control")


RULE = Rule(
    id="network-encryption",
    title="VPC encryption controls are in enforce mode",
    description="In enforce mode, AWS allows only resources in the VPC whose traffic it encrypts.",
    severity=Severity.LOW,
    types=(_CONTROL, aws.EC2_VPC),
    remediation="Add a VpcEncryptionControl, start in monitor mode, then set mode to enforce",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html",
    check=check,
    controls=("C15",),
    parameters=Parameters,
    scope=Scope.STACK,
)
