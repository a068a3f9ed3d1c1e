"""Services that survive a bad release and a lost zone."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true, unless_disposable
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """What a team may ask of its services."""

    minimum_tasks: int = parameter(2, "Tasks of a service that is kept, at least.", minimum=1, maximum=5000)
    require_alarms: bool = parameter(False, "Whether alarms, too, must roll a deployment back.")  # noqa: FBT003 - a default


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a service that leaves a failed release in place, stays in one zone or has a single task."""
    controller = resource["deploymentController"]["type"]
    if controller.unknown:
        yield NotEvaluated(controller.path)
    elif controller.absent or controller.text == "ECS":
        yield from _rolls_back(resource, parameters)
    if resource["schedulingStrategy"].unknown:
        yield NotEvaluated("schedulingStrategy")
    elif resource["schedulingStrategy"].text != "DAEMON":
        yield from require(
            resource["availabilityZoneRebalancing"],
            lambda known: known.text == "ENABLED",
            "is not ENABLED: after a zone's fault all tasks stay where they are",
        )
        enough = require(
            resource["desiredCount"],
            lambda known: (known.number or 0) >= parameters.minimum_tasks,
            f"is less than {parameters.minimum_tasks}",
        )
        yield from unless_disposable(resource, enough)


def _rolls_back(resource: Resource, parameters: Parameters) -> Results:
    breaker = resource["deploymentCircuitBreaker"]
    yield from require_true(breaker["enable"], "is off: a release that cannot start is tried for ever")
    yield from require_true(breaker["rollback"], "is off: a failed release stays in place")
    alarms = resource["alarms"]
    if parameters.require_alarms or not alarms.absent:
        yield from require_true(alarms["enable"], "is off")
        yield from require_true(alarms["rollback"], "is off: an alarm stops a release and leaves it in place")


RULE = Rule(
    id="service-rollback",
    title="Services roll back a failed release and outlive a zone",
    description="Nobody needs to be awake when a release fails, and one lost task or zone stops nothing.",
    severity=Severity.MEDIUM,
    types=(aws.ECS_SERVICE,),
    remediation=(
        "Set deploymentCircuitBreaker with enable and rollback, availabilityZoneRebalancing to ENABLED and "
        "desiredCount to 2 or more"
    ),
    url="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
    check=check,
    controls=("F20",),
    parameters=Parameters,
)
