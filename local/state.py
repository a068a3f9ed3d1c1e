"""The state of a deployed stack, the only source of a local cell.

Source: `pulumi stack export --show-secrets`, the engine's deployment format, version 3.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import LocalError

SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d"  # noqa: S105 - the engine's public marker of special values
SECRET_VALUE = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the engine's public marker of a secret


@dataclass(frozen=True)
class Resource:
    """One resource in the state; property names are camelCase, as in Pulumi schemas."""

    urn: str
    type: str
    name: str
    id: str
    parent: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    dependencies: tuple[str, ...] = ()
    """URNs of the resources that it was made after, its parent apart."""


@dataclass(frozen=True)
class StackState:
    """All resources of one deployed stack."""

    stack: str
    resources: tuple[Resource, ...]

    def of_type(self, token: str) -> list[Resource]:
        """The resources of one type, for example `aws:msk/topic:Topic`, in order of creation."""
        return [resource for resource in self.resources if resource.type == token]

    def one(self, token: str) -> Resource:
        """The only resource of a type.

        Raises:
            LocalError: the stack does not have exactly one.
        """
        found = self.of_type(token)
        if len(found) != 1:
            raise LocalError(
                f"stack {self.stack} has {len(found)} resources of type {token}; a local cell needs exactly one"
            )
        return found[0]

    @property
    def outputs(self) -> Mapping[str, Any]:
        """The outputs of the stack."""
        return self.one("pulumi:pulumi:Stack").outputs


def _plain(value: Any) -> Any:
    """Unwrap secrets; assets and archives stay in the engine's format."""
    if isinstance(value, dict):
        if value.get(SECRET_SIGNATURE) == SECRET_VALUE:
            return _plain(json.loads(value["plaintext"]))
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def load_state(path: Path) -> StackState:
    """Read an exported state.

    Raises:
        LocalError: the file is missing or is not an exported deployment.
    """
    try:
        document = json.loads(path.read_text())
        resources = document["deployment"].get("resources", [])
    except FileNotFoundError:
        raise LocalError(f"{path} does not exist: run `python -m local deploy STACK` first") from None
    except (ValueError, KeyError, TypeError):
        raise LocalError(f"{path} is not a state exported by `pulumi stack export`") from None
    parsed = tuple(
        Resource(
            urn=item["urn"],
            type=item["type"],
            name=item["urn"].rsplit("::", 1)[-1],
            id=item.get("id", ""),
            parent=item.get("parent", ""),
            inputs=_plain(item.get("inputs", {})),
            outputs=_plain(item.get("outputs", {})),
            dependencies=tuple(item.get("dependencies") or ()),
        )
        for item in resources
    )
    stack = parsed[0].urn.split("::")[0].removeprefix("urn:pulumi:") if parsed else path.stem
    return StackState(stack=stack, resources=parsed)
