"""Containers that can change their own files."""

from ...aws import types as aws
from ...aws.containers import containers
from ...checks import require_true
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each container whose root file system can be written."""
    for container in containers(resource):
        if not isinstance(container, Value):
            yield container
            continue
        yield from require_true(container["readonlyRootFilesystem"], "lets the code change the container's files")


RULE = Rule(
    id="task-read-only",
    title="Containers have a read-only root file system",
    description="What cannot write to the image's files cannot leave a program behind.",
    severity=Severity.HIGH,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set readonlyRootFilesystem to true and mount a volume where the code writes",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5",
    check=check,
    controls=("A43",),
)
