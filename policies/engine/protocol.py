"""Properties from and to the Pulumi engine: a protobuf Struct that marks unknowns, secrets and assets.

The marks are those of Pulumi's protocol (sdk/go/common/resource/properties.go and resource/plugin/rpc.go).
"""

from collections.abc import Mapping
from typing import Any

from google.protobuf import struct_pb2
from pulumi_policy import Secret
from pulumi_policy import proxy as marks

from ..model.values import OPAQUE, UNKNOWN

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a mark, not a secret
_UNKNOWNS = frozenset(
    {
        marks.UNKNOWN_BOOLEAN_VALUE,
        marks.UNKNOWN_NUMBER_VALUE,
        marks.UNKNOWN_STRING_VALUE,
        marks.UNKNOWN_ARRAY_VALUE,
        marks.UNKNOWN_ASSET_VALUE,
        marks.UNKNOWN_ARCHIVE_VALUE,
        marks.UNKNOWN_OBJECT_VALUE,
    }
)


def decode(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Properties for rules: secrets in plain text, unknowns as `UNKNOWN`, assets and archives as `OPAQUE`."""
    return {key: _plain(value) for key, value in struct.fields.items()}


def text(struct: struct_pb2.Struct, key: str) -> str:
    """The text of one property; empty if it is unknown or not a string."""
    value = _plain(struct.fields[key]) if key in struct.fields else None
    return value if isinstance(value, str) else ""


def _plain(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value in _UNKNOWNS else value.string_value
    if kind == "struct_value":
        fields = value.struct_value.fields
        if _SIGNATURE in fields:
            secret = fields[_SIGNATURE].string_value == _SECRET
            return _plain(fields["value"]) if secret and "value" in fields else OPAQUE
        return {key: _plain(inner) for key, inner in fields.items()}
    if kind == "list_value":
        return [_plain(inner) for inner in value.list_value.values]
    return None if kind is None or kind == "null_value" else getattr(value, kind)


def decode_marked(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Properties for remediations: secrets as `Secret`, unknowns as `UNKNOWN`, assets and archives as `OPAQUE`."""
    return {key: _marked(value) for key, value in struct.fields.items()}


def _marked(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        fields = value.struct_value.fields
        if _SIGNATURE in fields:
            secret = fields[_SIGNATURE].string_value == _SECRET
            return Secret(_marked(fields["value"])) if secret and "value" in fields else OPAQUE
        return {key: _marked(inner) for key, inner in fields.items()}
    if kind == "list_value":
        return [_marked(inner) for inner in value.list_value.values]
    return _plain(value)


def encode(changed: Mapping[str, Any], before: Mapping[str, Any], struct: struct_pb2.Struct) -> struct_pb2.Struct:
    """Changed properties for the engine.

    `before` is the result of `decode_marked` for `struct`. Unchanged values are copied from `struct`, which keeps the
    kind of an unknown and the content of an asset.
    """
    made = struct_pb2.Struct()
    _encode_fields(changed, before, struct, made)
    return made


def _encode_fields(
    changed: Mapping[str, Any], before: Mapping[str, Any], struct: struct_pb2.Struct, made: struct_pb2.Struct
) -> None:
    for key, value in changed.items():
        if key in before:
            made.fields[key].CopyFrom(_encoded(value, before[key], struct.fields[key]))
        else:
            made.fields[key].CopyFrom(_encoded(value, None, struct_pb2.Value()))


def _encoded(value: Any, before: Any, original: struct_pb2.Value) -> struct_pb2.Value:
    if value is before:
        return original
    if isinstance(value, Secret):
        known = isinstance(before, Secret)
        inner = original.struct_value.fields["value"] if known else struct_pb2.Value()
        made = struct_pb2.Value()
        made.struct_value.fields[_SIGNATURE].string_value = _SECRET
        made.struct_value.fields["value"].CopyFrom(_encoded(value.value, before.value if known else None, inner))
        return made
    if isinstance(value, Mapping):
        made = struct_pb2.Value(struct_value=struct_pb2.Struct())
        holder = before if isinstance(before, Mapping) else {}
        _encode_fields(value, holder, original.struct_value, made.struct_value)
        return made
    if isinstance(value, list):
        olds = before if isinstance(before, list) and len(before) == len(value) else [None] * len(value)
        parts = list(original.list_value.values) if olds is before else [struct_pb2.Value() for _ in value]
        encoded = [_encoded(item, old, part) for item, old, part in zip(value, olds, parts, strict=True)]
        return struct_pb2.Value(list_value=struct_pb2.ListValue(values=encoded))
    return _leaf(value)


def _leaf(value: Any) -> struct_pb2.Value:
    if value is None:
        return struct_pb2.Value(null_value=struct_pb2.NULL_VALUE)
    if isinstance(value, bool):
        return struct_pb2.Value(bool_value=value)
    if isinstance(value, int | float):
        return struct_pb2.Value(number_value=value)
    if isinstance(value, str):
        return struct_pb2.Value(string_value=value)
    raise TypeError(f"a remediation returned a {type(value).__name__}; use JSON types")
