"""Property values in the engine's format: plain JSON with markers for unknowns and assets."""

from collections.abc import Iterator, Mapping
from typing import Any

from google.protobuf import json_format, struct_pb2

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""The protocol's marker of an unknown value (`pulumi.runtime.rpc.UNKNOWN`)."""

SIGNATURE = "4dabf18193072939515e22adb298388d"
"""Key that marks assets, archives and other special values."""

_LOCATIONS = ("path", "uri", "text", "assets")


def from_struct(struct: Any) -> dict[str, Any]:
    """A message's properties, without nulls."""
    return {key: value for key, value in json_format.MessageToDict(struct).items() if value is not None}


def to_struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """Properties as a message."""
    return json_format.ParseDict(dict(properties), struct_pb2.Struct())


def is_unknown(value: Any) -> bool:
    """Whether a value is unknown or contains an unknown value."""
    if isinstance(value, str):
        return UNKNOWN in value
    return any(is_unknown(item) for item in _children(value))


def is_special(value: Any) -> bool:
    """Whether a value is an asset, an archive or another marked value."""
    return isinstance(value, dict) and SIGNATURE in value


def identity(value: Any) -> Any:
    """The value to compare: assets and archives are compared by hash, not by location."""
    if is_special(value) and "hash" in value:
        return {key: item for key, item in value.items() if key not in _LOCATIONS}
    if isinstance(value, dict):
        return {key: identity(item) for key, item in value.items()}
    if isinstance(value, list):
        return [identity(item) for item in value]
    return value


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
