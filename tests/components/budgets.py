"""The maximum length of names on AWS, from the data that AWS publishes: CloudFormation's schemas and botocore's models.

Both are incomplete: ElastiCache, RDS and load balancers document the lengths in prose only. Those lengths are in the
resource types of the loopback provider.
"""

import functools
from typing import Any

import botocore.loaders
import botocore.model

from local.provider import cloudformation
from local.provider.resource_type import ResourceType

_CLIENTS = {
    "ApplicationAutoScaling": "application-autoscaling",
    "ElasticLoadBalancingV2": "elbv2",
    "KinesisFirehose": "firehose",
    "S3Tables": "s3tables",
}
"""CloudFormation's names of services to botocore's names, if they differ in more than case."""

_CREATE_PREFIXES = ("Create", "Put", "Register", "Run")


def budget(resource_type: ResourceType, name: str) -> int | None:
    """The maximum length of an input: the minimum of all sources, or None if no source has it."""
    own = [resource_type.max_name_length] if name == resource_type.name_property else []
    return min([*own, *_published(resource_type, name), *_modelled(resource_type, name)], default=None)


def _spellings(resource_type: ResourceType, name: str) -> set[str]:
    """Other spellings of an input: `name`, `tableName`."""
    kind = resource_type.token.rsplit(":", 1)[-1]
    return {cloudformation.normalized(name), cloudformation.normalized(f"{kind}{name}")}


def _published(resource_type: ResourceType, name: str) -> tuple[int, ...]:
    schema = (
        cloudformation.schema(resource_type.cloudformation_type, "us-east-1")
        if resource_type.cloudformation_type
        else None
    )
    twins: dict[str, Any] = (schema or {}).get("properties", {})
    found = [twin for key, twin in twins.items() if cloudformation.normalized(key) in _spellings(resource_type, name)]
    return tuple(int(twin["maxLength"]) for twin in found if "maxLength" in twin)


def _modelled(resource_type: ResourceType, name: str) -> tuple[int, ...]:
    if not resource_type.cloudformation_type:
        return ()
    _, service, kind = resource_type.cloudformation_type.split("::")
    members = _members(_CLIENTS.get(service, service.lower()), kind)
    return tuple(
        maximum for key, maximum in members if cloudformation.normalized(key) in _spellings(resource_type, name)
    )


@functools.cache
def _members(client: str, kind: str) -> tuple[tuple[str, int], ...]:
    """The members of the operations that create a resource and have a maximum length, with that length."""
    model = _model(client)
    operations = [name for name in model.operation_names if kind.lower() in name.lower()] if model else []
    shapes = [model.operation_model(name).input_shape for name in operations if name.startswith(_CREATE_PREFIXES)]
    members = [item for shape in shapes if shape for item in shape.members.items()]
    return tuple((name, int(member.metadata["max"])) for name, member in members if "max" in member.metadata)


@functools.cache
def _model(client: str) -> Any:
    loader = botocore.loaders.Loader()
    if client not in loader.list_available_services("service-2"):
        return None
    return botocore.model.ServiceModel(loader.load_service_model(client, "service-2"), client)
