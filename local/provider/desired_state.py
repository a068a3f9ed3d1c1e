"""Validates the desired state of a Cloud Control resource against the schema of its CloudFormation type.

The real provider validates the whole document while it plans, and replaces the resource if a create-only property of
the schema changes (`internal/service/cloudcontrol/resource.go` of hashicorp/terraform-provider-aws).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from jsonschema import Draft7Validator

from . import cloudformation
from .resource_type import Failure
from .values import is_unknown

State = Mapping[str, Any]


def parse(text: Any) -> State | None:
    """The desired state of JSON text, or None if it is unknown or not a JSON object."""
    if is_unknown(text):
        return None
    try:
        state: Any = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    return cast("State", state) if isinstance(state, dict) else None


def failures(type_name: str, text: Any, region: str) -> list[Failure]:
    """What AWS rejects in a desired state, each with its path in the document."""
    if is_unknown(text) or is_unknown(type_name):
        return []
    schema = cloudformation.schema(type_name, region)
    if schema is None:
        return [("typeName", f"{type_name} is not a CloudFormation type that AWS offers in {region}")]
    state = parse(text)
    if state is None:
        return [("desiredState", "it is not a JSON object")]
    given = [pointer for pointer in schema.get("readOnlyProperties", []) if has(state, pointer)]
    found = [
        ("desiredState", f"AWS sets {_dotted(pointer)}, so it must not be in the desired state") for pointer in given
    ]
    return found + list(_schema_failures(schema, state))


def create_only_changed(type_name: str, old: Any, new: Any, region: str) -> bool:
    """Whether a change of the desired state needs a new resource."""
    before, after = parse(old), parse(new)
    schema = cloudformation.schema(type_name, region)
    if before is None or after is None or schema is None:
        return False
    return any(at(before, pointer) != at(after, pointer) for pointer in schema.get("createOnlyProperties", []))


def has(state: State, pointer: str) -> bool:
    """Whether a state has the property of a pointer such as `/properties/Id`."""
    return at(state, pointer) is not None


def at(state: State, pointer: str) -> Any:
    """The value of a pointer such as `/properties/Code/S3Bucket`, or None."""
    value: Any = state
    for key in pointer.split("/")[2:]:
        value = cast("State", value).get(key) if isinstance(value, Mapping) else None
    return value


def _schema_failures(schema: Mapping[str, Any], state: State) -> Iterator[Failure]:
    for error in Draft7Validator(schema).iter_errors(state):
        path = ".".join(map(str, error.absolute_path))
        # jsonschema's message has the whole value, which may be long or a secret.
        reason = f"{error.validator} is {json.dumps(error.validator_value)[:200]}"
        if error.validator in {"required", "additionalProperties", "enum", "minimum", "maximum"}:
            reason = error.message
        yield "desiredState", f"{path or 'the document'}: {reason} ({schema['typeName']})"


def _dotted(pointer: str) -> str:
    return ".".join(pointer.split("/")[2:])
