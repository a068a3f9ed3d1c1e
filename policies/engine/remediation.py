"""Changing properties without losing what the engine knows of them: secrets stay secret, unknowns stay unknown."""

from collections.abc import Mapping
from typing import Any

from pulumi_policy import Secret

from ..model.values import UNKNOWN


def with_value(properties: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The properties with one of them set, such as `encryptionInfo.encryptionInTransit.clientBroker`.

    Objects on the way are made when they are missing. Where the way leads through something unknown, or through what
    is no object, nothing changes: a remedy only changes what it can see. What was secret is so afterwards.
    """
    return _set(dict(properties), path.split("."), value)


def visible(value: Any) -> Any:
    """A value out of the secret that may hold it."""
    return value.value if isinstance(value, Secret) else value


def _set(holder: dict[str, Any], keys: list[str], value: Any) -> dict[str, Any]:
    key, *deeper = keys
    before = holder.get(key)
    inner = visible(before)
    if inner is UNKNOWN:
        return holder
    if deeper:
        if isinstance(inner, list) and len(inner) == 1 and isinstance(inner[0], dict):
            value = [_set(dict(inner[0]), deeper, value)]  # a single block, handed over as a list of one
        elif inner is None or isinstance(inner, dict):
            value = _set(dict(inner or {}), deeper, value)
        else:
            return holder
    if type(inner) is type(value) and inner == value:
        return holder  # it is right already: what it came in stays
    return {**holder, key: Secret(value) if isinstance(before, Secret) else value}
