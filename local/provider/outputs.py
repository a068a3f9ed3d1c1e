"""From inputs to outputs: what AWS would answer, and what a preview cannot know yet."""

from collections.abc import Mapping
from typing import Any

from .account import Account
from .resource_type import Made, Shape, seed_of
from .sdk import SdkType, blank, sdk_type
from .values import UNKNOWN, is_unknown


def created(shape: Shape, urn: str, account: Account, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Identifier and outputs of a new resource."""
    return _answered(shape, urn, account, inputs, {})


def planned(shape: Shape, account: Account, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Outputs of a resource that a preview would create: inputs and defaults are known, all else is not."""
    known = {**shape.defaults, **_stated(inputs), **_provider_set(shape, account, inputs)}
    return {**dict.fromkeys((*_sdk(shape).required, "id"), UNKNOWN), **known}


def updated(
    shape: Shape, urn: str, account: Account, inputs: Mapping[str, Any], old: Mapping[str, Any]
) -> dict[str, Any]:
    """Outputs after an update in place."""
    return _answered(shape, urn, account, inputs, old)[1]


def replanned(
    shape: Shape, urn: str, account: Account, inputs: Mapping[str, Any], old: Mapping[str, Any]
) -> dict[str, Any]:
    """Outputs of a resource that a preview would update: what the update would change is not known."""
    after = _answered(shape, urn, account, inputs, old)[1]
    stated = {**shape.defaults, **_stated(inputs), **_provider_set(shape, account, inputs)}
    return {
        key: value if key in stated or (old.get(key) == value and not is_unknown(value)) else UNKNOWN
        for key, value in after.items()
    }


def _answered(
    shape: Shape, urn: str, account: Account, inputs: Mapping[str, Any], old: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    made = Made(account, urn.rsplit("::", 1)[-1], inputs, old, seed_of(shape, urn, account, inputs))
    computed = dict(shape.compute(made))
    identifier = str(computed.pop("id"))
    empty = {name: blank(kind) for name, kind in _sdk(shape).required.items()}
    outputs = {**empty, **shape.defaults, **computed, **_stated(inputs), **_provider_set(shape, account, inputs)}
    return identifier, {**outputs, "id": identifier}


def _provider_set(shape: Shape, account: Account, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider itself adds to every resource that has it."""
    outputs = _sdk(shape).outputs
    found: dict[str, Any] = {}
    if "region" in outputs:
        found["region"] = inputs.get("region", account.region)
    if "tagsAll" in outputs:
        found["tagsAll"] = account.tags_all(inputs.get("tags"))
    return found


def _stated(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs without the provider's own notes (`__defaults`), which are no outputs."""
    return {key: value for key, value in inputs.items() if not key.startswith("__")}


def _sdk(shape: Shape) -> SdkType:
    found = sdk_type(shape.token)
    assert found is not None, f"pulumi_aws has no {shape.token}"
    return found
