"""Computes a resource's outputs from its inputs, on create and update and in previews."""

from collections.abc import Mapping
from typing import Any

from .account import Account
from .resource_type import ResourceContext, ResourceType, identifier_seed
from .sdk import SdkType, empty_value, sdk_type
from .values import UNKNOWN, is_unknown
from .zero_values import without_dropped


def created(
    resource_type: ResourceType, urn: str, account: Account, inputs: Mapping[str, Any], used: int = 0
) -> tuple[str, dict[str, Any]]:
    """The id and outputs of a new resource; `used` is the last number of its name, if its type is numbered."""
    before = {resource_type.numbered[1]: used} if resource_type.numbered and used else {}
    return _outputs(resource_type, urn, account, inputs, before)


def planned(resource_type: ResourceType, account: Account, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Outputs of a resource that a preview creates: inputs and defaults are known, the others are not."""
    known = {**resource_type.defaults, **_declared(inputs), **_provider_outputs(resource_type, account, inputs)}
    late = {
        key: {**dict.fromkeys(added, UNKNOWN), **known[key]}
        for key, added in resource_type.late.items()
        if isinstance(known.get(key), dict)
    }
    return {**dict.fromkeys((*_sdk(resource_type).required, "id"), UNKNOWN), **known, **late}


def updated(
    resource_type: ResourceType, urn: str, account: Account, inputs: Mapping[str, Any], old: Mapping[str, Any]
) -> dict[str, Any]:
    """Outputs after an update in place."""
    return _outputs(resource_type, urn, account, inputs, old)[1]


def replanned(
    resource_type: ResourceType, urn: str, account: Account, inputs: Mapping[str, Any], old: Mapping[str, Any]
) -> dict[str, Any]:
    """Outputs of a resource that a preview updates: outputs that the update changes are unknown."""
    after = _outputs(resource_type, urn, account, inputs, old)[1]
    declared = {**resource_type.defaults, **_declared(inputs), **_provider_outputs(resource_type, account, inputs)}
    return {
        key: value if key in declared or (old.get(key) == value and not is_unknown(value)) else UNKNOWN
        for key, value in after.items()
    }


def _outputs(
    resource_type: ResourceType, urn: str, account: Account, inputs: Mapping[str, Any], old: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    context = ResourceContext(
        account, urn.rsplit("::", 1)[-1], inputs, old, identifier_seed(resource_type, urn, account, inputs)
    )
    computed = dict(resource_type.compute(context))
    identifier = str(computed.pop("id"))
    empty = {name: empty_value(kind) for name, kind in _sdk(resource_type).required.items()}
    outputs = {
        **empty,
        **resource_type.defaults,
        **computed,
        **_declared(without_dropped(resource_type.token, read(resource_type, inputs))),
        **_provider_outputs(resource_type, account, inputs),
    }
    completed = {key: {**computed[key], **outputs[key]} for key in resource_type.late if isinstance(outputs[key], dict)}
    return identifier, {**outputs, **completed, "id": identifier}


def _provider_outputs(resource_type: ResourceType, account: Account, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The region and the merged tags, on every resource that has these outputs."""
    outputs = _sdk(resource_type).outputs
    found: dict[str, Any] = {}
    if "region" in outputs:
        found["region"] = inputs.get("region", account.region)
    if "tagsAll" in outputs:
        found["tagsAll"] = account.tags_all(inputs.get("tags"))
    return found


def read(resource_type: ResourceType, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The inputs as the provider reads them back from AWS."""
    return resource_type.read(inputs) if resource_type.read else inputs


def _declared(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs without the provider's bookkeeping (`__defaults`), which is not an output."""
    return {key: value for key, value in inputs.items() if not key.startswith("__")}


def _sdk(resource_type: ResourceType) -> SdkType:
    found = sdk_type(resource_type.token)
    assert found is not None, f"pulumi_aws has no {resource_type.token}"
    return found
