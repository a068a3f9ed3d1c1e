"""Reading the syntax tree of the project's own modules."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


@functools.cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text())


def relative_to_root(path: Path) -> str:
    """A path as messages show it."""
    return str(path.relative_to(ROOT))


def classes(tree: ast.Module) -> list[ast.ClassDef]:
    """The classes of a module, not those inside others."""
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def calls(node: ast.AST) -> set[str]:
    """Names of the functions that are called anywhere below a node."""
    return {part.func.id for part in ast.walk(node) if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)}


def imported_modules(tree: ast.Module) -> Iterator[str]:
    """Absolute names of the modules that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
