"""How long a name may be on AWS, by the data that AWS publishes: CloudFormation's schemas and botocore's models.

Both leave some out (ElastiCache, RDS and load balancers say it in prose only); those lengths stand, with the names that
the provider itself makes, in the loopback provider's resource types.
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
"""botocore's names of services that CloudFormation calls otherwise; all others differ in case only."""

_MAKING = ("Create", "Put", "Register", "Run")


def budget(shape: ResourceType, name: str) -> int | None:
    """Characters of an input of this type: the least that any source allows, or None where none says."""
    own = [shape.max_name_length] if name == shape.name_property else []
    return min([*own, *_published(shape, name), *_modelled(shape, name)], default=None)


def _spellings(shape: ResourceType, name: str) -> set[str]:
    """An input as it may be called elsewhere: `name`, `tableName`."""
    kind = shape.token.rsplit(":", 1)[-1]
    return {cloudformation.normalized(name), cloudformation.normalized(f"{kind}{name}")}


def _published(shape: ResourceType, name: str) -> tuple[int, ...]:
    schema = cloudformation.schema(shape.cloudformation_type, "us-east-1") if shape.cloudformation_type else None
    twins: dict[str, Any] = (schema or {}).get("properties", {})
    found = [twin for key, twin in twins.items() if cloudformation.normalized(key) in _spellings(shape, name)]
    return tuple(int(twin["maxLength"]) for twin in found if "maxLength" in twin)


def _modelled(shape: ResourceType, name: str) -> tuple[int, ...]:
    if not shape.cloudformation_type:
        return ()
    _, service, kind = shape.cloudformation_type.split("::")
    members = _members(_CLIENTS.get(service, service.lower()), kind)
    return tuple(most for key, most in members if cloudformation.normalized(key) in _spellings(shape, name))


@functools.cache
def _members(client: str, kind: str) -> tuple[tuple[str, int], ...]:
    """What the operations that make a resource are told, with its longest text where there is one."""
    model = _model(client)
    operations = [name for name in model.operation_names if kind.lower() in name.lower()] if model else []
    shapes = [model.operation_model(name).input_shape for name in operations if name.startswith(_MAKING)]
    members = [item for shape in shapes if shape for item in shape.members.items()]
    return tuple((name, int(member.metadata["max"])) for name, member in members if "max" in member.metadata)


@functools.cache
def _model(client: str) -> Any:
    loader = botocore.loaders.Loader()
    if client not in loader.list_available_services("service-2"):
        return None
    return botocore.model.ServiceModel(loader.load_service_model(client, "service-2"), client)
