"""The platform that tasks run on."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity

# https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10: of Linux, then of Windows.
_LATEST = {"LATEST", "1.4.0", "1.0.0"}


def check(resource: Resource) -> Results:
    """A finding on a service held to an old platform; AWS takes the latest when left out."""
    return require(
        resource["platformVersion"], lambda known: known.absent or known.text in _LATEST, "is an old platform"
    )


RULE = Rule(
    id="task-platform",
    title="Tasks run on the latest platform",
    description="AWS mends the kernel and the container runtime of the latest platform only.",
    severity=Severity.MEDIUM,
    types=(aws.ECS_SERVICE,),
    remediation="Set platformVersion to LATEST",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10",
    check=check,
    controls=("F19",),
)
