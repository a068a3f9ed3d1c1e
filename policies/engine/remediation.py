"""Changes to properties that keep the engine's marks: a secret stays a secret and an unknown stays an unknown."""

from collections.abc import Mapping
from typing import Any

from pulumi_policy import Secret

from ..model.values import UNKNOWN


def with_value(properties: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The properties with one of them set, such as `encryptionInfo.encryptionInTransit.clientBroker`.

    Missing objects on the path are created. If the path leads through an unknown value or through something that is not
    an object, nothing changes: a remediation changes only what it can see. A secret stays a secret.
    """
    return _set(dict(properties), path.split("."), value)


def visible(value: Any) -> Any:
    """A value without the secret around it, if there is one."""
    return value.value if isinstance(value, Secret) else value


def _set(holder: dict[str, Any], keys: list[str], value: Any) -> dict[str, Any]:
    key, *deeper = keys
    before = holder.get(key)
    inner = visible(before)
    if inner is UNKNOWN:
        return holder
    if deeper:
        if isinstance(inner, list) and len(inner) == 1 and isinstance(inner[0], dict):
            value = [_set(dict(inner[0]), deeper, value)]  # the provider passes a single block as a list of one
        elif inner is None or isinstance(inner, dict):
            value = _set(dict(inner or {}), deeper, value)
        else:
            return holder
    if type(inner) is type(value) and inner == value:
        return holder  # already correct: keep the mark
    return {**holder, key: Secret(value) if isinstance(before, Secret) else value}
