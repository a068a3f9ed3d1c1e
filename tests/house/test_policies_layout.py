"""Rules for the layout of `policies/`, checked on the syntax tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.syntax import ROOT, parse

POLICIES = ROOT / "policies"
MODULES = sorted(POLICIES.rglob("*.py"))
PACKS = sorted(path.parent.name for path in POLICIES.glob("*/PulumiPolicy.yaml"))
TYPES = POLICIES / "aws" / "types.py"
PUBLIC = {"catalogue", "checks", "indexes", "packs", "rule", "server", "testing"}

MAX_LINES = 330
"""Of a module; `aws/types.py` is a table and has one row per AWS type."""

MAY_IMPORT: dict[str, set[str]] = {
    "model": {"model", "aws.types"},
    "aws": {"model", "aws", "rule", "indexes"},
    "cells": {"model", "aws.types", "cells", "rule", "indexes"},
    "engine": {"model", "engine", "rule", "packs", "check.finding_text"},
    "check": {"model", "engine", "check", "rule", "packs"},
}
"""What each package of `policies/` may import from it; the public modules import no pack."""

FORMER_TERMS = re.compile(r"knob|judge|judging|wire(?!d)|acknowledgement|remed(y|ies)", re.IGNORECASE)
STILL_READ = {
    ("rule.py", "knob"),
    ("rule.py", "knobs"),
    *((path, "ACKNOWLEDGEMENTS") for path in ("engine/configuration.py", "check/configuration.py")),
}
"""Former names that are kept for one release."""


def name_of(path: Path) -> str:
    """A module's path below `policies/`."""
    return path.relative_to(POLICIES).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    """The modules of `policies/` that a module imports, without `policies.` before them."""
    package = path.relative_to(POLICIES).parts[:-1]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")]
            start = ".".join(part for part in base if part)
            modules = [name for alias in node.names if is_module(name := f"{start}.{alias.name}".strip("."))]
            yield from modules or [start]


def is_module(name: str) -> bool:
    """Whether `policies/` has a module or a package of a dotted name."""
    path = POLICIES / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


def within(name: str, allowed: set[str]) -> bool:
    """Whether a module is one of the allowed modules or in one of the allowed packages."""
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


@pytest.mark.parametrize("path", [path for path in MODULES if path != TYPES], ids=name_of)
def test_resource_types_are_constants(path: Path) -> None:
    """A type token is a literal in `policies/aws/types.py` only."""
    found = [
        f"{name_of(path)}:{node.lineno} {node.value}"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"aws:\w+/\w+:\w+", node.value)
    ]
    assert not found, "use the constant of policies/aws/types.py, and add a row there if the type has none"


def test_a_constant_is_named_like_its_type() -> None:
    """`aws:s3/bucket:Bucket` is `S3_BUCKET`, so that a reader finds the one by the other."""
    rows = [node for node in parse(TYPES).body if isinstance(node, ast.Assign) and calls(node.value, "_row")]
    wrong = {
        target.id: token.value
        for row in rows
        for target, token in [(row.targets[0], getattr(row.value, "args", [None])[0])]
        if isinstance(target, ast.Name) and isinstance(token, ast.Constant)
        if target.id != constant_of(str(token.value))
    }
    assert len(rows) > 250
    assert wrong == {}, "name the constant by module and type, in upper case"


def calls(node: ast.expr, name: str) -> bool:
    """Whether an expression is a call of a function by its name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def constant_of(token: str) -> str:
    """The name of the constant of a type token."""
    module, name = token.removeprefix("aws:").split(":")[0].split("/")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return f"{module}_{words}".upper()


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_has_rules_only(pack: str) -> None:
    """Knowledge that rules share is in `policies/aws` or `policies/cells`."""
    found = {path.name for path in (POLICIES / pack).iterdir()} - {"__pycache__"}
    expected = {"PulumiPolicy.yaml", "__init__.py", "__main__.py", "rules"}
    assert found == expected, "move the module to policies/aws or policies/cells"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_imports_a_pack(path: Path) -> None:
    """`packs.py` finds the rules by their folder, and no rule depends on another."""
    found = [name for name in imports_of(path) if within(name, {*PACKS})]
    assert not found, "move what is shared to policies/aws or policies/cells"


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_packages_import_only_what_is_below_them(package: str) -> None:
    """Imports point from the engine to the AWS packages to the model, never back."""
    wrong = {
        name_of(path): sorted(found)
        for path in MODULES
        if path.is_relative_to(POLICIES / package)
        if (found := {name for name in imports_of(path) if not within(name, MAY_IMPORT[package])})
    }
    assert wrong == {}, "move the module, or the name that it needs, to a package below"


def test_public_modules_are_where_users_import_them() -> None:
    """`citycell.policies.<module>` is public; other modules are in packages."""
    found = {path.stem for path in POLICIES.glob("*.py")} - {"__init__", "__main__"}
    assert found == PUBLIC, "put a module that is not public into a package"


@pytest.mark.parametrize("path", [path for path in MODULES if path != TYPES], ids=name_of)
def test_modules_are_short(path: Path) -> None:
    """A long module does more than one thing."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES, "split the module"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_use_the_terms_of_the_field(path: Path) -> None:
    """Parameter, evaluation, protocol, suppression, remediation."""
    found = {name for name in names_in(path) if FORMER_TERMS.search(name)}
    assert not {name for name in found if (name_of(path), name) not in STILL_READ}, "use the term of the field"


def names_in(path: Path) -> Iterator[str]:
    """The names that a module defines or uses."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
