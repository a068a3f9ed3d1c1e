"""Athena: workgroups."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _workgroup(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {"id": name, "arn": context.arn("athena", f"workgroup/{name}")}


RESOURCE_TYPES = (
    ResourceType(
        "aws:athena/workgroup:Workgroup",
        _workgroup,
        cloudformation_type="AWS::Athena::WorkGroup",
        name_property="name",
        max_name_length=128,
        defaults={"forceDestroy": False, "state": "ENABLED"},
    ),
)
