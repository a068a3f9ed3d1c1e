"""A function's code as the stack recorded it, unpacked once for each content."""

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
        function: its name, for messages.
        code: the `code` property as the engine records it: an archive with the `path` of a zip or of a folder.
        into: where unpacked zips are kept, in one folder for each content.

    Raises:
        LocalError: the code is not on this machine, or is not a zip or a folder.
    """
    recorded = code.get("path")
    if not isinstance(recorded, str):
        raise LocalError(f"function {function}: its code is not an archive of this machine (a zip or a folder)")
    path = ROOT / recorded
    if path.is_dir():
        return path
    if not path.is_file():
        raise LocalError(f"function {function}: its archive {path} is gone; deploy the stack again")
    target = into / hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    if not target.is_dir():
        _extract(function, path, target)
    return target


def _extract(function: str, archive: Path, target: Path) -> None:
    """Unpack beside the target first, so that an interrupted start leaves no half of it."""
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as bundle:
            bundle.extractall(partial)
    except zipfile.BadZipFile:
        raise LocalError(f"function {function}: {archive} is not a zip file") from None
    partial.rename(target)
