"""Container Insights of ECS clusters."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require_one
from ...model.values import Value
from ...rule import Finding, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    enhanced: bool = parameter(
        default=False,
        description=(
            "Whether only enhanced observability is accepted, which adds metrics of each task at a higher cost."
        ),
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a cluster without Container Insights."""
    enough = {"enhanced"} if parameters.enhanced else {"enabled", "enhanced"}
    return require_one(
        _insights(resource),
        lambda known: known.text in enough,
        Finding("settings", "does not enable Container Insights as required"),
    )


def _insights(resource: Resource) -> Iterator[Value]:
    """The values of the setting, and the unknown names that may be it."""
    for setting in resource["settings"].elements():
        name = setting["name"]
        if name.unknown:
            yield name
        elif name.text == "containerInsights":
            yield setting["value"]


RULE = Rule(
    id="cluster-insights",
    title="ECS clusters have Container Insights enabled",
    description="Container Insights shows memory use and restarts of containers before customers notice them.",
    severity=Severity.MEDIUM,
    types=(aws.ECS_CLUSTER,),
    remediation="Add the setting containerInsights with the value enhanced or enabled to settings",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12",
    check=check,
    controls=("E9",),
    parameters=Parameters,
)
