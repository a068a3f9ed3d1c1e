"""`Pulumi.yaml` and `Pulumi.<stack>.yaml` read without the engine."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import yaml

MAX_BYTES: Final = 1024 * 1024
_STACK: Final = re.compile(r"(\w[\w.-]{0,99}/){0,2}\w[\w.-]{0,99}")
"""A stack's name: `stack`, `organization/stack` or `organization/project/stack` (Pulumi documentation, stacks)."""


class StackFileError(Exception):
    """A file that cannot be read as settings; the text is one line."""


@dataclass(frozen=True, kw_only=True)
class StackFile:
    """A stack's settings before validation, and where its state and secrets are."""

    stack: str
    folder: Path
    values: Mapping[str, str]
    """Settings by their name with namespace, as the engine passes them to the program."""
    encrypted: tuple[str, ...]
    """Settings that are encrypted, which are not read."""
    backend: str
    """`backend.url` of `Pulumi.yaml`; empty if it has none."""
    secrets_provider: str
    """`secretsprovider` of the stack, such as `awskms://alias/pulumi?region=eu-west-1`; empty for the default."""
    has_passphrase: bool
    """Whether secrets are encrypted with a key that follows from a passphrase."""

    @property
    def short_name(self) -> str:
        """The stack's name without its organization and project."""
        return self.stack.rsplit("/", 1)[-1]


def read(stack: str, folder: Path) -> StackFile:
    """Read a stack's files.

    Raises:
        StackFileError: a file is missing or malformed.
    """
    if not _STACK.fullmatch(stack):
        raise StackFileError(f"{stack!r} is not a stack's name: use letters, digits, hyphens, underscores and periods")
    short = stack.rsplit("/", 1)[-1]
    project, own = _document(folder, "Pulumi"), _document(folder, f"Pulumi.{short}")
    namespace = str(project.get("name", ""))
    given = _defaults(project, namespace) | _qualified(_mapping(own, "config", short), namespace)
    return StackFile(
        stack=stack,
        folder=folder,
        values={key: _text(value) for key, value in given.items() if not _is_encrypted(value)},
        encrypted=tuple(sorted(key for key, value in given.items() if _is_encrypted(value))),
        backend=str(_mapping(project, "backend", "project").get("url") or ""),
        secrets_provider=str(own.get("secretsprovider") or ""),
        has_passphrase=bool(own.get("encryptionsalt")),
    )


def _document(folder: Path, stem: str) -> dict[str, Any]:
    found = [path for suffix in ("yaml", "yml") if (path := folder / f"{stem}.{suffix}").is_file()]
    if not found:
        raise StackFileError(f"there is no {stem}.yaml in {folder}: run this in the project's folder, or name it")
    (path, *_) = found
    try:
        if path.stat().st_size > MAX_BYTES:
            raise StackFileError(f"{path.name} has more than {MAX_BYTES} bytes")
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise StackFileError(f"{path.name} cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(document, dict):
        raise StackFileError(f"{path.name} is not a mapping")
    return cast("dict[str, Any]", document)


def _mapping(document: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    found = document.get(key) or {}
    if not isinstance(found, dict):
        raise StackFileError(f"{key} of {where} is not a mapping")
    return cast("dict[str, Any]", found)


def _defaults(project: Mapping[str, Any], namespace: str) -> dict[str, Any]:
    """The values in `Pulumi.yaml`: a value, or a schema with `default` or `value` (Pulumi.yaml reference, config)."""
    found: dict[str, Any] = {}
    for key, spec in _qualified(_mapping(project, "config", "project"), namespace).items():
        if not isinstance(spec, dict):
            found[key] = spec
            continue
        schema = cast("dict[str, Any]", spec)
        value = schema.get("value", schema.get("default"))
        if value is not None:
            found[key] = value
    return found


def _qualified(config: Mapping[str, Any], namespace: str) -> dict[str, Any]:
    """Keys without a namespace have the project's (Pulumi documentation, configuration)."""
    return {key if ":" in key else f"{namespace}:{key}": value for key, value in config.items()}


def _is_encrypted(value: object) -> bool:
    return isinstance(value, dict) and "secure" in value


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, default=str)
