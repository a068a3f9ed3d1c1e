"""Athena: workgroups."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _workgroup(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {"id": name, "arn": made.arn("athena", f"workgroup/{name}")}


SHAPES = (
    Shape(
        "aws:athena/workgroup:Workgroup",
        _workgroup,
        published="AWS::Athena::WorkGroup",
        named="name",
        longest_name=128,
        defaults={"forceDestroy": False, "state": "ENABLED"},
    ),
)
