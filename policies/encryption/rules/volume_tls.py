"""File systems of tasks in transit."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each EFS volume that is mounted in plain text."""
    volumes = resource["volumes"]
    if volumes.unknown:
        yield NotEvaluated(volumes.path)
        return
    for volume in volumes.elements():
        system = volume["efsVolumeConfiguration"]
        if system.unknown:
            yield NotEvaluated(system.path)
        elif not system.absent:
            yield from require(
                system["transitEncryption"],
                lambda known: known.text == "ENABLED",
                "mounts the file system in plain text",
            )


RULE = Rule(
    id="volume-tls",
    title="Tasks mount file systems over TLS",
    description="Files cross the network between a task and EFS, in plain text unless the volume asks for TLS.",
    severity=Severity.MEDIUM,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set efsVolumeConfiguration.transitEncryption to ENABLED",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18",
    check=check,
    controls=("C12",),
)
