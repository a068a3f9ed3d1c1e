"""TLS for EFS volumes of ECS tasks."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each EFS volume that is mounted without TLS."""
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
                "is not ENABLED, so file system traffic is unencrypted",
            )


RULE = Rule(
    id="volume-tls",
    title="ECS tasks mount EFS volumes with TLS",
    description="Files cross the network between the task and EFS, by default unencrypted.",
    severity=Severity.MEDIUM,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set efsVolumeConfiguration.transitEncryption to ENABLED",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18",
    check=check,
    controls=("C12",),
)
