"""Users of containers."""

from ...aws import types as aws
from ...aws.containers import containers
from ...checks import require
from ...model.values import Value
from ...rule import Reference, Resource, Results, Rule, Severity


def _user(known: Value) -> str:
    """The user without its group, from a string or a number."""
    user = str(known.raw).partition(":")[0] if isinstance(known.raw, str | int) else ""
    return (user.lstrip("0") or "0") if user.isdecimal() else user


def check(resource: Resource) -> Results:
    """A finding on each container without a user or with the user root."""
    for container in containers(resource):
        if not isinstance(container, Value):
            yield container
            continue
        user = container["user"]
        yield from require(user, lambda known: _user(known) not in {"", "0", "root"}, "is root or not set")


RULE = Rule(
    id="task-user",
    title="ECS containers run as a non-root user",
    description=(
        "Code that runs as root needs only one kernel vulnerability to reach the host, and can change the files of the "
        "image."
    ),
    severity=Severity.MEDIUM,
    types=(aws.ECS_TASK_DEFINITION,),
    remediation="Set user to a number other than 0 that exists in the image",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20",
    check=check,
    controls=("A42",),
    references=Reference(security_hub=("ECS.20",), checkov=("CKV_AWS_335",)),
)
