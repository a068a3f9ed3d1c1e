"""Unpacks the code of functions, once per content."""

import hashlib
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import LocalError
from ..paths import ROOT


def unpack(function: str, code: Mapping[str, Any], into: Path) -> Path:
    """The folder with a function's code.

    Args:
        function: the name of the function, for messages.
        code: the `code` property in the state: an archive with the `path` of a zip file or a folder.
        into: the folder of unpacked zip files, one subfolder per content.

    Raises:
        LocalError: the code is not on this machine, or is neither a zip file nor a folder.
    """
    recorded = code.get("path")
    if not isinstance(recorded, str):
        raise LocalError(f"function {function}: its code is not a zip file or a folder on this machine")
    path = ROOT / recorded
    if path.is_dir():
        return path
    if not path.is_file():
        raise LocalError(f"function {function}: its archive {path} does not exist; deploy the stack again")
    target = into / hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    if not target.is_dir():
        _extract(function, path, target)
    return target


def _extract(function: str, archive: Path, target: Path) -> None:
    """Unpack to a temporary folder first, so that an interrupted start leaves no incomplete one."""
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as bundle:
            bundle.extractall(partial)
    except zipfile.BadZipFile:
        raise LocalError(f"function {function}: {archive} is not a zip file") from None
    partial.rename(target)
