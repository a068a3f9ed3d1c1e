"""Resources of the Cloud Control API: the desired state of a CloudFormation type as JSON."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from .. import desired_state
from ..desired_state import State
from ..event_source_mapping import SOURCE_TYPE, failures, unique
from ..resource_type import Failure, ResourceContext, ResourceType

Served = tuple[Callable[[ResourceContext, State], State], Callable[[State], list[str]]]


def _mapping(context: ResourceContext, state: State) -> State:
    """The properties that AWS adds to an event source mapping."""
    del state
    uuid = context.uuid()
    return {"Id": uuid, "EventSourceMappingArn": context.arn("lambda", f"event-source-mapping:{uuid}")}


def _canary(context: ResourceContext, state: State) -> State:
    """The properties that AWS adds to a canary, whose primary identifier is its name."""
    return {"Name": state.get("Name"), "Id": context.uuid(), "State": "RUNNING"}


def _no_more_failures(state: State) -> list[str]:
    """Nothing beyond the schema."""
    del state
    return []


CANARY_TYPE = "AWS::Synthetics::Canary"

_TYPES: Mapping[str, Served] = {SOURCE_TYPE: (_mapping, failures), CANARY_TYPE: (_canary, _no_more_failures)}
"""For each CloudFormation type that the provider serves: the properties that AWS adds, and what else AWS rejects."""


def _resource(context: ResourceContext) -> Mapping[str, Any]:
    """The outputs. The id is the primary identifier of the type, and `properties` is what AWS answers."""
    state = desired_state.parse(context.get("desiredState")) or {}
    added = _TYPES[context.get("typeName")][0](context, state)
    return {"id": next(iter(added.values())), "properties": json.dumps({**state, **added}), "schema": ""}


def _validate(inputs: Mapping[str, Any], region: str) -> list[Failure]:
    name, text = str(inputs.get("typeName")), inputs.get("desiredState")
    if found := desired_state.failures(name, text, region):
        return found
    if name not in _TYPES:
        reason = f"the loopback provider does not serve {name}; add it in local/provider/resource_types/cloudcontrol.py"
        return [("typeName", reason)]
    state = desired_state.parse(text)
    return [] if state is None else [("desiredState", reason) for reason in _TYPES[name][1](state)]


def _also_replaces(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    name, region = new.get("typeName"), new.get("region", "us-east-1")
    replaced = desired_state.create_only_changed(f"{name}", old.get("desiredState"), new.get("desiredState"), region)
    return ("desiredState",) if replaced else ()


RESOURCE_TYPES = (
    ResourceType(
        "aws:cloudcontrol/resource:Resource",
        _resource,
        force_new=("typeName",),
        validate=_validate,
        unique=unique,
        also_replaces=_also_replaces,
    ),
)
