"""Payloads of schedules under a key of ours."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """What a user may set."""

    aws_owned_key: bool = parameter(
        default=True,
        description="Whether payloads may rest under a key that AWS owns, as the settings of other calls do: a payload "
        "is part of the program, and holds no data unless it is put there.",
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a payload without a key of ours where that is asked for, and on a key that is named and not ours."""
    key, payload = resource["kmsKeyArn"], resource["target"]["input"]
    if key.absent and (parameters.aws_owned_key or payload.absent):
        return
    if key.absent and payload.unknown:
        yield NotEvaluated(payload.path)
    else:
        yield from require_customer_key(resource, key)


RULE = Rule(
    id="schedule-key",
    title="Payloads of schedules are encrypted with a key of ours",
    description="The payload is all that a schedule keeps under the key; expressions and names have no choice of one.",
    severity=Severity.LOW,
    types=(aws.SCHEDULER_SCHEDULE,),
    remediation="Set kmsKeyArn to a key that the schedule's role may decrypt with",
    url="https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html",
    check=check,
    controls=("B27",),
    parameters=Parameters,
    scope=Scope.STACK,
)
