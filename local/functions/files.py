"""Configuration files: dataclasses as JSON, validated on reading."""

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ..errors import LocalError

Config = TypeVar("Config")


def _to_path(wanted: type, value: Any) -> Any:
    if wanted is Path and isinstance(value, str):
        return Path(value)
    raise TypeError(f"unsupported type {wanted}")


def read_config(path: Path, kind: type[Config]) -> Config:
    """Read a dataclass from a JSON file; unknown keys are ignored, missing ones get their default.

    Raises:
        LocalError: the file is missing, or a value is invalid (the message has its JSON path).
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind, dec_hook=_to_path)
    except FileNotFoundError:
        raise LocalError(f"configuration file {path} does not exist") from None
    except msgspec.MsgspecError as error:
        raise LocalError(f"{path}: {error}") from None


def write_config(config: Any, path: Path) -> None:
    """Write a dataclass to a JSON file. It contains passwords, so only its owner can read it."""
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(config, enc_hook=str)))
