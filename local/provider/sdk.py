"""What the published SDK, `pulumi_aws`, says about a resource type: its outputs, inputs, and their types."""

import importlib
import keyword
import threading
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pulumi


@dataclass(frozen=True)
class SdkType:
    """One resource class."""

    outputs: Mapping[str, Any]
    """Type of each output by its camelCase name, unwrapped from `Output[…]`."""
    inputs: frozenset[str]
    required_inputs: frozenset[str]
    arguments: type
    """The class of its inputs."""

    @property
    def required(self) -> dict[str, Any]:
        """Outputs that are always set, with their types."""
        return {name: kind for name, kind in self.outputs.items() if not _optional(kind)}


_importing = threading.Lock()
"""pulumi_aws' modules import each other in circles, and two threads would see halves of them."""


def sdk_type(token: str) -> SdkType | None:
    """The class of a type token such as `aws:ec2/vpc:Vpc`, or None when the SDK has none."""
    with _importing:
        return _sdk_type(token)


@cache
def _sdk_type(token: str) -> SdkType | None:
    _, module, name = token.split(":")
    folder = module.split("/")[0]
    folder = f"{folder}_" if keyword.iskeyword(folder) else folder
    try:
        package = importlib.import_module(f"pulumi_aws.{folder}")
    except ModuleNotFoundError:
        return None
    cls = getattr(package, name, None)
    if cls is None:
        return None
    # The SDK says `InitArgs` where a nested type has the name: `s3.BucketVersioningArgs` is `Bucket.versioning`.
    arguments = getattr(package, f"{name}InitArgs", None) or getattr(package, f"{name}Args")
    inputs = _properties(arguments)
    required = (name for name, kind in inputs.items() if not _optional(kind))
    return SdkType(_properties(cls), frozenset(inputs), frozenset(required), arguments)


def blank(kind: Any) -> Any:
    """The empty value of a type: what AWS answers for something that is not set."""
    origin = typing.get_origin(kind) or kind
    if origin in (str, bool, int, float):
        return origin()
    if is_enum(kind):
        return ""
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return []
    return {}


def is_enum(kind: Any) -> bool:
    """Whether a type is one of the SDK's enums of texts; references to its output types begin with `outputs.`."""
    return isinstance(kind, typing.ForwardRef) and not kind.__forward_arg__.startswith("outputs.")


def _properties(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, member in vars(cls).items():
        if isinstance(member, property) and member.fget is not None:
            hint = member.fget.__annotations__.get("return")
            found[getattr(member.fget, "_pulumi_name", name)] = _unwrapped(hint)
    return found


def _unwrapped(hint: Any) -> Any:
    return typing.get_args(hint)[0] if typing.get_origin(hint) is pulumi.Output else hint


def _optional(kind: Any) -> bool:
    return type(None) in typing.get_args(kind)
