"""Whether a deploying role's policies cover what a stack has: its types, and the ARNs of its resources."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from components.deployer.limits import RESOURCES
from components.deployer.policies import Scope
from components.deployer.rights import known_types
from local.state import StackState

PREFIX_OF = {"autoscaling": "application-autoscaling", "events": "scheduler"}
"""Service in an ARN to its IAM prefix, if they differ."""

DERIVED = ("aws:appautoscaling/policy:Policy", "aws:appautoscaling/scheduledAction:ScheduledAction")
"""Types whose rights are on another resource's ARN: those of policies and schedules are on their scalable target."""


def beyond_rights(state: StackState) -> list[str]:
    """Types without known rights, and ARNs that no statement covers."""
    aws = [resource for resource in state.resources if resource.type.startswith("aws:")]
    unknown = sorted({resource.type for resource in aws} - known_types())
    return [
        *unknown,
        *(arn for arn in _arns(state) if not any(fnmatchcase(arn, item) for item in _covered(state, arn))),
    ]


def _arns(state: StackState) -> Iterator[str]:
    for resource in state.resources:
        arn = str(resource.outputs.get("arn") or "")
        if resource.type.startswith("aws:") and arn and resource.type not in DERIVED:
            yield arn


def _covered(state: StackState, arn: str) -> list[str]:
    """The ARNs that the policies of the stack's cell have for the service of an ARN."""
    functions = state.of_type("aws:lambda/function:Function")
    account, regions = str(functions[0].outputs["arn"]).split(":")[4], ("eu-west-1", "eu-south-2", "eu-central-1")
    service = PREFIX_OF.get(arn.split(":")[2], arn.split(":")[2])
    return Scope(account=account, regions=regions, prefix=state.stack).arns(service, RESOURCES[service])
