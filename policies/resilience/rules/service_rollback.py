"""Deployments and zones of ECS services."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true, unless_disposable
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    minimum_tasks: int = parameter(2, "Minimum number of tasks of a service.", minimum=1, maximum=5000)
    require_alarms: bool = parameter(False, "Whether alarms must also roll back a deployment.")  # noqa: FBT003 - a default


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a service without rollback, without zone rebalancing, or with too few tasks."""
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
            "is not ENABLED, so tasks stay unbalanced after a zone failure",
        )
        enough = require(
            resource["desiredCount"],
            lambda known: (known.number or 0) >= parameters.minimum_tasks,
            f"is less than {parameters.minimum_tasks}",
        )
        yield from unless_disposable(resource, enough)


def _rolls_back(resource: Resource, parameters: Parameters) -> Results:
    breaker = resource["deploymentCircuitBreaker"]
    yield from require_true(breaker["enable"], "is not enabled, so a failing deployment is retried forever")
    yield from require_true(breaker["rollback"], "is not enabled, so a failed deployment stays in place")
    alarms = resource["alarms"]
    if parameters.require_alarms or not alarms.absent:
        yield from require_true(alarms["enable"], "is not enabled")
        yield from require_true(
            alarms["rollback"], "is not enabled, so an alarm stops a deployment but leaves it in place"
        )


RULE = Rule(
    id="service-rollback",
    title="ECS services roll back failed deployments and survive a zone failure",
    description=(
        "A failed deployment is undone without human action, and the loss of a task or a zone interrupts nothing."
    ),
    severity=Severity.MEDIUM,
    types=(aws.ECS_SERVICE,),
    remediation=(
        "Set deploymentCircuitBreaker.enable and rollback to true, availabilityZoneRebalancing to ENABLED and "
        "desiredCount to 2 or more"
    ),
    url="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
    check=check,
    controls=("F20",),
    parameters=Parameters,
)
