"""The import rule of docs/architecture.md: a folder imports only the folders that the table of layers allows."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.syntax import ROOT, imported_modules, parse, relative_to_root

FOLDERS = ("components", "policies", "delivery", "lambdas", "services", "local", "tests", "bench")
MAY_IMPORT: dict[str, set[str]] = {
    "__main__": {"components"},
    "components": set(),
    "policies": set(),
    "delivery": set(),
    "lambdas": {"delivery"},
    "services": {"delivery"},
    "local": {"delivery"},
}
"""Folder to the other folders that it may import. Imports inside a folder are relative."""

FORBIDDEN_LIBRARIES: dict[str, set[str]] = {
    "components": {"boto3", "confluent_kafka", "pulumi_policy"},
    "policies": {"boto3", "confluent_kafka", "pulumi_aws", "pulumi_awsx"},
    "delivery": {"boto3", "confluent_kafka", "pulumi", "pulumi_aws", "aiohttp", "httpx", "socket", "psycopg", "valkey"},
    "lambdas": {"boto3", "pulumi", "pulumi_aws", "psycopg"},
    "services": {"pulumi", "pulumi_aws", "valkey"},
}
"""Libraries that only other folders need."""

ALLOWED: tuple[tuple[str, str], ...] = (
    ("components/cells/", "boto3"),
    ("components/preflight/", "boto3"),
    ("components/smoke/", "boto3"),
)
"""Beginning of a path, and a library that it needs all the same: commands that no component imports."""


def imports_of(path: Path) -> set[str]:
    """The top-level names of all absolute imports of a module."""
    return {name.split(".")[0] for name in imported_modules(parse(path))}


def modules(folder: str) -> list[Path]:
    """The modules of a folder; `__main__` is the stack program."""
    if folder == "__main__":
        return [ROOT / "__main__.py"]
    return sorted(path for path in (ROOT / folder).rglob("*.py") if ".citycell" not in path.parts)


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_folder_imports_only_the_folders_that_it_may_import(folder: str) -> None:
    """Move the shared code to a folder that both may import, and import the own folder relatively."""
    wrong = {
        relative_to_root(path): sorted(found)
        for path in modules(folder)
        if (found := (imports_of(path) & set(FOLDERS)) - MAY_IMPORT[folder])
    }
    assert wrong == {}


@pytest.mark.parametrize("folder", FORBIDDEN_LIBRARIES)
def test_a_folder_imports_only_its_own_libraries(folder: str) -> None:
    """The domain imports neither Kafka nor AWS clients, and the programs of a cell import no Pulumi."""
    wrong = {
        relative_to_root(path): sorted(found)
        for path in modules(folder)
        if (found := imports_of(path) & FORBIDDEN_LIBRARIES[folder] - allowed_in(path))
    }
    assert wrong == {}


def allowed_in(path: Path) -> set[str]:
    """The libraries of `ALLOWED` for a module."""
    where = relative_to_root(path)
    return {library for beginning, library in ALLOWED if where.startswith(beginning)}


def test_components_import_no_command() -> None:
    """Commands have libraries of their own, so a program that imports `citycell` must not load them."""
    commands = {beginning.split("/")[1] for beginning, _ in ALLOWED}
    wrong = [
        f"{relative_to_root(path)}: {ast.unparse(node)}"
        for path in modules("components")
        if not any(relative_to_root(path).startswith(beginning) for beginning, _ in ALLOWED)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Import | ast.ImportFrom) and commands & set(re.findall(r"\w+", ast.unparse(node)))
    ]
    assert wrong == []


def test_folders_are_found() -> None:
    """The tests above read files, so a moved folder does not make them pass."""
    assert all(modules(folder) for folder in MAY_IMPORT)
