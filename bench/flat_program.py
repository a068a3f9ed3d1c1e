"""Generates a flat Pulumi program from a deployed stack: the same resources and inputs, no components, no outputs.

Inputs that come from outputs of other resources are plain values, as the state has them. Options other than the
provider are left out, and so are parents and dependencies.
"""

import json
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from local.provider.sdk import sdk_type
from local.state import SECRET_SIGNATURE, Resource, StackState

ASSET = "c44067f5952c0a294b673a41bacd8c17"
"""The engine's marker of an asset."""
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
"""The engine's marker of an archive."""

_PROVIDER = "pulumi:providers:aws"


class Code:
    """A Python expression; `repr` of a dict or a list that holds one gives source text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def is_aws(resource: Resource) -> bool:
    """Whether a resource is registered with AWS, and not a component, a provider or the stack."""
    return resource.type.startswith("aws:")


def submodule(token: str) -> str:
    """The submodule of a type token: `pulumi_aws.msk` for `aws:msk/topic:Topic`."""
    return _arguments(token).__module__.rsplit(".", 1)[0]


def write_resources(state: StackState, folder: Path, root: Path) -> None:
    """Write `resources.py`, which a program imports.

    Python keeps the bytecode of an imported module, but not that of `__main__.py`: the flat program must not be slow
    only because its text is long.

    Args:
        state: the deployed stack.
        folder: the folder of the flat program.
        root: the folder of the stack's own program, to which the archives are relative.
    """
    (folder / "resources.py").write_text(source(state, root))


def source(state: StackState, root: Path) -> str:
    """The text of the flat program.

    Raises:
        LocalError: the stack has no AWS provider, or several.
    """
    resources = [resource for resource in state.resources if is_aws(resource)]
    modules = sorted({submodule(resource.type) for resource in resources})
    lines = ["import pulumi", *(f"import {module}" for module in modules), "", _provider(state)]
    return "\n".join([*lines, *(_registration(resource, root) for resource in resources), ""])


def _provider(state: StackState) -> str:
    provider = state.one(_PROVIDER)
    arguments = {"region": provider.inputs["region"]}
    if tags := provider.inputs.get("defaultTags"):
        arguments["default_tags"] = json.loads(tags)
    return f"provider = pulumi_aws.Provider({provider.name!r}, **{arguments!r})"


def _registration(resource: Resource, root: Path) -> str:
    """One statement, which registers a resource."""
    defaults = {"__defaults", *resource.inputs.get("__defaults", [])}
    inputs = {key: value for key, value in resource.inputs.items() if key not in defaults}
    arguments = _translated(inputs, _arguments(resource.type), root)
    name = resource.type.rsplit(":", 1)[-1]
    options = "opts=pulumi.ResourceOptions(provider=provider)"
    return f"{submodule(resource.type)}.{name}({resource.name!r}, {options}, **{arguments!r})"


def _arguments(token: str) -> type:
    """The class of a resource's inputs."""
    sdk = sdk_type(token)
    assert sdk is not None, token
    return sdk.arguments


def _translated(value: Any, inputs: type | None, root: Path) -> Any:
    """A value with the SDK's Python names, which `repr` turns into source text."""
    if isinstance(value, list):
        return [_translated(item, inputs, root) for item in value]
    if not isinstance(value, Mapping):
        return value
    if value.get(SECRET_SIGNATURE) in {ASSET, ARCHIVE}:
        return _asset(value, root)
    names = _properties(inputs) if inputs else {}
    known = {key: names.get(key, (key, None)) for key in value}
    return {known[key][0]: _translated(item, known[key][1], root) for key, item in value.items()}


def _asset(value: Mapping[str, Any], root: Path) -> Code:
    """The expression that makes an asset or an archive again."""
    kind = "Asset" if value[SECRET_SIGNATURE] == ASSET else "Archive"
    if "assets" in value:
        return Code(f"pulumi.AssetArchive({_translated(value['assets'], None, root)!r})")
    if "path" in value:
        return Code(f"pulumi.File{kind}({str(root / value['path'])!r})")
    if "uri" in value:
        return Code(f"pulumi.Remote{kind}({value['uri']!r})")
    return Code(f"pulumi.StringAsset({value['text']!r})")


@cache
def _properties(inputs: type) -> dict[str, tuple[str, type | None]]:
    """The Python name of each input by its name in the state, and the class of its value where it has one."""
    return {
        getattr(member.fget, "_pulumi_name", name): (name, _nested(inputs, member.fget.__annotations__.get("return")))
        for name, member in vars(inputs).items()
        if isinstance(member, property) and member.fget is not None
    }


def _nested(inputs: type, hint: Any) -> type | None:
    """The class of nested inputs that an annotation names, such as `Input[Sequence[Input[RuleArgs]]]`."""
    package = import_module(inputs.__module__.rsplit(".", 1)[0])
    found = (getattr(package, name, None) for name in _references(hint) if name.endswith("Args"))
    return next((cls for cls in found if isinstance(cls, type)), None)


def _references(hint: Any) -> Iterator[str]:
    if isinstance(hint, typing.ForwardRef):
        yield hint.__forward_arg__
    for argument in typing.get_args(hint):
        yield from _references(argument)
