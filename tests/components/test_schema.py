"""The schema for other languages: Pulumi can analyze all components, and everything has a description."""

import ast
import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, is_typeddict

import pulumi
import pytest
from pulumi.provider.experimental.analyzer import Analyzer

import components
from components.aws.names import camel_case
from components.core.cell import CellArgs
from tests.components.samples import COMPONENTS

PACKAGE = Path(components.__file__).parent
CITYCELL_TYPE = "#/types/citycell:index:"
PULUMI_TYPES = {f"pulumi.json#/{name}" for name in ("Archive", "Asset", "Any", "Json")}

each_component = pytest.mark.parametrize("kind", COMPONENTS, ids=lambda kind: kind.__name__)


def described_classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every TypedDict and enum of the package, with its module; commands are no part of the schema."""
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if not (path.parent / "__main__.py").exists()]
    trees = [(path, ast.parse(path.read_text())) for path in paths]
    classes = {node.name: (path, node) for path, tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}

    def is_described(node: ast.ClassDef) -> bool:
        bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
        return any(
            base in {"TypedDict", "StrEnum"} or (base in classes and is_described(classes[base][1])) for base in bases
        )

    for name, (path, node) in classes.items():
        if is_described(node):
            yield f"{path.relative_to(PACKAGE)}:{name}", node


def undescribed(node: ast.ClassDef) -> list[str]:
    """Keys or members without a docstring."""
    following = [*node.body[1:], None]
    return [
        target.id
        for item, after in zip(node.body, following, strict=True)
        for target in ([item.target] if isinstance(item, ast.AnnAssign) else getattr(item, "targets", []))
        if isinstance(target, ast.Name)
        and not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and after.value.value)
    ]


def own_arguments(kind: type[pulumi.ComponentResource]) -> set[str]:
    """The arguments that a component does not inherit."""
    (node,) = (node for name, node in described_classes() if name.endswith(f":{kind.__name__}Args"))
    keys = [item.target for item in node.body if isinstance(item, ast.AnnAssign)]
    return {camel_case(key.id) for key in keys if isinstance(key, ast.Name)}


def references(node: Any) -> Iterator[str]:
    """The types that an analyzed definition refers to, also in nested definitions."""
    for part in (node.items, node.additional_properties):
        if part is not None:
            yield from references(part)
    if node.ref:
        yield node.ref


def test_all_components_are_public() -> None:
    """The package exports every component and its arguments."""
    assert len(COMPONENTS) >= 14
    assert sorted(components.__all__) == components.__all__
    assert [kind.__name__ for kind in COMPONENTS if f"{kind.__name__}Args" not in components.__all__] == []


@each_component
def test_a_component_has_a_schema(kind: type[pulumi.ComponentResource]) -> None:
    """The analyzer reads all annotations, and the component's own inputs and outputs have descriptions.

    The analyzer ignores the docstrings of inherited keys; the last test of this module checks them.
    """
    analyzed = Analyzer("citycell").analyze([kind])["component_definitions"][kind.__name__]
    cell = {camel_case(name) for name in inspect.get_annotations(CellArgs)}
    declared = {camel_case(name) for name in inspect.get_annotations(kind) if not name.startswith("_")}
    assert cell <= analyzed.inputs.keys()
    assert declared == analyzed.outputs.keys()
    assert analyzed.description
    described = {name for name, item in {**analyzed.inputs, **analyzed.outputs}.items() if item.description}
    assert sorted((own_arguments(kind) | declared) - described) == []


def test_all_components_fit_one_schema() -> None:
    """All types are in one list and from this package; otherwise no SDK could be generated."""
    analyzed = Analyzer("citycell").analyze(list(COMPONENTS))
    kinds, types = analyzed["component_definitions"], analyzed["type_definitions"]
    assert len(kinds) == len(COMPONENTS)
    properties = [item for kind in kinds.values() for item in (*kind.inputs.values(), *kind.outputs.values())]
    properties += [item for kind in types.values() for item in kind.properties.values()]
    named = {reference for item in properties for reference in references(item)}
    assert sorted(named - PULUMI_TYPES - {f"{CITYCELL_TYPE}{name}" for name in types}) == []
    assert not analyzed["dependencies"]


def test_every_key_and_member_is_described() -> None:
    """Each argument and each choice has a docstring, which is the documentation in other languages."""
    found = dict(described_classes())
    assert {name: missing for name, node in found.items() if (missing := undescribed(node))} == {}
    exported = [
        kind
        for kind in (getattr(components, name) for name in components.__all__)
        if is_typeddict(kind) or _is_enum(kind)
    ]
    assert {kind.__name__ for kind in exported} <= {name.rsplit(":", 1)[-1] for name in found}


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)
