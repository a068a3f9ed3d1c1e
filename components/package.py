"""The code of functions: an archive of own modules for each, and layers with the libraries that they import.

An archive holds the modules that its handler imports, found by following the import statements. Archives are
deterministic: the same files give the same bytes, so a preview shows no change when no file changed.
"""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pulumi

PLATFORM = "manylinux_2_28_aarch64"
"""Amazon Linux 2023 on Graviton, which Lambda's Python 3.12 and newer run on, has glibc 2.34."""

PYTHON_VERSION = "3.13"
MAX_UNZIPPED_BYTES = 250 * 1024 * 1024
"""A function and its layers together (AWS Lambda quotas)."""

MAX_ZIPPED_BYTES = 10 * 1024 * 1024
"""An archive or a layer: a cold start downloads and unpacks it. Lambda's own limit is 50 MB."""

RDS_ROOTS = "rds-roots.pem"
"""The file in `services/` with the authorities of RDS, which no system trusts by default."""

OWN_PACKAGES = ("lambdas", "delivery", "services")
RUNTIME_LIBRARIES = frozenset({"botocore"})
"""Libraries of Lambda's Python runtime; AWS keeps them current, and their service models would exceed the limit."""

_INSTALLER_FILES = frozenset({"INSTALLER", "RECORD", "REQUESTED", "direct_url.json", "uv_cache.json"})
"""Records of the installer: they differ by installer and by folder, and so would the layers of two checkouts."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_HERE = Path(__file__).resolve().parent


class LayerName(StrEnum):
    """A set of libraries that functions share."""

    MESSAGES = "messages"
    """Decoding and encoding of messages."""
    FUNCTIONS = "functions"
    """Kafka, Valkey and messages."""
    MIGRATIONS = "migrations"
    """PostgreSQL, for migrations of the database."""


_LIBRARIES = {
    LayerName.MESSAGES: frozenset({"msgspec"}),
    LayerName.FUNCTIONS: frozenset({"confluent_kafka", "msgspec", "valkey"}),
    LayerName.MIGRATIONS: frozenset({"psycopg", "psycopg_binary"}),
}
"""The importable packages of each layer, smallest layer first."""

_REQUIREMENTS = {
    LayerName.MESSAGES: "requirements-messages.txt",
    LayerName.FUNCTIONS: "requirements.txt",
    LayerName.MIGRATIONS: "requirements-migrations.txt",
}
"""Pinned files in `lambdas/`, exported from `uv.lock`."""


def source_root() -> Path:
    """The folder that holds `lambdas`, `delivery` and `web`: the checkout, or the assets of the installed package."""
    assets = _HERE / "assets"
    return assets if assets.is_dir() else _HERE.parent


def web_folder() -> Path:
    """The folder with the pages of a city."""
    return source_root() / "web"


def build_dir() -> Path:
    """The folder of archives: `.citycell/build` of the project that is being deployed."""
    folder = Path.cwd() / ".citycell" / "build"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def function_code(folder: str) -> pulumi.Archive:
    """The archive of one function: the own modules that its handler imports, laid out as in the checkout.

    Raises:
        pulumi.RunError: there is no such function.
    """
    files, _ = _imports_of(_handler(folder))
    target = build_dir() / f"{folder}.zip"
    _zip(target, source_root(), files)
    return _archive(target)


def migrations_code() -> pulumi.Archive:
    """The archive of the function that migrates the database: its modules, the migrations, and the roots of RDS."""
    services = source_root() / "services"
    files, _ = _imports_of(services / "migrate" / "handler.py")
    target = build_dir() / "migrate.zip"
    _zip(target, source_root(), {*files, *(services / "migrations").glob("*.sql"), services / RDS_ROOTS})
    return _archive(target)


def migrations_digest(phase: str) -> str:
    """A digest of what the migrations of a phase run, `expand` or `contract`: it changes when a file does.

    The grants belong to the phase `expand`, which runs them.
    """
    folder = source_root() / "services" / "migrations"
    files = {*folder.glob(f"????_{phase}_*.sql"), *(folder.glob("grants.sql") if phase == "expand" else ())}
    content = hashlib.sha256()
    for file in sorted(files):
        content.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return content.hexdigest()


def function_libraries(folder: str) -> frozenset[str]:
    """The libraries that a function imports, by import name, without the standard library and Lambda's runtime.

    Raises:
        pulumi.RunError: there is no such function.
    """
    _, imported = _imports_of(_handler(folder))
    return imported - RUNTIME_LIBRARIES


def function_layer(folder: str) -> LayerName | None:
    """The smallest layer with every library of a function; None for a function that needs no layer.

    Raises:
        pulumi.RunError: there is no such function, or it imports a library that is in no layer.
    """
    libraries = function_libraries(folder)
    if not libraries:
        return None
    for layer, contents in _LIBRARIES.items():
        if libraries <= contents:
            return layer
    missing = ", ".join(sorted(libraries - _LIBRARIES[LayerName.FUNCTIONS]))
    raise pulumi.RunError(
        f"function {folder!r} imports {missing}, which is in no layer: "
        f"add it to the group `functions` of pyproject.toml, to lambdas/{_REQUIREMENTS[LayerName.FUNCTIONS]} "
        "and to _LIBRARIES in package.py"
    )


def dependencies_layer(layer: LayerName = LayerName.FUNCTIONS) -> pulumi.Archive:
    """The archive of a layer for arm64, built once per set of pins.

    Args:
        layer: which layer; by default the one with every library of the functions.

    Raises:
        pulumi.RunError: the packages cannot be installed, or the layer is too large.
    """
    requirements = source_root() / "lambdas" / _REQUIREMENTS[layer]
    digest = hashlib.sha256(requirements.read_bytes() + PLATFORM.encode()).hexdigest()[:16]
    target = build_dir() / f"layer-{digest}.zip"
    if not target.exists():
        _build_layer(layer, requirements, target)
    return _archive(target)


def _build_layer(layer: LayerName, requirements: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        root = Path(scratch)
        _install(requirements, root / "python")
        files = list(_files(root / "python"))
        size = sum(file.stat().st_size for file in files)
        if size > MAX_UNZIPPED_BYTES:
            raise pulumi.RunError(f"layer {layer} has {size} bytes, and Lambda accepts {MAX_UNZIPPED_BYTES}")
        pulumi.log.info(f"layer {layer}: {len(files)} files, {size / 2**20:.0f} MiB of 250 MiB unzipped")
        _zip(target, root, files)


def _handler(folder: str) -> Path:
    handler = source_root() / "lambdas" / folder / "handler.py"
    if not handler.is_file():
        raise pulumi.RunError(f"function {folder!r} has no handler.py in {handler.parent}")
    return handler


@cache
def _imports_of(handler: Path) -> tuple[frozenset[Path], frozenset[str]]:
    """The own files that a module needs, itself included, and the names of the libraries that these import."""
    root = source_root()
    files: set[Path] = set()
    libraries: set[str] = set()
    waiting = {".".join(handler.relative_to(root).with_suffix("").parts)}
    while waiting:
        name = waiting.pop()
        top = name.split(".")[0]
        if top not in OWN_PACKAGES:
            libraries.add(top)
            continue
        file = _module_file(root, name)
        if file is None or file in files:
            continue
        files.add(file)
        waiting |= {name.rpartition(".")[0]} - {""}
        package = name if file.name == "__init__.py" else name.rpartition(".")[0]
        waiting |= set(_imported_names(ast.parse(file.read_text()), package))
    return frozenset(files), frozenset(libraries - sys.stdlib_module_names)


def _module_file(root: Path, name: str) -> Path | None:
    """The file of an own module; None for a name inside a module, as in `from .logs import log`."""
    path = root.joinpath(*name.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def _imported_names(node: ast.AST, package: str) -> Iterator[str]:
    """Absolute names of the imports in a syntax tree, also inside functions, without those for type checkers."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            children: Iterable[ast.AST] = node.orelse
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
            return
        case ast.ImportFrom(module=module, names=names, level=level):
            parents = package.split(".")[: len(package.split(".")) - level + 1] if level else []
            origin = ".".join([*parents, *([module] if module else [])])
            yield origin
            yield from (f"{origin}.{alias.name}" for alias in names)
            return
        case _:
            children = ast.iter_child_nodes(node)
    for child in children:
        yield from _imported_names(child, package)


def _archive(path: Path) -> pulumi.FileArchive:
    """Relative to the project when it lies inside, so that a state means the same in every checkout."""
    here = Path.cwd()
    return pulumi.FileArchive(str(path.relative_to(here) if path.is_relative_to(here) else path))


def _files(folder: Path) -> Iterable[Path]:
    """The files that a layer needs: no bytecode, type stubs, commands or files of the installer."""
    return (
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and file.suffix not in {".pyc", ".pyi"}
        and file.relative_to(folder).parts[0] not in {"bin", ".lock"}
        and file.name not in _INSTALLER_FILES
    )


def _zip(target: Path, root: Path, files: Iterable[Path]) -> None:
    """Write an archive whose bytes depend on names and contents only; other processes may be reading the old one."""
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".zip")
    os.close(handle)
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files):
            entry = zipfile.ZipInfo(file.relative_to(root).as_posix(), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    _check_size(Path(name), target.name)
    Path(name).replace(target)


def _check_size(path: Path, name: str) -> None:
    size = path.stat().st_size
    if size > MAX_ZIPPED_BYTES:
        path.unlink()
        raise pulumi.RunError(f"{name} has {size} bytes zipped, and must have at most {MAX_ZIPPED_BYTES}")


def _install(requirements: Path, target: Path) -> None:
    done = subprocess.run(_installation(requirements, target), capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise pulumi.RunError(f"the functions' layer cannot be built: {' '.join(reason)}")


def _installation(requirements: Path, target: Path) -> list[str]:
    """The command that fills a layer: the uv that runs this process or is on PATH, else the environment's own pip."""
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
