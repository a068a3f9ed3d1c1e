"""The examples with several cells, on mocks: cells share nothing but their region. The engine runs them in full."""

import ipaddress
import itertools
import runpy
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pulumi
import pytest
from pulumi.runtime import config as runtime_config

from components import package
from components.package import LayerName
from local.paths import ROOT
from tests.components.recording import Recorder, Registration, record

CELLS = {"zones": ("dublin-north", "dublin-south"), "company": ("cork", "vigo")}
"""Example to its cells."""

MODULES = ("components.", "citycell.")


def no_layer(*layers: LayerName) -> pulumi.Archive:
    """An empty layer in place of one that is built."""
    del layers
    return pulumi.AssetArchive({})


@cache
def recorded(example: str) -> Recorder:
    """What an example registers, with empty layers."""
    program = ROOT / "examples" / example / "__main__.py"

    def build() -> Any:
        aliases = {name: module for name, module in sys.modules.items() if name.startswith("components")}
        with pytest.MonkeyPatch.context() as patch:
            for name, module in aliases.items():
                patch.setitem(sys.modules, name.replace("components", "citycell", 1), module)
            patch.setattr(package, "dependencies_layer", no_layer)
            runtime_config.set_all_config({"aws:region": "eu-west-1"})
            try:
                runpy.run_path(str(program))
            finally:
                runtime_config.set_all_config({})

    return record(build)


def of_cell(recorder: Recorder, cell: str) -> list[Registration]:
    """The resources of a cell: their names begin with its name."""
    return [item for item in recorder.registrations if item.name == cell or item.name.startswith(f"{cell}-")]


def texts(value: Any) -> Iterator[str]:
    """All texts in inputs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


each_example = pytest.mark.parametrize("example", CELLS)


@each_example
def test_no_cell_refers_to_another(example: str) -> None:
    """Neither in names, documents and addresses of hosts, nor by what it is made after."""
    recorder = recorded(example)
    for cell, other in itertools.permutations(CELLS[example], 2):
        mine = of_cell(recorder, cell)
        assert len(mine) > 100
        assert [item.name for item in mine if any(other in text for text in texts(item.inputs))] == []
        theirs = {item.urn for item in of_cell(recorder, other)}
        assert [item.name for item in mine if item.dependencies & theirs] == []


@each_example
def test_cells_have_addresses_and_rows_of_their_own(example: str) -> None:
    """Their networks do not overlap, and each has one row in the list of its region."""
    recorder = recorded(example)
    blocks = [ipaddress.ip_network(vpc.inputs["cidrBlock"]) for vpc in recorder.of_type("aws:ec2/vpc:Vpc")]
    assert len(CELLS[example]) == len(blocks)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(blocks, 2))
    rows = [item.inputs["item"] for item in recorder.of_type("aws:dynamodb/tableItem:TableItem")]
    assert len(CELLS[example]) == len(rows)
    assert all(
        f'"cell": {{"S": "{cell}"}}' in row for cell, row in zip(sorted(CELLS[example]), sorted(rows), strict=True)
    )


def test_the_regions_of_a_company_share_nothing() -> None:
    """Each region has its own provider, and no resource of one names the other."""
    recorder = recorded("company")
    for region, other in (("eu-west-1", "eu-south-2"), ("eu-south-2", "eu-west-1")):
        mine = [item for item in recorder.registrations if item.name.startswith(f"region-{region}")]
        assert mine
        assert [item.name for item in mine if other in item.provider] == []
        assert [item.name for item in mine if any(other in text for text in texts(item.inputs))] == []


def test_a_drained_cell_says_so_in_its_row_and_its_service() -> None:
    """The list of cells and the order service agree, and the routing table sends nobody there."""
    recorder = recorded("drained")
    assert '"draining": {"BOOL": true}' in recorder.one("aws:dynamodb/tableItem:TableItem").inputs["item"]
    tasks = [item.inputs["containerDefinitions"] for item in recorder.of_type("aws:ecs/taskDefinition:TaskDefinition")]
    assert any('"DRAIN"' in text for text in tasks)
    assert "two.galway.example.com" in recorder.one("aws:s3/bucketObjectv2:BucketObjectv2").inputs["content"]
