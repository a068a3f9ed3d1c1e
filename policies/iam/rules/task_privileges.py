"""Privileged containers."""

from ...aws import types as aws
from ...aws.containers import containers
from ...checks import require
from ...model.values import Value
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on privileged containers and added kernel capabilities."""
    for container in containers(resource):
        if not isinstance(container, Value):
            yield container
            continue
        yield from require(
            container["privileged"],
            lambda known: not known.true,
            "is true, so the container has full access to its host",
        )
        added = container["linuxParameters"]["capabilities"]["add"]
        yield from require(added, lambda known: not any(known.elements()), "adds kernel capabilities")


RULE = Rule(
    id="task-privileges",
    title="ECS containers are not privileged",
    description="A privileged container, or one with added kernel capabilities, can break out of its isolation.",
    severity=Severity.HIGH,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Remove privileged and linuxParameters.capabilities.add",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4",
    check=check,
    controls=("A42",),
    references=Reference(security_hub=("ECS.4",), checkov=("CKV_AWS_334",)),
)
