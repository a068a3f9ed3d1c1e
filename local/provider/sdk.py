"""Reads the inputs and outputs of a resource type, with their types, from the published SDK `pulumi_aws`."""

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
        """Outputs that are never missing, with their types."""
        return {name: kind for name, kind in self.outputs.items() if not _optional(kind)}


_importing = threading.Lock()
"""The modules of pulumi_aws import each other in cycles, so two threads would see incomplete ones."""


def sdk_type(token: str) -> SdkType | None:
    """The class of a type token such as `aws:ec2/vpc:Vpc`, or None if the SDK has none."""
    with _importing:
        return _sdk_type(token)


@cache
def _sdk_type(token: str) -> SdkType | None:
    name = token.rsplit(":", maxsplit=1)[-1]
    try:
        package = importlib.import_module(f"pulumi_aws.{module_name(token)}")
    except ModuleNotFoundError:
        return None
    cls = getattr(package, name, None)
    if cls is None:
        return None
    # `InitArgs` is the resource's class where a nested type has the name: `s3.BucketVersioningArgs` is nested.
    arguments = getattr(package, f"{name}InitArgs", None) or getattr(package, f"{name}Args")
    inputs = _properties(arguments)
    required = (name for name, kind in inputs.items() if not _optional(kind))
    return SdkType(_properties(cls), frozenset(inputs), frozenset(required), arguments)


def module_name(token: str) -> str:
    """The SDK's module of a type token: `ec2` of `aws:ec2/vpc:Vpc`, `lambda_` of a token of `lambda`."""
    module = token.split(":")[1].split("/", maxsplit=1)[0]
    return f"{module}_" if keyword.iskeyword(module) else module


def empty_value(kind: Any) -> Any:
    """The empty value of a type, which AWS returns for an unset property."""
    origin = typing.get_origin(kind) or kind
    if origin in (str, bool, int, float):
        return origin()
    if is_enum(kind):
        return ""
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return []
    return {}


def is_enum(kind: Any) -> bool:
    """Whether a type is a string enum of the SDK; references to its output types begin with `outputs.`."""
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
