"""Encryption keys of EventBridge schedules."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    aws_owned_key: bool = parameter(
        default=True,
        description=(
            "Whether payloads may be encrypted with an AWS owned key. A payload is part of the program and normally "
            "contains no data."
        ),
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a key that is not customer managed, and on a payload without a key where one is required."""
    key, payload = resource["kmsKeyArn"], resource["target"]["input"]
    if key.absent and (parameters.aws_owned_key or payload.absent):
        return
    if key.absent and payload.unknown:
        yield NotEvaluated(payload.path)
    else:
        yield from require_customer_key(resource, key)


RULE = Rule(
    id="schedule-key",
    title="EventBridge schedules are encrypted with a customer managed key",
    description=(
        "The key of a schedule encrypts its payload. Names and expressions cannot be encrypted with a customer managed "
        "key."
    ),
    severity=Severity.LOW,
    types=(aws.SCHEDULER_SCHEDULE,),
    remediation="Set kmsKeyArn to a customer managed key that the role of the schedule may use to decrypt",
    url="https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html",
    check=check,
    controls=("B27",),
    parameters=Parameters,
    scope=Scope.STACK,
)
