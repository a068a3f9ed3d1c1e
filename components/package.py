"""What functions are made of: an archive of our own code for each, and one layer with what they import from others.

Archives are deterministic: the same files give the same bytes, so nothing is updated that did not change.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pulumi

PLATFORM = "manylinux_2_28_aarch64"
"""Amazon Linux 2023 on Graviton, which Lambda's Python 3.12 and newer run on, has glibc 2.34."""

PYTHON_VERSION = "3.13"
MAX_UNZIPPED_BYTES = 250 * 1024 * 1024
"""A function and its layers together (AWS Lambda quotas)."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_HERE = Path(__file__).resolve().parent


def source_root() -> Path:
    """The folder that holds `lambdas` and `delivery`: the checkout, or the assets of the installed package."""
    assets = _HERE / "assets"
    return assets if assets.is_dir() else _HERE.parent


def build_dir() -> Path:
    """Where archives are written: `.citycell/build` of the project that is being deployed."""
    folder = Path.cwd() / ".citycell" / "build"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def function_code(folder: str) -> pulumi.Archive:
    """Our own code of one function, laid out as the checkout does: its folder, what functions share, and the domain.

    Raises:
        pulumi.RunError: there is no such function.
    """
    root = source_root()
    if not (root / "lambdas" / folder).is_dir():
        raise pulumi.RunError(f"function {folder!r} has no folder in {root / 'lambdas'}")
    packages = [root / "lambdas" / folder, root / "lambdas" / "common", root / "delivery"]
    files = [root / "lambdas" / "__init__.py", *(file for package in packages for file in _files(package))]
    target = build_dir() / f"{folder}.zip"
    _zip(target, root, files)
    return _archive(target)


def dependencies_layer() -> pulumi.Archive:
    """The layer with everything that functions import from others, for arm64; built once per set of pins.

    Raises:
        pulumi.RunError: the packages cannot be had, or are too large for Lambda.
    """
    requirements = source_root() / "lambdas" / "requirements.txt"
    digest = hashlib.sha256(requirements.read_bytes() + PLATFORM.encode()).hexdigest()[:16]
    target = build_dir() / f"layer-{digest}.zip"
    if not target.exists():
        with tempfile.TemporaryDirectory(dir=build_dir()) as scratch:
            root = Path(scratch)
            _install(requirements, root / "python")
            files = list(_files(root / "python"))
            size = sum(file.stat().st_size for file in files)
            if size > MAX_UNZIPPED_BYTES:
                raise pulumi.RunError(f"the functions' layer has {size} bytes, and Lambda takes {MAX_UNZIPPED_BYTES}")
            pulumi.log.info(f"functions' layer: {len(files)} files, {size / 2**20:.0f} MiB of 250 MiB unzipped")
            _zip(target, root, files)
    return _archive(target)


def _archive(path: Path) -> pulumi.FileArchive:
    """Relative to the project when it lies inside, so that a state means the same in every checkout."""
    here = Path.cwd()
    return pulumi.FileArchive(str(path.relative_to(here) if path.is_relative_to(here) else path))


def _files(folder: Path) -> Iterable[Path]:
    return (
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts and file.suffix not in {".pyc", ".pyi"}
    )


def _zip(target: Path, root: Path, files: Iterable[Path]) -> None:
    """Write an archive whose bytes depend on names and contents only; others may be reading the old one."""
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".zip")
    os.close(handle)
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files):
            entry = zipfile.ZipInfo(file.relative_to(root).as_posix(), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    Path(name).replace(target)


def _install(requirements: Path, target: Path) -> None:
    done = subprocess.run(_installation(requirements, target), capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise pulumi.RunError(f"the functions' layer cannot be built: {' '.join(reason)}")


def _installation(requirements: Path, target: Path) -> list[str]:
    """The command that fills the layer: uv, which tells its children where it is, or the environment's own pip."""
    common = ["--requirement", str(requirements), "--target", str(target), "--only-binary", ":all:", "--no-deps"]
    if uv := os.environ.get("UV") or shutil.which("uv"):
        platform = ["--python-platform", "aarch64-manylinux_2_28", "--python-version", PYTHON_VERSION]
        return [uv, "pip", "install", "--quiet", *common, *platform]
    if find_spec("pip"):
        platform = ["--platform", PLATFORM, "--platform", "manylinux2014_aarch64", "--python-version", PYTHON_VERSION]
        return [sys.executable, "-m", "pip", "install", "--quiet", *common, *platform]
    raise pulumi.RunError(
        "the functions' layer cannot be built: this environment has no pip and there is no uv on PATH; "
        "install either (https://docs.astral.sh/uv), or run this through `uv run`"
    )
