"""Platform versions of ECS services."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity

# https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10: Linux, then Windows.
_LATEST = {"LATEST", "1.4.0", "1.0.0"}


def check(resource: Resource) -> Results:
    """A finding on a service with an old platform version. The default is the latest version."""
    return require(
        resource["platformVersion"],
        lambda known: known.absent or known.text in _LATEST,
        "is not the latest platform version",
    )


RULE = Rule(
    id="task-platform",
    title="ECS services use the latest platform version",
    description="AWS fixes vulnerabilities of the kernel and the container runtime only in the latest version.",
    severity=Severity.MEDIUM,
    types=(aws.ECS_SERVICE,),
    remediation="Set platformVersion to LATEST",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10",
    check=check,
    controls=("F19",),
)
