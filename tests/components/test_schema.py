"""Other languages: Pulumi can read every component's arguments and outputs."""

import pulumi
import pytest
from pulumi.provider.experimental.analyzer import Analyzer

import components
from tests.components.samples import COMPONENTS


def test_all_components_are_public() -> None:
    """The package exports the whole cell and each of its parts."""
    assert len(COMPONENTS) >= 14
    assert sorted(components.__all__) == components.__all__


@pytest.mark.parametrize("kind", COMPONENTS, ids=lambda kind: kind.__name__)
def test_a_component_has_a_schema(kind: type[pulumi.ComponentResource]) -> None:
    """The analyzer understands its annotations; every argument and output of its own is described."""
    analyzed = Analyzer("citycell").analyze([kind])["component_definitions"][kind.__name__]
    assert {"city", "cell", "owner", "region", "accountId", "disposable"} <= analyzed.inputs.keys()
    assert analyzed.description
    assert all(item.description for item in analyzed.outputs.values())


def test_all_components_fit_one_schema() -> None:
    """No two types of different components share a name, since one package has one list of them."""
    analyzed = Analyzer("citycell").analyze(list(COMPONENTS))
    assert len(analyzed["component_definitions"]) == len(COMPONENTS)
