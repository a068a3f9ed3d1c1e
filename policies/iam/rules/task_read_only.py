"""Root file systems of containers."""

from ...aws import types as aws
from ...aws.containers import containers
from ...checks import require_true
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each container with a writable root file system."""
    for container in containers(resource):
        if not isinstance(container, Value):
            yield container
            continue
        yield from require_true(
            container["readonlyRootFilesystem"], "is not enabled, so the root file system is writable"
        )


RULE = Rule(
    id="task-read-only",
    title="ECS containers have a read-only root file system",
    description="Code that cannot write to the root file system cannot leave a program behind.",
    severity=Severity.HIGH,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set readonlyRootFilesystem to true and mount a volume for files that the code writes",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5",
    check=check,
    controls=("A43",),
)
