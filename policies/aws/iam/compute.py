"""Compute resources and their roles: a principal that can change the code gains the permissions of the role."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...indexes import once
from ...rule import Resource, Stack
from .. import types as aws
from . import techniques
from .permissions import named, principals_at
from .techniques import Takeover

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ComputeType:
    """A type that runs code as a role."""

    takeovers: tuple[Takeover, ...]
    roles: Callable[[Resource], Iterable[Resource]]
    name: Callable[[Resource], str]
    """Its name in its ARN; empty while unknown."""


def _role_at(path: str) -> Callable[[Resource], Iterator[Resource]]:
    """The role in a property, found by its edge or its ARN."""

    def roles(resource: Resource) -> Iterator[Resource]:
        value = resource.properties.at(path)
        yield from resource.sources(value, aws.IAM_ROLE)
        yield from _by_arn(resource, value.text)

    return roles


def _by_arn(resource: Resource, arn: str) -> Iterator[Resource]:
    role = named(resource.stack).get((aws.IAM_ROLE, arn.rpartition("/")[2])) if ":role/" in arn else None
    if role is not None:
        yield role


def _by_profile(path: str) -> Callable[[Resource], Iterator[Resource]]:
    """The roles of the instance profile in a property, found by its edge, its name or its ARN."""

    def roles(resource: Resource) -> Iterator[Resource]:
        value = resource.properties.at(path)
        profiles = [
            *resource.sources(value, aws.IAM_INSTANCE_PROFILE),
            *_profiles(resource.stack).get(value.text.rpartition("/")[2], ()),
        ]
        for profile in {profile.urn: profile for profile in profiles}.values():
            yield from principals_at(profile, aws.IAM_ROLE, "role")

    return roles


@once
def _profiles(stack: Stack) -> Mapping[str, Sequence[Resource]]:
    return _grouped(
        (profile["name"].text, profile) for profile in stack.of(aws.IAM_INSTANCE_PROFILE) if profile["name"].text
    )


def _task_roles(service: Resource) -> Iterator[Resource]:
    """The roles of a service's tasks, if commands can run in them."""
    if service["enableExecuteCommand"].true:
        for definition in service.sources(service["taskDefinition"], aws.ECS_TASK_DEFINITION):
            yield from _role_at("taskRoleArn")(definition)


def _job_roles(definition: Resource) -> Iterator[Resource]:
    container = definition["containerProperties"].from_json()
    return _by_arn(definition, container["jobRoleArn"].text if container else "")


def _named_by(key: str, end: str = "") -> Callable[[Resource], str]:
    return lambda resource: f"{resource[key].text}{end}" if resource[key].text else ""


def _id(resource: Resource) -> str:
    return resource.id


def _tasks_prefix(service: Resource) -> str:
    cluster = service["cluster"].text.rpartition("/")[2]
    return f"{cluster}/" if cluster else ""


COMPUTE_TYPES: Mapping[str, ComputeType] = {
    aws.APPRUNNER_SERVICE: ComputeType(
        techniques.OF_WEB_SERVICES, _role_at("instanceConfiguration.instanceRoleArn"), _named_by("serviceName", "/")
    ),
    aws.BATCH_JOB_DEFINITION: ComputeType(techniques.OF_JOBS, _job_roles, _named_by("name")),
    aws.BEDROCK_AGENTCORE_AGENT_RUNTIME: ComputeType(techniques.OF_RUNTIMES, _role_at("roleArn"), _id),
    aws.BEDROCK_AGENTCORE_CODE_INTERPRETER: ComputeType(techniques.OF_INTERPRETERS, _role_at("executionRoleArn"), _id),
    aws.CLOUDFORMATION_STACK: ComputeType(techniques.OF_STACKS, _role_at("iamRoleArn"), _named_by("name", "/")),
    aws.CODEBUILD_PROJECT: ComputeType(techniques.OF_PROJECTS, _role_at("serviceRole"), _named_by("name")),
    aws.EC2_INSTANCE: ComputeType(techniques.OF_INSTANCES, _by_profile("iamInstanceProfile"), _id),
    aws.EC2_LAUNCH_TEMPLATE: ComputeType(
        techniques.OF_TEMPLATES,
        lambda resource: [
            role for key in ("arn", "name") for role in _by_profile(f"iamInstanceProfile.{key}")(resource)
        ],
        _id,
    ),
    aws.ECS_SERVICE: ComputeType(techniques.OF_TASKS, _task_roles, _tasks_prefix),
    aws.GLUE_DEV_ENDPOINT: ComputeType(techniques.OF_ENDPOINTS, _role_at("roleArn"), _named_by("name")),
    aws.LAMBDA_FUNCTION: ComputeType(techniques.OF_FUNCTIONS, _role_at("role"), _named_by("name")),
    aws.SFN_STATE_MACHINE: ComputeType(techniques.OF_WORKFLOWS, _role_at("roleArn"), _named_by("name")),
    aws.SAGEMAKER_NOTEBOOK_INSTANCE: ComputeType(techniques.OF_NOTEBOOKS, _role_at("roleArn"), _named_by("name")),
}
"""Types whose code or commands can be changed without `iam:PassRole`."""


@once
def takeovers_by_role(stack: Stack) -> Mapping[str, Sequence[tuple[Takeover, str]]]:
    """The takeovers of each role by its compute resources, with the resource's name, by the role's URN."""
    return _grouped(
        (role.urn, (takeover, compute.name(resource)))
        for kind, compute in COMPUTE_TYPES.items()
        for resource in stack.of(kind)
        for role in {role.urn: role for role in compute.roles(resource)}.values()
        for takeover in compute.takeovers
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
