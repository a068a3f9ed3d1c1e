"""What runs as a role of the stack: functions, instances, builds; whoever changes its code has the role's rights."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...indexes import once
from ...model.values import Value
from ...rule import Resource, Stack
from .. import types as aws
from . import techniques as paths
from .permissions import ROLE, named, principals_at
from .techniques import Take

T = TypeVar("T")

PROFILE = aws.IAM_INSTANCE_PROFILE
_TASK_DEFINITION = aws.ECS_TASK_DEFINITION


@dataclass(frozen=True, slots=True)
class Host:
    """A type that runs code as a role."""

    takes: tuple[Take, ...]
    roles: Callable[[Resource], Iterable[Resource]]
    name: Callable[[Resource], str]
    """Its name as its ARN has it; empty while that is not known."""


def _role_at(*path: str) -> Callable[[Resource], Iterator[Resource]]:
    """The role that a property names, by its edge or its ARN."""

    def roles(resource: Resource) -> Iterator[Resource]:
        value = _at(resource, path)
        yield from resource.sources(value, ROLE)
        yield from _by_arn(resource, value.text)

    return roles


def _by_arn(resource: Resource, arn: str) -> Iterator[Resource]:
    role = named(resource.stack).get((ROLE, arn.rpartition("/")[2])) if ":role/" in arn else None
    if role is not None:
        yield role


def _at(resource: Resource, path: Iterable[str]) -> Value:
    value = resource.properties
    for key in path:
        value = value[key]
    return value


def _by_profile(*path: str) -> Callable[[Resource], Iterator[Resource]]:
    """The roles of the instance profile that a property names, by its edge, its name or its ARN."""

    def roles(resource: Resource) -> Iterator[Resource]:
        value = _at(resource, path)
        profiles = [
            *resource.sources(value, PROFILE),
            *_profiles(resource.stack).get(value.text.rpartition("/")[2], ()),
        ]
        for profile in {profile.urn: profile for profile in profiles}.values():
            yield from principals_at(profile, ROLE, "role")

    return roles


@once
def _profiles(stack: Stack) -> Mapping[str, Sequence[Resource]]:
    return _grouped((profile["name"].text, profile) for profile in stack.of(PROFILE) if profile["name"].text)


def _task_roles(service: Resource) -> Iterator[Resource]:
    """The roles of a service's tasks, when commands can be run in them."""
    if service["enableExecuteCommand"].true:
        for definition in service.sources(service["taskDefinition"], _TASK_DEFINITION):
            yield from _role_at("taskRoleArn")(definition)


def _job_roles(definition: Resource) -> Iterator[Resource]:
    container = definition["containerProperties"].from_json()
    return _by_arn(definition, container["jobRoleArn"].text if container else "")


def _called(key: str, end: str = "") -> Callable[[Resource], str]:
    return lambda resource: f"{resource[key].text}{end}" if resource[key].text else ""


def _answered(resource: Resource) -> str:
    return resource.id


def _tasks(service: Resource) -> str:
    cluster = service["cluster"].text.rpartition("/")[2]
    return f"{cluster}/" if cluster else ""


HOSTS: Mapping[str, Host] = {
    aws.APPRUNNER_SERVICE: Host(
        paths.OF_WEB_SERVICES, _role_at("instanceConfiguration", "instanceRoleArn"), _called("serviceName", "/")
    ),
    aws.BATCH_JOB_DEFINITION: Host(paths.OF_JOBS, _job_roles, _called("name")),
    aws.BEDROCK_AGENTCORE_AGENT_RUNTIME: Host(paths.OF_RUNTIMES, _role_at("roleArn"), _answered),
    aws.BEDROCK_AGENTCORE_CODE_INTERPRETER: Host(paths.OF_INTERPRETERS, _role_at("executionRoleArn"), _answered),
    aws.CLOUDFORMATION_STACK: Host(paths.OF_STACKS, _role_at("iamRoleArn"), _called("name", "/")),
    aws.CODEBUILD_PROJECT: Host(paths.OF_PROJECTS, _role_at("serviceRole"), _called("name")),
    aws.EC2_INSTANCE: Host(paths.OF_INSTANCES, _by_profile("iamInstanceProfile"), _answered),
    aws.EC2_LAUNCH_TEMPLATE: Host(
        paths.OF_TEMPLATES,
        lambda resource: [role for key in ("arn", "name") for role in _by_profile("iamInstanceProfile", key)(resource)],
        _answered,
    ),
    aws.ECS_SERVICE: Host(paths.OF_TASKS, _task_roles, _tasks),
    aws.GLUE_DEV_ENDPOINT: Host(paths.OF_ENDPOINTS, _role_at("roleArn"), _called("name")),
    aws.LAMBDA_FUNCTION: Host(paths.OF_FUNCTIONS, _role_at("role"), _called("name")),
    aws.SFN_STATE_MACHINE: Host(paths.OF_WORKFLOWS, _role_at("roleArn"), _called("name")),
    aws.SAGEMAKER_NOTEBOOK_INSTANCE: Host(paths.OF_NOTEBOOKS, _role_at("roleArn"), _called("name")),
}
"""Types whose code can be changed, or told what to run, by who was not passed their role."""


@once
def hosted(stack: Stack) -> Mapping[str, Sequence[tuple[Take, str]]]:
    """The ways to take each role from what runs as it, with the name of what that is, by the role's URN."""
    return _grouped(
        (role.urn, (take, host.name(resource)))
        for kind, host in HOSTS.items()
        for resource in stack.of(kind)
        for role in {role.urn: role for role in host.roles(resource)}.values()
        for take in host.takes
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
